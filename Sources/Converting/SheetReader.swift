internal import Extracting

/// Reads one sheet of a workbook.
struct SheetReader {
  private let strings: [String]
  private let styles: CellStyles
  private var cells: [Place: String] = [:]
  private var merges: [Place: Place] = [:]
  private var last = Place(row: -1, column: -1)

  struct Place: Hashable {
    var row: Int
    var column: Int

    init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }

    /// `BC12`; nil when it is none.
    init?(_ reference: some StringProtocol) {
      let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
      guard (1...3).contains(letters.count), let row = Int(reference.dropFirst(letters.count)), row > 0 else {
        return nil
      }
      self.init(row: row - 1, column: letters.reduce(0) { $0 * 26 + Int($1 - 0x40) } - 1)
    }
  }

  init(strings: [String], styles: CellStyles) {
    self.strings = strings
    self.styles = styles
  }

  mutating func read(_ xml: [UInt8]) -> SheetReader {
    var scanner = XMLScanner(xml)
    var current: (place: Place, type: String, style: Int)?
    var value = ""
    var isValue = false
    while let piece = scanner.next() {
      switch piece {
      case .start("c", let attributes):
        guard let place = attributes["r"].flatMap({ Place($0) }) else { continue }
        current = (place, attributes["t"] ?? "n", attributes["s"].flatMap { Int($0) } ?? 0)
        value = ""
      case .start("v", _), .start("t", _): isValue = true
      case .text(let text): if isValue { value += text }
      case .end("v"), .end("t"): isValue = false
      case .end("c"): if let current { add(value, current.place, current.type, current.style) }
      case .start("mergeCell", let attributes): addMerge(attributes["ref"] ?? "")
      default: break
      }
    }
    return self
  }

  private mutating func add(_ value: String, _ place: Place, _ type: String, _ style: Int) {
    let text: String
    switch type {
    case "s": text = Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "b": text = value == "1" ? "TRUE" : "FALSE"
    case "n": text = styles.text(value, style: style)
    default: text = value
    }
    let lines = text.split(separator: "\n").map { PDFText.folded(String($0)) }.joined(separator: "\n")
    guard !lines.isEmpty else { return }
    cells[place] = lines
    last = Place(row: max(last.row, place.row), column: max(last.column, place.column))
  }

  private mutating func addMerge(_ reference: String) {
    let ends = reference.split(separator: ":")
    guard ends.count == 2, let start = Place(ends[0]), let end = Place(ends[1]) else { return }
    merges[start] = end
  }

  /// The sheet as a table whose rows and columns end with the last that hold something; nothing for an empty sheet.
  func contents(caption: String) -> [DocumentBlock.Content] {
    guard last.row >= 0 else { return [] }
    guard (last.row + 1) * (last.column + 1) <= TableBuilder.maxGridCells else { return lines }
    var builder = TableBuilder()
    builder.caption = caption
    var covered: Set<Place> = []
    for row in 0...last.row {
      builder.beginRow()
      for column in 0...last.column where !covered.contains(Place(row: row, column: column)) {
        let place = Place(row: row, column: column)
        let end = merges[place].map { Place(row: min($0.row, last.row), column: min($0.column, last.column)) } ?? place
        for down in row...max(row, end.row) {
          for right in column...max(column, end.column) { covered.insert(Place(row: down, column: right)) }
        }
        builder.addCell(
          cells[place] ?? "", rowspan: max(row, end.row) - row + 1, colspan: max(column, end.column) - column + 1)
      }
    }
    return builder.contents
  }

  /// What a sheet says that is too large for a grid: a line a row.
  private var lines: [DocumentBlock.Content] {
    let rows = Dictionary(grouping: cells.keys, by: \.row).sorted { $0.key < $1.key }
    return rows.map { _, places in
      let texts = places.sorted { $0.column < $1.column }.compactMap { cells[$0] }
      return DocumentBlock.paragraph(texts.joined(separator: " "))
    }
  }
}
