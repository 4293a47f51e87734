/// A document as plain text: the body only, no title, date line or chrome.
///
/// One line a block, list item or table row; the cells of a row joined by TAB, each cell once, where it begins.
package enum PlainText {
  /// The text of a document, with a line feed at its end; empty for a document without a body.
  package static func render(_ document: Document) -> String {
    let text = body(of: document.blocks)
    return text.isEmpty ? "" : text + "\n"
  }

  /// The lines of these blocks, joined by line feeds. Pictures have no line.
  package static func body(of blocks: [DocumentBlock]) -> String {
    var text = ""
    for block in blocks {
      if case .image = block.content { continue }
      if !text.isEmpty { text += "\n" }
      text += block.text
    }
    return text
  }
}

extension Table {
  /// A row a line, cells joined by TAB, each cell once: a spanned place is not repeated, an empty cell keeps its TAB.
  package var text: String {
    var lines: [String] = []
    var index = 0
    while index < cells.count {
      let row = cells[index].row
      var line: [String] = []
      while index < cells.count, cells[index].row == row {
        line.append(cells[index].text.replacingCellBreaks())
        index += 1
      }
      lines.append(line.joined(separator: "\t"))
    }
    return lines.joined(separator: "\n")
  }
}
