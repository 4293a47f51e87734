extension ScriptParser {
  /// The text between quotes, its escapes undone; nil when the closing quote is missing.
  mutating func string(until quote: UInt8) -> String? {
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      if byte == 0x5C { escape(&text) } else { text.append(byte) }
    }
    return nil
  }

  private mutating func escape(_ text: inout [UInt8]) {
    guard index < bytes.count else { return }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "v"), 0x0A: break
    case UInt8(ascii: "u"): text.append(contentsOf: Array(String(scalar(4)).utf8))
    case UInt8(ascii: "x"): text.append(contentsOf: Array(String(scalar(2)).utf8))
    default: text.append(byte)
    }
  }

  /// A character by its number; two halves of a surrogate pair make one, a lone half is U+FFFD.
  private mutating func scalar(_ digits: Int) -> Character {
    guard let first = hex(digits) else { return "\u{FFFD}" }
    if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count, bytes[index] == 0x5C,
      bytes[index + 1] == UInt8(ascii: "u")
    {
      let before = index
      index += 2
      if let second = hex(4), (0xDC00..<0xE000).contains(second) {
        let value = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        return Unicode.Scalar(value).map { Character($0) } ?? "\u{FFFD}"
      }
      index = before
    }
    return Unicode.Scalar(first).map { Character($0) } ?? "\u{FFFD}"
  }

  private mutating func hex(_ digits: Int) -> UInt32? {
    guard index + digits <= bytes.count else { return nil }
    let value = UInt32(String(decoding: bytes[index..<index + digits], as: UTF8.self), radix: 16)
    if value != nil { index += digits }
    return value
  }
}
