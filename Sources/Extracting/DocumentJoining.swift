extension Document {
  /// The whole article whose first page this is: the bodies of its other pages behind its own.
  ///
  /// Blocks are numbered through, the locator of another page's block says of which part it is, and attachments and
  /// links are listed once. A missing part is a warning `missing_part`. Metadata and provenance stay the first page's;
  /// both digests are those of the whole.
  /// - Parameter others: in the reader's order.
  /// - Parameter missing: addresses of parts that nobody has.
  package func joined(with others: [Document], missing: [String] = []) -> Document {
    if others.isEmpty, missing.isEmpty { return self }
    var whole = Joining(first: self)
    for (index, other) in others.enumerated() { whole.add(other, part: index + 2) }
    whole.warnings += missing.map {
      DocumentWarning(code: "missing_part", message: "the part \($0) is not in the archive: its text is left out")
    }
    var extraction = extraction
    extraction.warnings = whole.warnings
    let addresses = others.compactMap { $0.source.finalURL ?? $0.source.url } + missing
    return Document(
      id: id, source: source, extraction: extraction, metadata: metadata, blocks: whole.blocks,
      attachments: whole.attachments, parts: addresses, links: whole.links)
  }
}

/// An article that grows by its pages.
private struct Joining {
  private(set) var blocks: [DocumentBlock]
  private(set) var attachments: [DocumentAttachment]
  private(set) var links: [DocumentLink]
  var warnings: [DocumentWarning]
  private var knownAttachments: Set<String>
  private var knownLinks: Set<String>

  init(first: Document) {
    blocks = first.blocks
    attachments = first.attachments
    links = first.links
    warnings = first.extraction.warnings
    knownAttachments = Set(first.attachments.map(\.url))
    knownLinks = Set(first.links.map(\.url))
  }

  mutating func add(_ document: Document, part: Int) {
    var names: [String: String] = [:]
    for block in document.blocks {
      let locator = "part \(part): \(block.locator)"
      let added = DocumentBlock(ordinal: blocks.count + 1, block.content, locator: locator)
      names[block.id] = added.id
      blocks.append(added)
    }
    attachments += document.attachments.filter { knownAttachments.insert($0.url).inserted }
    links += document.links.filter { knownLinks.insert($0.url).inserted }
    warnings += document.extraction.warnings.map { warning in
      DocumentWarning(
        code: warning.code, message: "part \(part): \(warning.message)", block: warning.block.flatMap { names[$0] })
    }
  }
}
