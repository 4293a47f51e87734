internal import Extracting

/// A Word table on its way to the HTML model: Word marks every cell of a vertical span, HTML only its first.
struct WordTable {
  private var rows: [[Cell]] = []
  private var headerRows = 0

  private struct Cell {
    var lines: [String] = []
    var span = 1
    var column = 0
    /// Belongs to the cell above it.
    var continues = false
    var rowspan = 1
  }

  mutating func beginRow() { rows.append([]) }

  mutating func beginCell() {
    if rows.isEmpty { beginRow() }
    let last = rows[rows.count - 1].last
    rows[rows.count - 1].append(Cell(column: last.map { $0.column + $0.span } ?? 0))
  }

  mutating func span(_ columns: Int) { changeCell { $0.span = max(1, columns) } }
  mutating func merge(restarts: Bool) { changeCell { $0.continues = !restarts } }
  mutating func markHeader() { if headerRows == rows.count - 1 { headerRows = rows.count } }
  mutating func append(_ text: String) { if !text.isEmpty { changeCell { $0.lines.append(text) } } }

  private mutating func changeCell(_ change: (inout Cell) -> Void) {
    guard let last = rows.last, !last.isEmpty else { return }
    change(&rows[rows.count - 1][last.count - 1])
  }

  var builder: TableBuilder {
    var builder = TableBuilder()
    if headerRows > 0 { builder.beginGroup(.head) }
    for (index, row) in merged.enumerated() {
      if index == headerRows, index > 0 { builder.beginGroup(.body) }
      builder.beginRow()
      for cell in row where !cell.continues {
        builder.addCell(cell.lines.joined(separator: "\n"), rowspan: cell.rowspan, colspan: cell.span)
      }
    }
    return builder
  }

  /// The rows with each vertical span counted at its first cell; a continuation below nothing is a cell of its own.
  private var merged: [[Cell]] {
    var rows = rows
    for row in rows.indices {
      for place in rows[row].indices where rows[row][place].continues {
        let column = rows[row][place].column
        var above = row - 1
        while above >= 0, let found = rows[above].firstIndex(where: { $0.column == column }),
          rows[above][found].continues
        {
          above -= 1
        }
        if above >= 0, let found = rows[above].firstIndex(where: { $0.column == column }) {
          rows[above][found].rowspan = row - above + 1
        } else {
          rows[row][place].continues = false
        }
      }
    }
    return rows
  }
}
