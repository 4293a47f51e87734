internal import Web

/// A document as GitHub-flavoured Markdown with YAML front matter.
///
/// What is printed stays literal: characters that Markdown would read are escaped, printed numbers are kept as text,
/// tables are pipe tables of the grid whose first row is the header line, because the format wants one.
package enum MarkdownText {
  package static func render(_ document: Document) -> String { String(decoding: bytes(document), as: UTF8.self) }

  /// The same as UTF-8.
  package static func bytes(_ document: Document) -> [UInt8] {
    var text = MarkdownBytes()
    text.put(frontMatter(document))
    for block in document.blocks {
      text.put("\n")
      text.put(block)
      text.put("\n")
    }
    text.put(document.attachments)
    return text.bytes
  }

  private static func frontMatter(_ document: Document) -> String {
    let metadata = document.metadata
    let members: [(String, String?)] = [
      ("title", metadata.title), ("published", metadata.published?.value), ("written", metadata.written?.value),
      ("source", metadata.sourceOrg), ("doc_number", metadata.docNumber), ("index_number", metadata.indexNumber),
      ("kind", metadata.kind.rawValue), ("url", document.source.finalURL ?? document.source.url),
      ("captured", document.source.capturedAt?.iso8601), ("version", document.source.version),
      ("raw_sha256", document.source.rawDigest.hex), ("id", document.id),
    ]
    let lines = members.compactMap { name, value in value.map { "\(name): \(quoted($0))\n" } }
    return "---\n" + lines.joined() + "---\n"
  }

  /// A YAML double-quoted scalar, in which JSON's escapes hold (YAML 1.2 §7.3.1).
  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter(.compact)
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension MarkdownBytes {
  fileprivate mutating func put(_ block: DocumentBlock) {
    switch block.content {
    case .heading(let text, let level, _):
      put(String(repeating: "#", count: min(max(level, 1), 6)) + " ")
      inline(text.replacingCellBreaks())
    case .paragraph(let text, _): lines(text)
    case .list(let items, let ordered): put(items, ordered: ordered)
    case .table(let table): pipes(table.grid)
    case .image(let url, let alt): put("!", alt, url)
    case .quote(let text):
      put("> ")
      lines(text, joinedBy: "  \n> ")
    }
  }

  private mutating func put(_ items: [String], ordered: Bool) {
    for (index, item) in items.enumerated() {
      if index > 0 { put("\n") }
      let mark = ordered ? "\(index + 1). " : "- "
      put(mark)
      lines(item, joinedBy: "  \n" + String(repeating: " ", count: mark.utf8.count))
    }
  }

  fileprivate mutating func put(_ attachments: [DocumentAttachment]) {
    if attachments.isEmpty { return }
    put("\n---\n\n")
    for attachment in attachments {
      put("- ", attachment.title ?? attachment.filename ?? attachment.url, attachment.url)
      put("\n")
    }
  }

  /// `[title](url)` behind a mark.
  private mutating func put(_ mark: String, _ title: String, _ url: String) {
    put(mark + "[")
    inline(title.replacingCellBreaks())
    put("](")
    destination(url)
    put(")")
  }
}
