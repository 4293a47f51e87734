/// The plain text of labelled blocks: the body only, a block a line, a table row a line with TAB between cells.
package struct BodyText: Sendable {
  package let text: String

  package init(_ blocks: [LabelledBlock], of page: Page) {
    var text = ""
    for labelled in blocks where labelled.label == .body {
      switch labelled.block.content {
      case .image: continue
      case .table(let index): text += BodyText.rows(page.tables[index])
      default: text += page.string(of: labelled.block) + "\n"
      }
    }
    self.text = text
  }

  private static func rows(_ table: TableCells) -> String {
    var rows = [[String]](repeating: [], count: max(table.rowCount, 1))
    for cell in table.cells { rows[min(cell.row, rows.count - 1)].append(cell.lines.joined(separator: " ")) }
    return rows.map { $0.joined(separator: "\t") + "\n" }.joined()
  }
}
