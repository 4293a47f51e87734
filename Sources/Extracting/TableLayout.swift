/// Gives every cell its place in the grid, row group by row group.
struct TableLayout {
  private let maxGridCells: Int
  private var cells: [Table.Cell] = []
  /// Index into `cells` for every place, -1 where none stands; rows may differ in width until the end.
  private var places: [[Int]] = []
  private var width = 0
  /// Leading rows that the page marks as headers.
  private var headRows = 0
  private(set) var isTooLarge = false

  init(maxGridCells: Int) { self.maxGridCells = maxGridCells }

  mutating func add(_ group: RowGroup) {
    guard !isTooLarge else { return }
    let start = places.count
    let end = start + group.rows.count
    if group.section == .head, headRows == start { headRows = end }
    places.append(contentsOf: repeatElement([], count: group.rows.count))
    for (offset, row) in group.rows.enumerated() {
      var column = 0
      for cell in row { place(cell, row: start + offset, end: end, column: &column) }
      if isTooLarge { return }
    }
  }

  /// Puts a cell into the first free place of its row and into those that it spans and nobody holds.
  private mutating func place(_ cell: PendingCell, row: Int, end: Int, column: inout Int) {
    while column < places[row].count, places[row][column] >= 0 { column += 1 }
    let rows = cell.rowspan == 0 ? end - row : min(cell.rowspan, end - row)
    width = max(width, column + cell.colspan)
    guard width * max(end, 1) <= maxGridCells else {
      isTooLarge = true
      return
    }
    cells.append(
      Table.Cell(
        row: row, column: column, rowspan: rows, colspan: cell.colspan, text: cell.text, isHeader: cell.isHeader))
    for spanned in row..<row + rows { fill(spanned, from: column, to: column + cell.colspan) }
    column += cell.colspan
  }

  private mutating func fill(_ row: Int, from start: Int, to end: Int) {
    let missing = end - places[row].count
    if missing > 0 { places[row].append(contentsOf: repeatElement(-1, count: missing)) }
    for column in start..<end where places[row][column] < 0 { places[row][column] = cells.count - 1 }
  }

  func table(caption: String?, precedingLines: [String]) -> Table {
    let grid = places.map { row in
      (0..<width).map { column in column < row.count && row[column] >= 0 ? cells[row[column]].text : nil }
    }
    var table = Table(cells: cells, grid: grid)
    table.headerRows = TableHeader.rows(of: table, marked: headRows)
    table.columns = TableHeader.columns(of: table)
    table.caption = TableCaption.caption(marked: caption, precedingLines: precedingLines)
    table.unit = TableCaption.unit(of: table, precedingLines: precedingLines)
    return table
  }
}
