extension MarkdownText {
  /// A table as GFM (§4.10): every row of the grid, line feeds as `<br>`.
  static func pipes(_ table: Table) -> String {
    let rows = table.grid.map { row in "|" + row.map { " \(cell($0 ?? "")) |" }.joined() }
    guard let header = rows.first, let width = table.grid.first?.count else { return "" }
    let rule = "|" + String(repeating: " --- |", count: width)
    return ([header, rule] + rows.dropFirst()).joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String {
    text.lines.map { inline($0) }.joined(separator: "<br>")
  }

  /// Text of several lines, each kept by two blanks at the end of the one before.
  static func lines(_ text: String) -> String {
    guard isMarked(text) else { return text }
    return text.lines.map { line($0) }.joined(separator: "  \n")
  }

  /// Whether a line break or anything that Markdown could read stands in the text. Most paragraphs have nothing.
  private static func isMarked(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      guard let first = unsafe utf8.first else { return false }
      if first >= 0x23 && first <= 0x3D, first != 0x28 { return true }
      return unsafe utf8.contains { $0 < 0x80 && ($0 == 0x0A || isMark($0)) }
    }
  }

  /// A line whose start must not be read as the mark of a block: `# `, `- `, `+ `, `1. `, `===`.
  static func line(_ text: String) -> String {
    let start = Array(text.utf8.prefix(11))
    let digits = start.prefix { (0x30...0x39).contains($0) }.count
    guard let first = start.first, digits < 10 else { return inline(text) }
    let next = digits + 1 < start.count ? start[digits + 1] : 0x20
    if digits > 0, digits < start.count, [0x2E, 0x29].contains(start[digits]), next == 0x20 {
      let mark = text.utf8.index(text.startIndex, offsetBy: digits)
      return text[..<mark] + "\\" + inline(String(text[mark...]))
    }
    return [0x23, 0x2B, 0x2D, 0x3D].contains(first) ? "\\" + inline(text) : inline(text)
  }

  /// Text with every character escaped that Markdown or the HTML in it would read.
  static func inline(_ text: String) -> String {
    guard text.utf8.contains(where: { isMark($0) }) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isMark(byte) { bytes.append(0x5C) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The destination of a link; in angle brackets a blank and brackets do no harm.
  static func destination(_ url: String) -> String {
    guard url.utf8.contains(where: { [0x20, 0x28, 0x29, 0x3C, 0x3E, 0x0A].contains($0) }) else { return url }
    let bytes = url.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x3C: Array("%3C".utf8)
      case 0x3E: Array("%3E".utf8)
      case 0x0A: []
      default: [byte]
      }
    }
    return "<" + String(decoding: bytes, as: UTF8.self) + ">"
  }

  /// `\` `` ` `` `*` `_` `[` `]` `<` `>` `|` `~` `&`
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x5C, 0x60, 0x2A, 0x5F, 0x5B, 0x5D, 0x3C, 0x3E, 0x7C, 0x7E, 0x26: true
    default: false
    }
  }
}

extension String {
  /// The text cut at its line feeds.
  var lines: [String] {
    guard utf8.contains(0x0A) else { return [self] }
    return utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
  }
}
