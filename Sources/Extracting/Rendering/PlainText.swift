/// A document as plain text: the body only, no title, date line or chrome.
///
/// One line a block, list item or table row; the cells of a row joined by TAB, each cell once, where it begins.
package enum PlainText {
  /// The text of a document, with a line feed at its end; empty for a document without a body.
  package static func render(_ document: Document) -> String {
    document.text.isEmpty ? "" : document.text + "\n"
  }

  /// The lines of these blocks, joined by line feeds. Pictures have no line.
  package static func body(of blocks: [DocumentBlock]) -> String {
    var text = ""
    text.reserveCapacity(blocks.reduce(0) { $0 + $1.paragraphLength })
    for block in blocks {
      if case .image = block.content { continue }
      if !text.isEmpty { text += "\n" }
      if case .table(let table) = block.content { table.append(to: &text) } else { text += block.text }
    }
    return text
  }
}

extension DocumentBlock {
  /// In bytes, a line end counted; 0 for what is no paragraph.
  fileprivate var paragraphLength: Int {
    if case .paragraph(let text, _) = content { text.utf8.count + 1 } else { 0 }
  }
}

extension Table {
  /// A row a line, cells joined by TAB, each cell once: a spanned place is not repeated, an empty cell keeps its TAB.
  package var text: String {
    var text = ""
    append(to: &text)
    return text
  }

  fileprivate func append(to text: inout String) {
    for index in cells.indices {
      if index > 0 { text += cells[index].row == cells[index - 1].row ? "\t" : "\n" }
      text += cells[index].text.replacingCellBreaks()
    }
  }
}
