/// The cells of a data table as the page names them, before any grid is made: what the table algorithm is fed.
package struct TableCells: Sendable, Hashable {
  package struct Cell: Sendable, Hashable {
    /// Row among the table's own rows, from 0.
    package let row: Int
    /// As written; 1 when absent or not a number; 0 means "to the end of the row group" (HTML §4.9.11).
    package let rowSpan: Int
    package let columnSpan: Int
    package let isHeader: Bool
    /// Lines of the cell, nested tables' lines included.
    package let lines: [String]
    /// Images without any text in the cell.
    package let images: Int
  }

  /// Number of `<tr>`.
  package let rowCount: Int
  /// In source order.
  package let cells: [Cell]
  /// `<caption>`.
  package let caption: String?
  /// Rows that stand in `<thead>`.
  package let headRows: Int
}
