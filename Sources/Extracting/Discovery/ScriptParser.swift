/// Reads literals; stops, and gives what it has, at the first thing it does not know.
struct ScriptParser {
  let bytes: [UInt8]
  var index: Int
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
