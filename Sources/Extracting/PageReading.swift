/// A page with what its blocks look like by themselves, and sums over any stretch of them.
struct PageReading: Sendable {
  let page: Page
  let natures: [BlockNature]
  /// What the page itself says its title is.
  let title: PageTitle
  /// `valueBefore[n]` = value of blocks 0..<n; the same for text that counts for the body.
  private let valueBefore: [Int32]
  private let goodBefore: [Int32]

  init(_ page: Page) {
    self.page = page
    title = PageTitle(page)
    natures = page.blocks.map { BlockNature($0, in: page) }
    var value: [Int32] = [0]
    var good: [Int32] = [0]
    value.reserveCapacity(natures.count + 1)
    good.reserveCapacity(natures.count + 1)
    for nature in natures {
      value.append(value[value.count - 1] + nature.value)
      good.append(good[good.count - 1] + max(nature.value, 0))
    }
    valueBefore = value
    goodBefore = good
  }

  /// The value of a stretch of blocks.
  func value(of blocks: Range<Int>) -> Int32 { valueBefore[blocks.upperBound] - valueBefore[blocks.lowerBound] }

  /// How much text of a stretch counts for the body.
  func good(in blocks: Range<Int>) -> Int32 { goodBefore[blocks.upperBound] - goodBefore[blocks.lowerBound] }

  /// The text of a block as vocabulary and titles are compared with it.
  func titleText(_ index: Int) -> TitleText { TitleText(page.text[page.blocks[index].text]) }
}
