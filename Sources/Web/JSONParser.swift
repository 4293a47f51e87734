/// Why a text is no JSON, and where.
package struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    /// Thrown when the text ends inside a value, or is empty.
    case unexpectedEnd
    /// Thrown when a byte cannot stand where it stands, after the value included.
    case unexpectedByte(UInt8)
    /// Thrown when the text is not UTF-8.
    case notUTF8
    /// Thrown when a number has a leading zero, no digit after its point or exponent, or is beyond a double.
    case badNumber
    /// Thrown when an escape is unknown or half of a surrogate pair.
    case badEscape
    /// Thrown when a control character stands in a string unescaped.
    case controlCharacter
    /// Thrown when an object has a key twice.
    case duplicateKey(String)
    /// Thrown when values are nested deeper than ``JSONValue/maxDepth``.
    case tooDeep
  }

  package let reason: Reason
  /// Counted from 1.
  package let line: Int
  /// Counted from 1 in Unicode scalars.
  package let column: Int

  package var description: String { "line \(line), column \(column): \(explanation)" }

  private var explanation: String {
    switch reason {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedByte(let byte):
      byte > 0x20 && byte < 0x7F ? "unexpected '\(Unicode.Scalar(byte))'" : "unexpected byte 0x\([byte].hex)"
    case .notUTF8: "not UTF-8"
    case .badNumber: "not a number as JSON writes it"
    case .badEscape: "not an escape as JSON writes it"
    case .controlCharacter: "a control character must be escaped in a string"
    case .duplicateKey(let key): "the key \"\(key)\" stands twice in one object"
    case .tooDeep: "nested deeper than \(JSONValue.maxDepth) levels"
    }
  }
}

extension JSONValue {
  /// How deep values may be nested.
  package static let maxDepth = 256

  /// Reads one JSON text (RFC 8259), strictly: no comment, no trailing comma, no key twice. A byte order mark before it
  /// is passed over (§8.1).
  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes)
    return try parser.text()
  }
}

/// A walk over the bytes, one function for each rule of the grammar.
private struct JSONParser {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  mutating func text() throws(JSONError) -> JSONValue {
    guard UTF8Text.isValid(bytes) else {
      index = UTF8Text.firstMalformed(in: bytes.span)
      throw error(.notUTF8)
    }
    let value = try value()
    skipBlanks()
    if let byte = peek { throw error(.unexpectedByte(byte)) }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipBlanks()
    switch peek {
    case 0x7B: return try nested { parser throws(JSONError) in try parser.object() }
    case 0x5B: return try nested { parser throws(JSONError) in try parser.array() }
    case 0x22: return .string(try string())
    case 0x74: return try literal("true", .bool(true))
    case 0x66: return try literal("false", .bool(false))
    case 0x6E: return try literal("null", .null)
    case let byte? where byte == 0x2D || byte.isASCIIDigit: return try number()
    default: throw unexpected()
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < JSONValue.maxDepth else { throw error(.tooDeep) }
    depth += 1
    index += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONObject.Member] = []
    var keys: Set<[UInt8]> = []
    if take(0x7D) { return .object(JSONObject()) }
    repeat {
      skipBlanks()
      let start = index
      guard peek == 0x22 else { throw unexpected() }
      let key = try string()
      guard keys.insert(Array(key.utf8)).inserted else {
        index = start
        throw error(.duplicateKey(key))
      }
      guard take(0x3A) else { throw unexpected() }
      members.append(.init(key: key, value: try value()))
    } while take(0x2C)
    guard take(0x7D) else { throw unexpected() }
    return .object(JSONObject(members))
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    if take(0x5D) { return .array([]) }
    repeat { values.append(try value()) } while take(0x2C)
    guard take(0x5D) else { throw unexpected() }
    return .array(values)
  }

  private mutating func literal(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for byte in word.utf8 {
      guard peek == byte else { throw unexpected() }
      index += 1
    }
    return value
  }
}

// MARK: Numbers

extension JSONParser {
  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    if peek == 0x2D { index += 1 }
    let first = peek
    let whole = digits()
    var isIntegral = true
    guard whole > 0 else { throw badNumber(start) }
    if first == 0x30, whole > 1 {
      index = start
      throw error(.badNumber)
    }
    if peek == 0x2E {
      index += 1
      isIntegral = false
      guard digits() > 0 else { throw badNumber(start) }
    }
    if let byte = peek, byte | 0x20 == 0x65 {
      index += 1
      isIntegral = false
      if peek == 0x2B || peek == 0x2D { index += 1 }
      guard digits() > 0 else { throw badNumber(start) }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isIntegral, let value = Int(text) { return .int(value) }
    guard let value = Double(text), value.isFinite else { throw badNumber(start) }
    return .double(value)
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = peek, byte.isASCIIDigit { index += 1 }
    return index - start
  }

  private mutating func badNumber(_ start: Int) -> JSONError {
    if peek == nil { return error(.unexpectedEnd) }
    index = start
    return error(.badNumber)
  }
}

// MARK: Strings

extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case 0x22:
        index += 1
        return String(decoding: text, as: UTF8.self)
      case 0x5C: text += Array(String(try escape()).utf8)
      case 0..<0x20: throw error(.controlCharacter)
      default:
        text.append(byte)
        index += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard index + 1 < bytes.count else {
      index = bytes.count
      throw error(.unexpectedEnd)
    }
    let letter = bytes[index + 1]
    if letter == 0x75 { return try unicodeEscape() }
    guard let place = escapeLetters.firstIndex(of: letter) else { throw error(.badEscape) }
    index += 2
    return Unicode.Scalar(escapeValues[place])
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let start = index
    guard let first = codeUnit() else {
      index = start
      throw error(.badEscape)
    }
    if let scalar = Unicode.Scalar(first) { return scalar }
    if UTF16.isLeadSurrogate(first), let second = codeUnit(), UTF16.isTrailSurrogate(second) {
      let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      if let scalar = Unicode.Scalar(value) { return scalar }
    }
    index = start
    throw error(.badEscape)
  }

  /// Takes `\uXXXX`.
  private mutating func codeUnit() -> UInt16? {
    guard index + 6 <= bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { return nil }
    var value: UInt16 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = UInt8(hexDigit: byte) else { return nil }
      value = value << 4 | UInt16(digit)
    }
    index += 6
    return value
  }
}

// MARK: Walking

extension JSONParser {
  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard peek == byte else { return false }
    index += 1
    return true
  }

  private func unexpected() -> JSONError { error(peek.map { .unexpectedByte($0) } ?? .unexpectedEnd) }

  private func error(_ reason: JSONError.Reason) -> JSONError {
    let before = bytes[..<index]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    let line = before.count { $0 == 0x0A } + 1
    // Continuation bytes begin no scalar.
    let column = before[min(lineStart, index)...].count { $0 & 0xC0 != 0x80 } + 1
    return JSONError(reason: reason, line: line, column: column)
  }
}

private let escapeLetters = Array("\"\\/bfnrt".utf8)
private let escapeValues = Array("\"\\/\u{8}\u{C}\n\r\t".utf8)
