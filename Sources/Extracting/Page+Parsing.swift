extension Page {
  /// Reads a page, which must be valid UTF-8; never fails: a page that cannot be read is an empty one.
  package init(utf8: [UInt8], limits: PageLimits = PageLimits()) {
    var builder = PageBuilder(limits: limits, sizeHint: min(utf8.count, limits.bytes))
    let source = PageSource(utf8, limits)
    for cut in source.cuts { builder.note(cut) }
    PageParser()?.parse(source.bytes, into: &builder)
    self = builder.finish()
  }
}

/// The bytes that the parser may see.
struct PageSource {
  private(set) var bytes: [UInt8]
  private(set) var cuts: [PageCut] = []

  init(_ utf8: [UInt8], _ limits: PageLimits) {
    bytes = utf8
    if bytes.count > limits.bytes {
      var end = limits.bytes
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      bytes = Array(bytes[..<end])
      cuts.append(.bytes)
    }
  }
}

extension PageBuilder {
  /// Closes what is open and hands the page over.
  mutating func finish() -> Page {
    closeAnchor()
    closeBlock()
    for index in open {
      elements[index].end = Int32(elements.count)
      elements[index].endBlock = Int32(blocks.count)
    }
    for source in scripts { script(source, origin: "location") }
    return Page(
      text: flow.arena, names: names, elements: elements, blocks: blocks, tables: [], metas: metas,
      titleTag: collapsed(title), language: language, links: links, baseReference: baseReference, marks: marks,
      scripts: scripts, cuts: cuts
    )
  }

  private func collapsed(_ bytes: [UInt8]) -> String {
    var flow = TextFlow(capacity: bytes.count)
    unsafe bytes.withUnsafeBufferPointer { unsafe flow.append($0) }
    return String(decoding: flow.arena, as: UTF8.self)
  }
}
