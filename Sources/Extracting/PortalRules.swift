/// Selectors of a portal's own file, for pages on which all else fails.
package struct PortalRules: Sendable, Hashable {
  /// The elements that hold the body; the first that holds text wins.
  package let include: [Selector]
  /// Elements that are never body.
  package let exclude: [Selector]

  package init(include: [Selector] = [], exclude: [Selector] = []) {
    self.include = include
    self.exclude = exclude
  }

  /// The rules as lines, for digests.
  package var canonicalText: String {
    (include.map { "include \($0)" } + exclude.map { "exclude \($0)" }).joined(separator: "\n")
  }

  /// The region that the include selectors name; elements that follow one another under one selector are joined.
  func region(in reading: PageReading) -> BodyRegion? {
    for selector in include {
      var blocks: Range<Int>?
      for index in reading.page.elements.indices where selector.matches(index, in: reading.page) {
        let found = reading.page.elements[index].blocks
        if found.isEmpty { continue }
        blocks = blocks.map { min($0.lowerBound, found.lowerBound)..<max($0.upperBound, found.upperBound) } ?? found
      }
      if let blocks { return BodyRegion(blocks: blocks, rule: "rule:\(selector)") }
    }
    return nil
  }

  /// The blocks that the exclude selectors name, each with its selector.
  func excluded(in page: Page) -> [(blocks: Range<Int>, selector: Selector)] {
    exclude.flatMap { selector in
      page.elements.indices.filter { selector.matches($0, in: page) }.map { (page.elements[$0].blocks, selector) }
    }
  }
}
