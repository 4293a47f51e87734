internal import Extracting

extension TableDiff {
  /// Compares two versions of one table, cell by cell, by the names of rows and columns.
  init(old: Table, at oldNumber: Int, new: Table, at newNumber: Int, isMoved: Bool) {
    self.init(
      old: oldNumber, new: newNumber, caption: new.caption ?? old.caption,
      changes: Self.changes(from: old, to: new), isMoved: isMoved)
  }

  private static func changes(from old: Table, to new: Table) -> [TableChange] {
    var changes: [TableChange] = []
    if old.caption != new.caption { changes.append(.caption(old: old.caption, new: new.caption)) }
    if old.unit != new.unit { changes.append(.unit(old: old.unit, new: new.unit)) }
    if old.grid == new.grid && old.columns == new.columns { return changes }
    let labels = LabelledGrid.labelColumns(of: [old, new])
    return changes
      + GridComparison(LabelledGrid(old, labelColumns: labels), LabelledGrid(new, labelColumns: labels)).changes
  }
}

/// Compares two grids whose rows and columns are named.
struct GridComparison {
  private let old: LabelledGrid
  private let new: LabelledGrid
  private let columns: LabelAlignment
  private let rows: LabelAlignment

  init(_ old: LabelledGrid, _ new: LabelledGrid) {
    self.old = old
    self.new = new
    let columns = LabelAlignment(old: old.columnLabels, new: new.columnLabels) { left, right in
      old.agrees(at: left, with: new, at: right)
    }
    self.columns = columns
    // A name belongs to the row; only values can tell that a row with another name is the same one.
    let values = columns.matched.filter { !old.isLabel($0.old) && !new.isLabel($0.new) }
    rows = LabelAlignment(old: old.rowLabels, new: new.rowLabels) { left, right in
      !values.isEmpty && values.allSatisfy { old.rows[left][$0.old] == new.rows[right][$0.new] }
        && values.contains { !(old.rows[left][$0.old] ?? "").isEmpty }
    }
  }

  var changes: [TableChange] { columnChanges + rowChanges + cellChanges }

  private var columnChanges: [TableChange] {
    let renamed = columns.matched.filter { columns.renamed.contains($0.new) }
    return renamed.map { .columnRenamed(old: old.columnLabels[$0.old], new: new.columnLabels[$0.new]) }
      + columns.removed.map { .columnRemoved(old.columnLabels[$0], cells: old.column($0)) }
      + columns.added.map { .columnAdded(new.columnLabels[$0], cells: new.column($0)) }
      + columns.moved.sorted().map { .columnMoved(new.columnLabels[$0]) }
  }

  private var rowChanges: [TableChange] {
    let renamed = rows.matched.filter { rows.renamed.contains($0.new) }
    return renamed.map { .rowRenamed(old: old.rowLabels[$0.old], new: new.rowLabels[$0.new]) }
      + rows.removed.map { .rowRemoved(old.rowLabels[$0], cells: values(old, $0)) }
      + rows.added.map { .rowAdded(new.rowLabels[$0], cells: values(new, $0)) }
      + rows.moved.sorted().map { .rowMoved(new.rowLabels[$0]) }
  }

  private func values(_ grid: LabelledGrid, _ row: Int) -> [String?] {
    Array(grid.rows[row].dropFirst(grid.labelColumns))
  }

  private var cellChanges: [TableChange] {
    let inOrder = columns.matched.sorted { $0.new < $1.new }
    return rows.matched.flatMap { row in inOrder.compactMap { change(row: row, column: $0) } }
  }

  private func change(row: Alignment.Pair, column: Alignment.Pair) -> TableChange? {
    let (before, after) = (old.rows[row.old][column.old], new.rows[row.new][column.new])
    if before == after { return nil }
    // The names of a renamed row are told already.
    if old.isLabel(column.old), new.isLabel(column.new), rows.renamed.contains(row.new) { return nil }
    return .cell(row: new.rowLabels[row.new], column: new.columnLabels[column.new], old: before, new: after)
  }
}
