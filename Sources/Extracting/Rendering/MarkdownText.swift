internal import Web

/// A document as GitHub-flavoured Markdown with YAML front matter.
///
/// What is printed stays literal: characters that Markdown would read are escaped, printed numbers are kept as text,
/// tables are pipe tables of the grid whose first row is the header line, because the format wants one.
package enum MarkdownText {
  package static func render(_ document: Document) -> String {
    var text = frontMatter(document)
    for block in document.blocks {
      text += "\n"
      text += render(block)
      text += "\n"
    }
    text += attachments(document)
    return text
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

  private static func render(_ block: DocumentBlock) -> String {
    switch block.content {
    case .heading(let text, let level, _):
      String(repeating: "#", count: min(max(level, 1), 6)) + " " + inline(text.replacingCellBreaks())
    case .paragraph(let text, _): lines(text)
    case .list(let items, let ordered): list(items, ordered: ordered)
    case .table(let table): pipes(table)
    case .image(let url, let alt): "![\(inline(alt.replacingCellBreaks()))](\(destination(url)))"
    case .quote(let text):
      text.lines.map { "> " + line($0) }
        .joined(separator: "  \n")
    }
  }

  private static func list(_ items: [String], ordered: Bool) -> String {
    items.enumerated().map { index, item in
      let mark = ordered ? "\(index + 1). " : "- "
      let blanks = "  \n" + String(repeating: " ", count: mark.utf8.count)
      return mark
        + item.lines.map { line($0) }.joined(separator: blanks)
    }.joined(separator: "\n")
  }

  private static func attachments(_ document: Document) -> String {
    guard !document.attachments.isEmpty else { return "" }
    let links = document.attachments.map { attachment in
      let title = attachment.title ?? attachment.filename ?? attachment.url
      return "- [\(inline(title.replacingCellBreaks()))](\(destination(attachment.url)))\n"
    }
    return "\n---\n\n" + links.joined()
  }
}
