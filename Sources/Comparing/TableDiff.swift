/// How one table changed.
package struct TableDiff: Hashable, Sendable {
  /// Its number in the old document, counted from 1 as in `table-1.csv`; nil for an added table.
  package let old: Int?
  /// Its number in the new document; nil for a removed table.
  package let new: Int?
  /// The caption, the new one when both have one.
  package let caption: String?
  package let changes: [TableChange]
  /// Whether it stands in another order among the tables.
  package let isMoved: Bool

  package var isEmpty: Bool { changes.isEmpty && old != nil && new != nil && !isMoved }
}

/// One change inside a table.
package enum TableChange: Hashable, Sendable {
  /// A cell of a row and a column that stand in both; an absent text is a place where no cell exists.
  case cell(row: String, column: String, old: String?, new: String?)
  case rowAdded(String, cells: [String?])
  case rowRemoved(String, cells: [String?])
  case rowMoved(String)
  case columnAdded(String, cells: [String?])
  case columnRemoved(String, cells: [String?])
  case columnMoved(String)
  /// The header of a row or column whose cells stayed.
  case rowRenamed(old: String, new: String)
  case columnRenamed(old: String, new: String)
  case caption(old: String?, new: String?)
  case unit(old: String?, new: String?)
}
