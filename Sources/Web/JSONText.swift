/// The text of a `JSONWriter` as it grows: room is made once for a whole member, not asked for with every byte.
struct JSONText: Sendable {
  /// Comma and line break in front of a value.
  struct Lead: Sendable {
    let hasComma: Bool
    /// The indentation of the value's line; nil when it stands on the line of the value before it.
    let blanks: Int?

    static let none = Lead(hasComma: false, blanks: nil)
  }

  /// What comes behind a text in quotes: nothing behind a value.
  enum Colon: Sendable { case none, bare, spaced }

  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(1_024) }

  mutating func append(_ byte: UInt8, behind lead: Lead = .none) {
    write(lead, atMost: 1) { room in room.append(byte) }
  }

  mutating func append(_ literal: String, behind lead: Lead) {
    var literal = literal
    literal.withUTF8 { utf8 in write(lead, atMost: utf8.count) { room in unsafe room.append(utf8[...]) } }
  }

  mutating func append(decimal number: Int, behind lead: Lead) {
    write(lead, atMost: 20) { room in room.append(decimal: number) }
  }

  /// A text in quotes, with what has to be escaped in it escaped.
  mutating func append(quoted text: String, behind lead: Lead, colon: Colon = .none) {
    var text = text
    text.withUTF8 { utf8 in
      let plain = unsafe utf8.firstEscape(from: 0)
      write(lead, atMost: plain + 4) { room in
        room.append(0x22)
        unsafe room.append(utf8[..<plain])
        if plain == utf8.count { room.endQuote(colon) }
      }
      if plain < utf8.count { unsafe finish(utf8, from: plain, colon) }
    }
  }

  /// Escapes the byte at that place, and goes on run by run.
  private mutating func finish(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int, _ colon: Colon) {
    var index = start
    while index < utf8.count {
      let end = unsafe utf8.firstEscape(from: index + 1)
      write(.none, atMost: end - index + 5) { room in
        unsafe room.append(escaped: utf8[index])
        unsafe room.append(utf8[(index + 1)..<end])
      }
      index = end
    }
    write(.none, atMost: 3) { room in room.endQuote(colon) }
  }

  /// Writes a lead and what the closure puts behind it, `most` bytes at most.
  @inline(__always)
  private mutating func write(_ lead: Lead, atMost most: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
    bytes.append(addingCapacity: most + 2 + (lead.blanks ?? 0)) { room in
      if lead.hasComma { room.append(0x2C) }
      if let blanks = lead.blanks {
        room.append(0x0A)
        room.append(repeating: 0x20, count: blanks)
      }
      body(&room)
    }
  }
}

extension OutputSpan<UInt8> {
  @inline(__always)
  fileprivate mutating func append(_ utf8: Slice<UnsafeBufferPointer<UInt8>>) {
    unsafe precondition(utf8.count <= freeCapacity, "room was made for less")
    unsafe withUnsafeMutableBufferPointer { room, count in
      guard let source = unsafe utf8.base.baseAddress, let start = room.baseAddress else { return }
      unsafe (start + count).initialize(from: source + utf8.startIndex, count: utf8.count)
      count += unsafe utf8.count
    }
  }

  @inline(__always)
  fileprivate mutating func endQuote(_ colon: JSONText.Colon) {
    append(0x22)
    if colon == .none { return }
    append(0x3A)
    if colon == .spaced { append(0x20) }
  }

  fileprivate mutating func append(decimal number: Int) {
    if number < 0 { append(0x2D) }
    append(digitsOf: number.magnitude)
  }

  private mutating func append(digitsOf number: UInt) {
    if number > 9 { append(digitsOf: number / 10) }
    append(0x30 + UInt8(truncatingIfNeeded: number % 10))
  }

  fileprivate mutating func append(escaped byte: UInt8) {
    append(0x5C)
    switch byte {
    case 0x22, 0x5C: append(byte)
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    default: for digit in "u00\([byte].hex)".utf8 { append(digit) }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first control, quote or backslash from there on, `count` without one.
  fileprivate func firstEscape(from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(self)
    func isPlain(at place: Int) -> Bool {
      isPlainWord(unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    var index = start
    while index + 8 <= count, isPlain(at: index) { index += 8 }
    // The last eight bytes, some of them once more.
    if index + 8 > count, count >= 8, isPlain(at: count - 8) { return count }
    while index < count {
      let byte = unsafe self[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return index }
      index += 1
    }
    return count
  }
}

/// Whether none of eight bytes is a control, a quote or a backslash; in doubt false. A byte that equals a letter is
/// zero once the letter is taken from it, and only a zero borrows.
private func isPlainWord(_ word: UInt64) -> Bool {
  let quote = word ^ 0x2222_2222_2222_2222
  let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
  let ones: UInt64 = 0x0101_0101_0101_0101
  let found = (word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash
  return found & 0x8080_8080_8080_8080 == 0
}
