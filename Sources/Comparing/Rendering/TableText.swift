/// The difference of a table, a change a line: `row × column: 15 → 16`.
struct TableText {
  private let palette: Palette

  init(palette: Palette) { self.palette = palette }

  func lines(of diff: TableDiff) -> [String] { [palette.strong(title(of: diff))] + diff.changes.map(line(of:)) }

  private func title(of diff: TableDiff) -> String {
    let caption = diff.caption.map { " \($0)" } ?? ""
    switch (diff.old, diff.new) {
    case (let old?, nil): return "table \(old)\(caption): removed"
    case (nil, let new?): return "table \(new)\(caption): added"
    case (let old?, let new?):
      let number = old == new ? "table \(new)" : "table \(old) → \(new)"
      return number + caption + (diff.isMoved ? ": moved" : "")
    case (nil, nil): return "table"
    }
  }

  private func line(of change: TableChange) -> String {
    switch change {
    case .cell(let row, let column, let old, let new): "  \(row) × \(column): \(arrow(old, new))"
    case .rowAdded(let row, let cells): palette.added("+ row \(row): \(joined(cells))")
    case .rowRemoved(let row, let cells): palette.removed("- row \(row): \(joined(cells))")
    case .rowMoved(let row): palette.moved("> row \(row): moved")
    case .columnAdded(let column, let cells): palette.added("+ column \(column): \(joined(cells))")
    case .columnRemoved(let column, let cells): palette.removed("- column \(column): \(joined(cells))")
    case .columnMoved(let column): palette.moved("> column \(column): moved")
    case .rowRenamed(let old, let new): "  row: \(arrow(old, new))"
    case .columnRenamed(let old, let new): "  column: \(arrow(old, new))"
    case .caption(let old, let new): "  caption: \(arrow(old, new))"
    case .unit(let old, let new): "  unit: \(arrow(old, new))"
    }
  }

  private func arrow(_ old: String?, _ new: String?) -> String {
    palette.removed(shown(old)) + " → " + palette.added(shown(new))
  }

  private func joined(_ cells: [String?]) -> String { cells.map(shown).joined(separator: " | ") }

  private func shown(_ text: String?) -> String {
    guard let text else { return "(none)" }
    return text.isEmpty ? "(empty)" : text.split(separator: "\n").joined(separator: " ")
  }
}
