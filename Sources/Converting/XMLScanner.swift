/// Reads the XML of an office package piece by piece: machine-made, UTF-8, without a document type.
///
/// What it does not know it passes over, so that a damaged part gives what stands before the damage.
struct XMLScanner {
  enum Piece: Equatable {
    /// `<w:tc a="b">`; an empty element is followed by its end.
    case start(name: String, attributes: [String: String])
    case end(name: String)
    case text(String)
  }

  private let bytes: [UInt8]
  private var index = 0
  private var pendingEnd: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Piece? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while index < bytes.count {
      if bytes[index] != 0x3C { return .text(text()) }
      if let piece = tag() { return piece }
    }
    return nil
  }

  private mutating func text() -> String {
    let start = index
    while index < bytes.count, bytes[index] != 0x3C { index += 1 }
    return XMLScanner.unescaped(bytes[start..<index])
  }

  /// The tag that begins here; nil for comments, instructions and the like, which are passed over.
  private mutating func tag() -> Piece? {
    let start = index + 1
    if bytes[start...].starts(with: "!--".utf8) {
      skip(to: Array("-->".utf8))
      return nil
    }
    var quote: UInt8 = 0
    var end = start
    while end < bytes.count, quote != 0 || bytes[end] != 0x3E {
      if quote == bytes[end] {
        quote = 0
      } else if quote == 0, bytes[end] == 0x22 || bytes[end] == 0x27 {
        quote = bytes[end]
      }
      end += 1
    }
    index = min(end + 1, bytes.count)
    guard end < bytes.count, start < end, bytes[start] != 0x3F, bytes[start] != 0x21 else { return nil }
    if bytes[start] == 0x2F { return .end(name: XMLScanner.name(bytes[(start + 1)..<end])) }
    let isEmpty = bytes[end - 1] == 0x2F
    let inner = bytes[start..<(isEmpty ? end - 1 : end)]
    let name = XMLScanner.name(inner)
    if isEmpty { pendingEnd = name }
    return .start(name: name, attributes: XMLScanner.attributes(inner))
  }

  private mutating func skip(to mark: [UInt8]) {
    while index < bytes.count, !bytes[index...].starts(with: mark) { index += 1 }
    index = min(index + mark.count, bytes.count)
  }

  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 > 0x20 && $0 != 0x2F }, as: UTF8.self)
  }

  private static func attributes(_ bytes: ArraySlice<UInt8>) -> [String: String] {
    var attributes: [String: String] = [:]
    var rest = bytes.drop { $0 > 0x20 }
    while let equals = rest.firstIndex(of: 0x3D) {
      let name = rest[..<equals].filter { $0 > 0x20 }
      let value = rest[(equals + 1)...].drop { $0 <= 0x20 }
      guard let quote = value.first, let end = value.dropFirst().firstIndex(of: quote) else { break }
      attributes[String(decoding: name, as: UTF8.self)] = unescaped(value[(value.startIndex + 1)..<end])
      rest = value[(end + 1)...]
    }
    return attributes
  }

  /// The five entities of XML and numbers.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let end = bytes[index] == 0x26 ? bytes[index...].prefix(12).firstIndex(of: 0x3B) : nil
      if let end, let character = character(String(decoding: bytes[(index + 1)..<end], as: UTF8.self)) {
        text += Array(String(character).utf8)
        index = end + 1
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func character(_ name: String) -> Character? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(1))
      return name.hasPrefix("#") ? number.flatMap { Unicode.Scalar($0) }.map { Character($0) } : nil
    }
  }
}
