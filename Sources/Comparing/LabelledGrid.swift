internal import Extracting

/// A table read by its headers: rows and columns have names, the rest are values.
struct LabelledGrid {
  let rows: [[String?]]
  let rowLabels: [String]
  let columnLabels: [String]
  /// How many columns at the left name the rows.
  let labelColumns: Int

  /// `labelColumns` is how many columns name the rows, see `labelColumns(of:)`.
  init(_ table: Table, labelColumns: Int) {
    let width = table.grid.map(\.count).max() ?? 0
    self.labelColumns = min(labelColumns, width)
    rows = table.grid.dropFirst(table.headerRows).map { $0 + Array(repeating: nil, count: width - $0.count) }
    let leading = self.labelColumns
    rowLabels = rows.enumerated().map { index, row in
      let label = Self.path(row.prefix(leading))
      return label.isEmpty ? "row \(table.headerRows + index + 1)" : label
    }
    columnLabels = (0..<width).map { column in
      let label = column < table.columns.count ? table.columns[column] : ""
      return label.isEmpty ? "column \(column + 1)" : label
    }
  }

  /// Whether a column is part of the rows' names.
  func isLabel(_ column: Int) -> Bool { column < labelColumns }

  func column(_ index: Int) -> [String?] { rows.map { $0[index] } }

  /// Whether a column holds what a column of another version holds, row by row of equal names.
  func agrees(at column: Int, with other: LabelledGrid, at otherColumn: Int) -> Bool {
    let values = Dictionary(zip(rowLabels, self.column(column))) { first, _ in first }
    let shared = zip(other.rowLabels, other.column(otherColumn)).filter { values[$0.0] != nil }
    return 2 * shared.count > rows.count && shared.allSatisfy { values[$0.0] == .some($0.1) }
      && shared.contains { !($0.1 ?? "").isEmpty }
  }

  /// How many columns at the left hold names and no values, in two versions of a table: those before the first column
  /// whose cells are mostly numbers or empty; one when no column is.
  static func labelColumns(of tables: [Table]) -> Int {
    let counts = tables.map { table -> Int in
      let body = table.grid.dropFirst(table.headerRows)
      let width = table.grid.map(\.count).max() ?? 0
      let first = (0..<width).first { column in
        let values = body.filter { column >= $0.count || isValue($0[column]) }
        return 2 * values.count > body.count
      }
      return first ?? 1
    }
    return max(1, counts.min() ?? 1)
  }

  /// A number as it stands in a table (`1,234.5`, `12%`, `-`, `/`), or nothing.
  private static func isValue(_ text: String?) -> Bool {
    guard let text else { return true }
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x30...0x39, 0xFF10...0xFF19, 0x20, 0x25, 0x2B...0x2F, 0x2014, 0x2212, 0xFF05, 0xFF0C, 0xFF0E, 0x3000: true
      default: false
      }
    }
  }

  /// The names from left to right; a name that spans several columns once.
  private static func path(_ cells: ArraySlice<String?>) -> String {
    var names: [String] = []
    for cell in cells.compactMap({ $0 }) where !cell.isEmpty && cell != names.last {
      names.append(cell.split(separator: "\n").joined(separator: " "))
    }
    return names.joined(separator: " / ")
  }
}
