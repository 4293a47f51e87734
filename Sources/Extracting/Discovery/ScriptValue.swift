/// A literal of a script, read as leniently as pages are written: JSON, or an object of JavaScript with bare names,
/// single quotes and commas too many.
enum ScriptValue: Equatable, Sendable {
  case string(String)
  case int(Int)
  case array([ScriptValue])
  case object([String: ScriptValue])
  /// A name that stands where a value is expected: `countPage`.
  case name(String)
  /// Anything that is no literal, `null` and truth values included.
  case other

  subscript(_ key: String) -> ScriptValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var string: String? {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    default: nil
    }
  }

  /// A whole number, quoted or not.
  var number: Int? {
    switch self {
    case .int(let number): number
    case .string(let text): Int(text.trimmingBlanks())
    default: nil
    }
  }

  var array: [ScriptValue] { if case .array(let values) = self { values } else { [] } }

  /// Reads one value; nil when the bytes hold none. What follows the value is not looked at.
  init?(_ bytes: [UInt8]) {
    var parser = ScriptParser(bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    guard let value = parser.value() else { return nil }
    self = value
  }
}

/// Reads literals; stops, and gives what it has, at the first thing it does not know.
struct ScriptParser {
  private let bytes: [UInt8]
  private var index: Int
  private var depth = 0

  /// Deeper values are not read.
  private static let maxDepth = 64

  init(_ bytes: [UInt8], at index: Int) {
    self.bytes = bytes
    self.index = index
  }

  var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }
  private var isAtEnd: Bool { index >= bytes.count }

  mutating func skipBlanks() {
    while index < bytes.count {
      if bytes[index] <= 0x20 {
        index += 1
      } else if peek == 0x2F, index + 1 < bytes.count, bytes[index + 1] == 0x2A {
        index += 2
        while index + 1 < bytes.count, !(bytes[index] == 0x2A && bytes[index + 1] == 0x2F) { index += 1 }
        index += 2
      } else if peek == 0x2F, index + 1 < bytes.count, bytes[index + 1] == 0x2F {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      } else {
        return
      }
    }
  }

  mutating func take(anyOf letters: String) -> Bool {
    guard !isAtEnd, letters.utf8.contains(peek) else { return false }
    index += 1
    return true
  }

  mutating func value() -> ScriptValue? {
    skipBlanks()
    switch peek {
    case 0x22, 0x27, 0x60: return string(until: peek).map { .string($0) }
    case 0x7B: return nested { $0.object() }
    case 0x5B:
      index += 1
      return nested { .array($0.list(upTo: 0x5D)) }
    case 0x2D, 0x30...0x39: return number()
    default: return word()
    }
  }

  private mutating func nested(_ read: (inout ScriptParser) -> ScriptValue) -> ScriptValue? {
    guard depth < ScriptParser.maxDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  /// Values between commas, the closing bracket included.
  mutating func list(upTo end: UInt8) -> [ScriptValue] {
    var values: [ScriptValue] = []
    while !isAtEnd {
      skipBlanks()
      if peek == end {
        index += 1
        return values
      }
      guard let value = value() else { return values }
      values.append(settled(value))
      skipBlanks()
      if peek == 0x2C { index += 1 } else if peek != end { return values }
    }
    return values
  }

  /// A literal that goes on as an expression, `'a' + b`, is none.
  private mutating func settled(_ value: ScriptValue) -> ScriptValue {
    skipBlanks()
    guard !isAtEnd, ![0x2C, 0x29, 0x5D, 0x7D].contains(peek) else { return value }
    skipExpression()
    return .other
  }

  private mutating func skipExpression() {
    var open = 0
    while !isAtEnd {
      switch peek {
      case 0x22, 0x27, 0x60:
        if string(until: peek) == nil { return }
        continue
      case 0x28, 0x5B, 0x7B: open += 1
      case 0x29, 0x5D, 0x7D:
        if open == 0 { return }
        open -= 1
      case 0x2C where open == 0: return
      default: break
      }
      index += 1
    }
  }

  private mutating func object() -> ScriptValue {
    index += 1
    var members: [String: ScriptValue] = [:]
    while true {
      skipBlanks()
      if take(anyOf: "}") || isAtEnd { break }
      guard let key = key() else { break }
      skipBlanks()
      guard take(anyOf: ":"), let value = value() else { break }
      members[key] = settled(value)
      skipBlanks()
      if !take(anyOf: ","), peek != 0x7D { break }
    }
    return .object(members)
  }

  private mutating func key() -> String? {
    if peek == 0x22 || peek == 0x27 { return string(until: peek) }
    let start = index
    while !isAtEnd, isNameByte(peek) { index += 1 }
    return start == index ? nil : String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func number() -> ScriptValue? {
    let start = index
    while !isAtEnd, isNameByte(peek) || peek == 0x2D || peek == 0x2B || peek == 0x2E { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    return Int(text).map { .int($0) } ?? .other
  }

  private mutating func word() -> ScriptValue? {
    let start = index
    while !isAtEnd, isNameByte(peek) || peek == 0x2E { index += 1 }
    guard start < index else { return nil }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    return ["null", "true", "false", "undefined", "function", "new"].contains(text) ? .other : .name(text)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x24
      || byte >= 0x80
  }
}

// MARK: Strings

extension ScriptParser {
  /// The text between quotes, its escapes undone; nil when the closing quote is missing.
  fileprivate mutating func string(until quote: UInt8) -> String? {
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
