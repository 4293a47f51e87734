private import Web

/// A list of names and texts in the form `application/warc-fields` (WARC/1.1 §4 and §8.3): `name: value`, a line each.
///
/// Any text survives: a value that plain lines cannot carry (a control character, a blank at either end, a quotation
/// mark in front) is written as a JSON string, which the standard's grammar takes for a quoted-string.
package struct WARCFields: Hashable, Sendable {
  /// One line.
  package struct Field: Hashable, Sendable {
    /// A token: ASCII without blanks and separators.
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      precondition(isToken(name), "not a field name: \(name)")
      self.name = name
      self.value = value
    }
  }

  package static let mediaType = "application/warc-fields"
  package private(set) var fields: [Field] = []

  package init(_ fields: [(String, String)] = []) { self.fields = fields.map { Field($0.0, $0.1) } }

  /// Reads a block; folded lines are joined by one space, a line without a colon or with a bad name is skipped.
  package init(parsing block: some Collection<UInt8>) {
    // One empty line ends a HeaderList but not this form, so each run of lines is read for itself.
    let head = HeaderList(parsing: [0x0A] + block.withoutEmptyLines)
    for field in head.fields where !field.name.isEmpty && field.name.allSatisfy(isTokenByte) {
      fields.append(Field(field.nameText, unquoted(field.valueText)))
    }
  }

  /// Adds a line; nil adds none.
  package mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    if fields.isEmpty { fields.reserveCapacity(24) }
    fields.append(Field(name, value))
  }

  /// The first value under that name, ASCII case ignored.
  package subscript(_ name: String) -> String? { values(of: name).first }

  /// All values under that name, in order.
  package func values(of name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// The lines, each ended by CRLF.
  package func serialized() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 })
    for field in fields {
      bytes.append(utf8: field.name)
      bytes.append(0x3A)
      bytes.append(0x20)
      let start = bytes.count
      bytes.append(utf8: field.value)
      if !isPlain(bytes[start...]) { bytes.replaceSubrange(start..., with: quoted(field.value)) }
      bytes.append(0x0D)
      bytes.append(0x0A)
    }
    return bytes
  }
}

private func isToken(_ name: String) -> Bool {
  var name = name
  return name.withUTF8 { unsafe !$0.isEmpty && $0.allSatisfy(isTokenByte) }
}

/// Visible ASCII but `()<>@,;:\"/[]?={}`.
private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x5E...0x7A, 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x7C, 0x7E: true
  default: false
  }
}

/// Looks at all bytes, since that is faster than to stop.
private func isPlain(_ value: ArraySlice<UInt8>) -> Bool {
  if value.first == 0x22 || value.first == 0x20 || value.last == 0x20 { return false }
  var controls: UInt8 = 0
  for byte in value { controls |= (byte < 0x20 ? 1 : 0) | (byte == 0x7F ? 1 : 0) }
  return controls == 0
}

private func quoted(_ value: String) -> [UInt8] {
  var writer = JSONWriter(.compact)
  writer.string(value)
  return writer.bytes
}

/// A value in quotation marks that is not a JSON string stays as it is: others write such values too.
private func unquoted(_ value: String) -> String {
  guard value.utf8.first == 0x22 else { return value }
  guard case .string(let text)? = try? JSONValue.parse(Array(value.utf8)) else { return value }
  return text
}

extension Collection<UInt8> {
  fileprivate var withoutEmptyLines: [UInt8] {
    let lines = split(separator: 0x0A).filter { !$0.elementsEqual([0x0D]) }
    return Array(lines.joined(separator: [0x0A]))
  }
}
