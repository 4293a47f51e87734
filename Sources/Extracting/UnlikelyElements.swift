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
    var before: UInt8 = 0
    for index in bytes.indices {
      if UnlikelyElements.beginsWord(bytes[index], after: before), holdsWord(bytes[index...]) { return true }
      before = bytes[index]
    }
    return false
  }

  /// A letter after something that is no letter, or a capital after a small one.
  private static func beginsWord(_ byte: UInt8, after before: UInt8) -> Bool {
    guard (0x61...0x7A).contains(byte | 0x20) else { return false }
    return !(0x61...0x7A).contains(before | 0x20) || byte & 0x20 == 0 && before & 0x20 != 0
  }

  private func holdsWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    var key: UInt64 = 0
    for byte in bytes.prefix(4) { key = key << 8 | UInt64(byte | 0x20) }
    guard let words = UnlikelyElements.words[key] else { return false }
    return words.contains { word in
      bytes.count >= word.count && zip(bytes, word).allSatisfy { $0 | 0x20 == $1 }
    }
  }

  /// By their first four letters.
  private static let words = {
    let words = """
      comment pinglun reply sidebar footer copyright breadcrumb related recommend disclaimer shengming mianze crumb
      share hotnews banner login popup modal cookie sponsor advert subscribe newsletter promo
      """
    var byStart: [UInt64: [[UInt8]]] = [:]
    for word in words.split(whereSeparator: \.isWhitespace).map({ Array($0.utf8) }) {
      byStart[word.prefix(4).reduce(0) { $0 << 8 | UInt64($1) }, default: []].append(word)
    }
    return PackedNames(byStart.map { ($0.key, $0.value) })
  }()
}
