/// A page with what its blocks look like by themselves, and sums over any stretch of them.
struct PageReading: Sendable {
  let page: Page
  let natures: [BlockNature]
  /// What the page itself says its title is.
  let title: PageTitle
  /// Where the head stands and the document ends.
  private(set) var head = PageHead.none
  /// `valueBefore[n]` = value of blocks 0..<n; the same for text that counts for the body.
  private let valueBefore: [Int32]
  private let goodBefore: [Int32]

  /// Whether nearly all text is hidden until a script shows it, and is read as if it were shown.
  let showsHidden: Bool

  init(_ page: Page) {
    let prose = PageReading.prose(page)
    let showsHidden = prose.shown < 120 && prose.hidden > 4 * prose.shown
    var line = CompactText()
    var natures: [BlockNature] = []
    natures.reserveCapacity(page.blocks.count)
    for block in page.blocks {
      natures.append(BlockNature(block, in: page, showsHidden: showsHidden, line: &line))
    }
    self.init(page, title: PageTitle(page), natures: natures, showsHidden: showsHidden)
  }

  private init(_ page: Page, title: PageTitle, natures: [BlockNature], showsHidden: Bool) {
    self.page = page
    self.title = title
    self.natures = natures
    self.showsHidden = showsHidden
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
    head = PageHead(self)
  }

  /// The same page with the chrome of its host counted out.
  func without(chromeOf template: SiteTemplate) -> PageReading {
    let natures = page.blocks.indices.map { index in
      template.contains(page.blocks[index], in: page) ? BlockNature(.template, value: 0) : self.natures[index]
    }
    return PageReading(page, title: title, natures: natures, showsHidden: showsHidden)
  }

  /// Scalars of sentences that are shown and that are hidden.
  static func prose(_ page: Page) -> (shown: Int32, hidden: Int32) {
    var prose: (shown: Int32, hidden: Int32) = (0, 0)
    for block in page.blocks where block.evidence.punctuation > 0 && block.evidence.plainScalars >= 12 {
      if block.evidence.traits.contains(.hidden) {
        prose.hidden += block.evidence.plainScalars
      } else {
        prose.shown += block.evidence.plainScalars
      }
    }
    return prose
  }

  /// The value of a stretch of blocks.
  func value(of blocks: Range<Int>) -> Int32 { valueBefore[blocks.upperBound] - valueBefore[blocks.lowerBound] }

  /// How much text of a stretch counts for the body.
  func good(in blocks: Range<Int>) -> Int32 { goodBefore[blocks.upperBound] - goodBefore[blocks.lowerBound] }

  /// The parent of the elements that hold most sentences of a stretch; -1 without any.
  func holder(of blocks: Range<Int>) -> Int {
    var weights: [Int: Int32] = [:]
    for index in blocks where natures[index].value > 0 {
      weights[Int(page.elements[page.blocks[index].element].parent), default: 0] += natures[index].value
    }
    return weights.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? -1
  }

  /// The text of a block as vocabulary and titles are compared with it.
  func titleText(_ index: Int) -> TitleText { TitleText(page.text[page.blocks[index].text]) }
}
