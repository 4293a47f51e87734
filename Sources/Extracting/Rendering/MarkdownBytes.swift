/// Markdown as it grows, in UTF-8.
struct MarkdownBytes {
  private(set) var bytes: [UInt8] = []

  /// A text as it is.
  mutating func put(_ text: String) { bytes.append(utf8Of: text) }

  /// A table as GFM (§4.10): every row of the grid, line feeds as `<br>`.
  mutating func pipes(_ grid: [[String?]]) {
    for (index, row) in grid.enumerated() {
      if index > 0 { put("\n") }
      put("|")
      for text in row {
        put(" ")
        pieces(text ?? "", joinedBy: "<br>") { $0.inline($1) }
        put(" |")
      }
      if index == 0 { put("\n|" + String(repeating: " --- |", count: row.count)) }
    }
  }

  /// Text of several lines, each kept by two blanks at the end of the one before.
  mutating func lines(_ text: String, joinedBy separator: String = "  \n") {
    pieces(text, joinedBy: separator) { $0.line($1) }
  }

  /// Text with every character escaped that Markdown or the HTML in it would read.
  mutating func inline(_ text: String) {
    var text = text
    text.withUTF8 { unsafe inline($0.span) }
  }

  /// The destination of a link; in angle brackets a blank and brackets do no harm.
  mutating func destination(_ url: String) {
    guard url.utf8.contains(where: { [0x20, 0x28, 0x29, 0x3C, 0x3E, 0x0A].contains($0) }) else {
      put(url)
      return
    }
    put("<")
    for byte in url.utf8 {
      switch byte {
      case 0x3C: put("%3C")
      case 0x3E: put("%3E")
      case 0x0A: break
      default: bytes.append(byte)
      }
    }
    put(">")
  }

  /// What stands between a text's line feeds, each written by the closure.
  private mutating func pieces(
    _ text: String, joinedBy separator: String, write: (inout MarkdownBytes, Span<UInt8>) -> Void
  ) {
    var text = text
    text.withUTF8 { utf8 in
      let span = unsafe utf8.span
      var start = 0
      for index in 0...span.count where index == span.count || span[index] == 0x0A {
        if start > 0 { put(separator) }
        write(&self, span.extracting(start..<index))
        start = index + 1
      }
    }
  }

  /// A line whose start must not be read as the mark of a block: `# `, `- `, `+ `, `1. `, `===`.
  private mutating func line(_ text: Span<UInt8>) {
    guard !text.isEmpty else { return }
    var digits = 0
    while digits < text.count, (0x30...0x39).contains(text[digits]) { digits += 1 }
    let isNumber = (1...9).contains(digits) && digits < text.count && (text[digits] == 0x2E || text[digits] == 0x29)
    if isNumber, digits + 1 == text.count || text[digits + 1] == 0x20 {
      copy(text.extracting(0..<digits))
      bytes.append(0x5C)
      inline(text.extracting(digits..<text.count))
    } else {
      if isBlockMark(text[0]) { bytes.append(0x5C) }
      inline(text)
    }
  }

  private mutating func inline(_ text: Span<UInt8>) {
    var start = 0
    for index in text.indices where isMark(text[index]) {
      copy(text.extracting(start..<index))
      bytes.append(0x5C)
      start = index
    }
    copy(text.extracting(start..<text.count))
  }

  private mutating func copy(_ text: Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}

/// `#` `+` `-` `=`
private func isBlockMark(_ byte: UInt8) -> Bool { byte == 0x23 || byte == 0x2B || byte == 0x2D || byte == 0x3D }

/// `\` `` ` `` `*` `_` `[` `]` `<` `>` `|` `~` `&`
private func isMark(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x5C, 0x60, 0x2A, 0x5F, 0x5B, 0x5D, 0x3C, 0x3E, 0x7C, 0x7E, 0x26: true
  default: false
  }
}

extension [UInt8] {
  mutating func append(utf8Of text: String) {
    var text = text
    text.withUTF8 { unsafe append(contentsOf: $0) }
  }
}
