/// Finds the rows that name the columns.
enum TableHeader {
  /// More rows than this are never taken for headers.
  private static let limit = 6

  /// Rows of `<thead>`, else leading rows of `<th>` only, else what looks like headers above figures.
  static func rows(of table: Table, marked: Int) -> Int {
    let rows = Rows(table)
    let byMark = marked > 0 ? marked : rows.leading { row in row.cells.allSatisfy(\.isHeader) }
    let found = (1..<max(rows.all.count, 1)).contains(byMark) ? byMark : inferred(rows)
    return withoutCrossing(rows, found)
  }

  /// The texts of the header rows above each column, from the top, without repeats: `申请人情况 / 自然人`.
  static func columns(of table: Table) -> [String] {
    guard table.headerRows > 0, let width = table.grid.first?.count else { return [] }
    let headers = table.grid.prefix(table.headerRows).filter { !TableCaption.isUnitRow($0) }
    return (0..<width).map { column in
      var path: [String] = []
      for row in headers {
        let text = (row[column] ?? "").replacingCellBreaks()
        if !text.isEmpty, text != path.last { path.append(text) }
      }
      return path.joined(separator: " / ")
    }
  }

  /// Rows of names above rows that are mostly figures. A second row of names needs a span above it that it divides.
  private static func inferred(_ rows: Rows) -> Int {
    guard let first = rows.all.first(where: \.holdsData)?.index else { return rows.looksLikeList ? 1 : 0 }
    var names = 0
    while names < min(first, limit), names == 0 || rows.all[names - 1].isDivided { names += 1 }
    let rest = rows.all.dropFirst(names).filter { !$0.isTitle && !$0.cells.isEmpty }
    return rest.count(where: \.holdsData) * 2 > rest.count ? names : 0
  }

  /// Fewer header rows when a cell reaches from them into the data: then its row is one of the data.
  private static func withoutCrossing(_ rows: Rows, _ count: Int) -> Int {
    var count = count
    while count > 0 {
      let crossing = rows.all.prefix(count).lastIndex { row in
        row.cells.contains { $0.row + $0.rowspan > count }
      }
      guard let crossing else { return count }
      count = crossing
    }
    return 0
  }
}

/// The rows of a table by the cells that begin in them.
private struct Rows {
  struct Row {
    var cells: [Table.Cell] = []
    let width: Int
    let index: Int
  }

  let all: [Row]

  init(_ table: Table) {
    let width = table.grid.first?.count ?? 0
    var rows = table.grid.indices.map { Row(width: width, index: $0) }
    for cell in table.cells { rows[cell.row].cells.append(cell) }
    all = rows
  }

  func leading(where isHeader: (Row) -> Bool) -> Int {
    all.prefix { !$0.cells.isEmpty && isHeader($0) }.count
  }

  /// A table of words only: three columns and rows or more, the first row short words, all different.
  var looksLikeList: Bool {
    guard all.count >= 3, let first = all.first, first.width >= 3, first.cells.count == first.width else {
      return false
    }
    let texts = first.cells.map(\.text)
    return Set(texts).count == texts.count && texts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 36 }
  }
}

extension Rows.Row {
  /// One cell across the whole table.
  fileprivate var isTitle: Bool { cells.count == 1 && cells[0].colspan >= width }

  /// Whether a cell spans several columns, or reaches into the next row.
  fileprivate var isDivided: Bool { cells.contains { $0.colspan > 1 || $0.rowspan > 1 } }

  /// Figures beside a label, or a label beside places left empty.
  fileprivate var holdsData: Bool {
    if isTitle { return width == 1 && cells[0].text.isFigure }
    guard let label = cells.first else { return false }
    let values = cells.dropFirst(label.column == 0 && !label.text.isFigure ? 1 : 0)
    let figures = values.count { $0.text.isFigure && !(index == 0 && $0.text.isYear) }
    let empty = values.count { $0.text.isEmpty }
    return figures * 2 >= max(values.count, 1) && figures > 0 || !values.isEmpty && empty * 2 > values.count
  }
}

extension String {
  /// `1,234.5`, `+6`, `12%`, `346490.00元`, and what stands for none: `-`, `/`, `无`.
  var isFigure: Bool {
    var (number, unit) = (0, 0)
    var holdsDigit = false
    for scalar in unicodeScalars where scalar != " " {
      if unit == 0, isOfNumber(scalar.value) {
        number += 1
        holdsDigit = holdsDigit || (0x30...0x39).contains(scalar.value) || isFullWidthDigit(scalar.value)
        continue
      }
      unit += 1
      if number == 0 ? unit > 1 || scalar != "无" : unit > 2 || unit == 1 && !isUnitCharacter(scalar.value) {
        return false
      }
    }
    return number == 0 ? unit == 1 : unit == 0 || holdsDigit
  }

  /// `2019`: a year heads a column more often than it fills one.
  var isYear: Bool {
    utf8.count == 4 && (utf8.starts(with: "19".utf8) || utf8.starts(with: "20".utf8))
      && utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The text of a cell on one line and in one field.
  func replacingCellBreaks() -> String {
    guard utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return self }
    return String(decoding: utf8.map { $0 == 0x0A || $0 == 0x09 ? 0x20 : $0 }, as: UTF8.self)
  }
}

private let figureMarks: [UInt32] = [0x25, 0xFF05, 0xFF0C, 0xFF0E, 0xFF0B, 0xFF0D, 0x2013, 0x2014, 0x2212]

private func isOfNumber(_ scalar: UInt32) -> Bool {
  (0x2B...0x39).contains(scalar) || isFullWidthDigit(scalar) || figureMarks.contains(scalar)
}

private func isFullWidthDigit(_ scalar: UInt32) -> Bool { (0xFF10...0xFF19).contains(scalar) }

/// Neither 年 nor 月 nor 日: a date is a name.
private func isUnitCharacter(_ scalar: UInt32) -> Bool {
  scalar >= 0x4E00 && ![0x5E74, 0x6708, 0x65E5].contains(scalar)
}
