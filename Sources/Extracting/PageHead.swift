/// Where the page prints its title and date lines, and the first line after them that ends a document.
///
/// The body stands between the two, however short it is and however much other text the page carries.
struct PageHead: Sendable {
  /// The first block that is the title; nil when it is not printed.
  let title: Int?
  /// One past the last line of the head; nil without title and date line.
  let end: Int?
  /// The first block after the head that ends a document, when some text stands between.
  let ender: Int?

  init(_ reading: PageReading) {
    title = PageHead.title(reading)
    end = PageHead.end(reading, after: title)
    ender = end.flatMap { PageHead.ender(reading, after: $0) }
  }

  private static func title(_ reading: PageReading) -> Int? {
    let blocks = reading.page.blocks
    return blocks.indices.first { index in
      let evidence = blocks[index].evidence
      guard evidence.scalars >= 4, evidence.scalars <= 120, reading.natures[index].kind != .hidden,
        evidence.linkScalars * 2 < evidence.scalars
      else { return false }
      return reading.title.matches(reading.titleText(index), isHeading: blocks[index].isHeading)
    }
  }

  /// Past the title and the date lines that follow it closely; without a title past the first date line.
  private static func end(_ reading: PageReading, after title: Int?) -> Int? {
    let natures = reading.natures
    guard let start = title ?? natures.indices.first(where: { isDateLine(reading, $0) }) else { return nil }
    var end = start + 1
    for index in (start + 1)..<max(start + 1, min(start + 14, natures.count)) {
      if natures[index].kind == .prose || natures[index].kind == .table { break }
      if natures[index].kind == .chrome, let label = natures[index].term?.label, headLabels.contains(label) {
        end = index + 1
      }
    }
    return end
  }

  private static func isDateLine(_ reading: PageReading, _ index: Int) -> Bool {
    reading.natures[index].term?.label == .metaLine
      && DateLine.date(in: reading.page.text[reading.page.blocks[index].text]) != nil
  }

  private static func ender(_ reading: PageReading, after start: Int) -> Int? {
    reading.natures.indices[start...].first { index in
      guard reading.natures[index].kind == .chrome, let label = reading.natures[index].term?.label else { return false }
      return enders.contains(label) && reading.good(in: start..<index) >= 60
    }
  }

  private static let headLabels: Set<BlockLabel> = [.metaLine, .fontSize, .share, .printClose, .viewCount]
  private static let enders: Set<BlockLabel> = [.related, .credit, .footer, .qrCode]
}

extension Block {
  /// Whether the block stands in `<h1>` … `<h6>`.
  var isHeading: Bool { if case .heading = content { true } else { false } }
}
