/// A data table after the table model of the HTML standard (§4.9.12): every cell once, and the grid with spans filled.
package struct Table: Hashable, Sendable, Decodable {
  package var cells: [Cell]
  /// Row by row, every row as wide as the widest; nil where no cell exists, `""` where an empty one does.
  package var grid: [[String?]]
  /// How many rows at the top name the columns.
  package var headerRows: Int
  /// The path of headers above each column, joined by ` / `; empty without header rows.
  package var columns: [String]
  package var caption: String?
  /// The unit that holds for the whole table: `万元`.
  package var unit: String?

  /// A cell at the place of its upper left corner, both counted from 0.
  package struct Cell: Hashable, Sendable {
    package var row: Int
    package var column: Int
    package var rowspan: Int
    package var colspan: Int
    package var text: String
    /// Marked as `<th>`.
    package var isHeader: Bool

    package init(
      row: Int, column: Int, rowspan: Int = 1, colspan: Int = 1, text: String, isHeader: Bool = false
    ) {
      self.row = row
      self.column = column
      self.rowspan = rowspan
      self.colspan = colspan
      self.text = text
      self.isHeader = isHeader
    }
  }

  private enum CodingKeys: String, CodingKey {
    case cells, grid, columns, caption, unit
    case headerRows = "header_rows"
  }

  package init(
    cells: [Cell], grid: [[String?]], headerRows: Int = 0, columns: [String] = [], caption: String? = nil,
    unit: String? = nil
  ) {
    self.cells = cells
    self.grid = grid
    self.headerRows = headerRows
    self.columns = columns
    self.caption = caption
    self.unit = unit
  }
}
