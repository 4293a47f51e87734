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
        pieces(text ?? "", joinedBy: "<br>", areLines: false)
        put(" |")
      }
      if index == 0 { put("\n|" + String(repeating: " --- |", count: row.count)) }
    }
  }

  /// Text of several lines, each kept by two blanks at the end of the one before.
  mutating func lines(_ text: String, joinedBy separator: String = "  \n") {
    pieces(text, joinedBy: separator, areLines: true)
  }

  /// Text of one line with every character escaped that Markdown or the HTML in it would read.
  mutating func inline(_ text: String) { pieces(text, joinedBy: "\n", areLines: false) }

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

  /// What stands between a text's line feeds; `areLines`: in lines of its own.
  private mutating func pieces(_ text: String, joinedBy separator: String, areLines: Bool) {
    var text = text
    text.withUTF8 { utf8 in
      let span = unsafe utf8.span
      var index = 0
      while true {
        if areLines { guardStart(span, &index) }
        inline(span, &index)
        if index == span.count { return }
        index += 1
        put(separator)
      }
    }
  }

  /// The start of a line, when it would be read as the mark of a block: `# `, `- `, `+ `, `1. `, `===`.
  private mutating func guardStart(_ text: Span<UInt8>, _ index: inout Int) {
    let start = index
    while index < text.count, (0x30...0x39).contains(text[index]) { index += 1 }
    guard index < text.count else {
      index = start
      return
    }
    let isNumber = (1...9).contains(index - start) && (text[index] == 0x2E || text[index] == 0x29)
    let isBeforeBlank = index + 1 == text.count || text[index + 1] == 0x20 || text[index + 1] == 0x0A
    if isNumber, isBeforeBlank {
      copy(text.extracting(start..<index))
      bytes.append(0x5C)
    } else {
      index = start
      if isBlockMark(text[start]) { bytes.append(0x5C) }
    }
  }

  /// Up to the next line feed.
  private mutating func inline(_ text: Span<UInt8>, _ index: inout Int) {
    var start = index
    while index < text.count, text[index] != 0x0A {
      if isMark(text[index]) {
        copy(text.extracting(start..<index))
        bytes.append(0x5C)
        start = index
      }
      index += 1
    }
    copy(text.extracting(start..<index))
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
