/// Builds a `Table` from what a parser meets, in source order, by the algorithm of the HTML standard (§4.9.12.1).
///
/// Three rulings of the house: where cells overlap the first one keeps the place; a `rowspan` ends with the rows that
/// its row group has, as browsers show it; `colspan` is at most 1000 and `rowspan` at most 65534, as the standard says.
/// Layout tables are not told apart here, and a table nested in a cell is given as that cell's text (`Table.text`).
package struct TableBuilder: Sendable {
  /// A row group. Rows of a `<tfoot>` are moved to the end.
  package enum Section: Hashable, Sendable {
    case head, body, foot
  }

  /// More places than this in the grid and the table is refused.
  package static let maxGridCells = 200_000

  /// `<caption>`, when there is one.
  package var caption: String?
  private(set) var groups: [RowGroup] = []

  package init() {}

  /// `<thead>`, `<tbody>`, `<tfoot>`. A row that follows no group begins a body of its own.
  package mutating func beginGroup(_ section: Section) { groups.append(RowGroup(section: section)) }

  /// `</thead>` …: the next row belongs to another group.
  package mutating func endGroup() { if groups.last?.rows.isEmpty == false { beginGroup(.body) } }

  /// `<tr>`.
  package mutating func beginRow() {
    if groups.isEmpty { beginGroup(.body) }
    groups[groups.count - 1].rows.append([])
  }

  /// `<td>` or `<th>` with its whole text, line feeds kept; `rowspan` 0 reaches to the end of the row group.
  package mutating func addCell(_ text: String, isHeader: Bool = false, rowspan: Int = 1, colspan: Int = 1) {
    if groups.last?.rows.isEmpty != false { beginRow() }
    let cell = PendingCell(
      text: text, isHeader: isHeader, rowspan: rowspan < 0 ? 1 : min(rowspan, 65_534),
      colspan: colspan < 1 ? 1 : min(colspan, 1_000))
    groups[groups.count - 1].rows[groups[groups.count - 1].rows.count - 1].append(cell)
  }

  /// The table, or its text when its grid would be too large.
  ///
  /// - Parameter precedingLines: the short lines just above the table, nearest last; a caption and a unit are taken
  ///   from them when the table itself has none.
  package func finish(precedingLines: [String] = []) -> Outcome {
    var layout = TableLayout(maxGridCells: TableBuilder.maxGridCells)
    for group in groups where group.section != .foot { layout.add(group) }
    for group in groups where group.section == .foot { layout.add(group) }
    guard !layout.isTooLarge else { return .tooLarge(lines: lines) }
    return .table(layout.table(caption: caption, precedingLines: precedingLines))
  }

  /// Every row as a line of its cells, joined by TAB: what is left of a refused table.
  private var lines: [String] {
    groups.flatMap { group in
      group.rows.map { row in row.map { $0.text.replacingCellBreaks() }.joined(separator: "\t") }
    }
  }

  package enum Outcome: Hashable, Sendable {
    case table(Table)
    /// More than `maxGridCells` places: nothing is lost, each row is a line of text.
    case tooLarge(lines: [String])

    /// What the document says about a refused table.
    package var warning: DocumentWarning? {
      guard case .tooLarge(let lines) = self else { return nil }
      let limit = TableBuilder.maxGridCells
      return DocumentWarning(
        code: "table_too_large",
        message: "A table of \(lines.count) rows would have more than \(limit) grid cells; it is kept as lines of text."
      )
    }
  }
}

struct RowGroup: Sendable {
  let section: TableBuilder.Section
  var rows: [[PendingCell]] = []
}

struct PendingCell: Sendable {
  let text: String
  let isHeader: Bool
  let rowspan: Int
  let colspan: Int
}
