/// Elements whose id or class says that they are not the document: comments, side bars, menus (a general rule, as
/// Readability has it). It counts only against elements that do not hold most of the page's text.
struct UnlikelyElements {
  private let reading: PageReading

  init(_ reading: PageReading) { self.reading = reading }

  /// The blocks that stand in such elements, with what they are worth now.
  func weights(_ values: [Int32]) -> [(Int, Int32)] {
    var result: [(Int, Int32)] = []
    let page = reading.page
    let total = reading.good(in: 0..<page.blocks.count)
    var index = 0
    while index < page.elements.count {
      let element = page.elements[index]
      if isUnlikely(element), reading.good(in: element.blocks) * 2 < total {
        for block in element.blocks where values[block] > 0 { result.append((block, -min(values[block], 20))) }
        index = Int(element.end)
      } else {
        index += 1
      }
    }
    return result
  }

  private func isUnlikely(_ element: Element) -> Bool {
    switch element.tag {
    case .nav, .footer, .aside, .menu: return true
    default: break
    }
    return holds(element.id) || holds(element.classes)
  }

  private func holds(_ name: NameRange) -> Bool {
    if name.isEmpty { return false }
    let bytes = reading.page.names[name.range]
    return UnlikelyElements.words.contains { bytes.containsWord($0) }
  }

  private static let words = [
    "comment", "pinglun", "reply", "sidebar", "footer", "copyright", "breadcrumb", "related", "recommend", "disclaimer",
    "shengming", "mianze", "crumb", "share", "hotnews", "banner", "login", "popup", "modal", "cookie", "sponsor",
    "advert", "subscribe", "newsletter", "promo",
  ].map { Array($0.utf8) }
}

extension ArraySlice<UInt8> {
  /// Whether a lower-case word occurs, ASCII case ignored, at the start or after something that is no letter, or after
  /// a lower-case letter as in `newsComment`.
  func containsWord(_ word: [UInt8]) -> Bool {
    guard count >= word.count else { return false }
    for start in startIndex...(endIndex - word.count) where self[start] | 0x20 == word[0] {
      if zip(self[start...], word).allSatisfy({ $0 | 0x20 == $1 }), beginsWord(start) { return true }
    }
    return false
  }

  private func beginsWord(_ index: Int) -> Bool {
    if index == startIndex { return true }
    let before = self[index - 1] | 0x20
    return !(0x61...0x7A).contains(before) || self[index] & 0x20 == 0
  }
}
