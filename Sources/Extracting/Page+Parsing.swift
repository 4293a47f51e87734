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

extension PageBuilder {
  /// Closes what is open and hands the page over.
  mutating func finish() -> Page {
    closeAnchor()
    closeBlock()
    for open in open {
      elements[open.index].end = Int32(elements.count)
      elements[open.index].endBlock = Int32(blocks.count)
    }
    for source in scripts where source.utf8.count < 20_000 { script(source, origin: "location") }
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
