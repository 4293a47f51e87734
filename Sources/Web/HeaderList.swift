/// The head of an HTTP message as it was received: order, duplicates and bytes outside ASCII are kept (RFC 9112 §5).
package struct HeaderList: Hashable, Sendable {
  /// One field line, without the line end; the value is trimmed, a folded line is joined by a space.
  package struct Field: Hashable, Sendable {
    package var name: [UInt8]
    package var value: [UInt8]

    package init(name: [UInt8], value: [UInt8]) {
      self.name = name
      self.value = value
    }

    package init(_ name: String, _ value: String) { self.init(name: Array(name.utf8), value: Array(value.utf8)) }

    /// The name, bytes outside ASCII shown as U+FFFD.
    package var nameText: String { String(decoding: name, as: UTF8.self) }

    /// The value as UTF-8 when it is that, otherwise byte by byte as Latin-1, so that nothing is lost.
    package var valueText: String {
      if isASCII(value) { return String(decoding: value, as: UTF8.self) }
      return String(validating: value, as: UTF8.self)
        ?? String(String.UnicodeScalarView(value.map { Unicode.Scalar($0) }))
    }

    /// Whether the field has that name, ASCII case ignored.
    package func isNamed(_ other: String) -> Bool {
      name.count == other.utf8.count && name.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
    }
  }

  /// `HTTP/1.1 200 OK` or `GET / HTTP/1.1`; empty when the list was made from fields alone.
  package var startLine: String
  package var fields: [Field]

  package init(startLine: String = "", fields: [Field] = []) {
    self.startLine = startLine
    self.fields = fields
  }

  /// Reads a head: the start line, then fields up to the first empty line; CRLF and LF both end a line.
  package init(parsing head: some Collection<UInt8>) {
    let bytes = Array(head)
    var place = 0
    startLine = String(decoding: bytes[HeaderList.takeLine(bytes, &place)], as: UTF8.self)
    fields = []
    fields.reserveCapacity(12)
    while place < bytes.count {
      let line = HeaderList.takeLine(bytes, &place)
      if line.isEmpty { break }
      if isBlank(bytes[line.lowerBound]), !fields.isEmpty {
        fields[fields.count - 1].value += [0x20] + trimmed(bytes, line)
      } else if let colon = line.first(where: { bytes[$0] == 0x3A }) {
        let value = trimmed(bytes, colon + 1..<line.upperBound)
        fields.append(Field(name: Array(bytes[line.lowerBound..<colon]), value: Array(value)))
      }
    }
  }

  /// Where the next line stands, without its end; the place is then behind the end.
  private static func takeLine(_ bytes: [UInt8], _ place: inout Int) -> Range<Int> {
    let start = place
    while place < bytes.count, bytes[place] != 0x0A { place += 1 }
    let end = place > start && bytes[place - 1] == 0x0D ? place - 1 : place
    place = min(place + 1, bytes.count)
    return start..<end
  }

  /// Start line and fields, a line each, as they are kept here.
  package var text: [UInt8] {
    Array(startLine.utf8) + [0x0A] + fields.flatMap { $0.name + [0x3A, 0x20] + $0.value + [0x0A] }
  }

  /// The status code of a response's start line.
  package var status: Int? {
    let words = startLine.split(separator: " ")
    return words.count > 1 && startLine.hasPrefix("HTTP/") ? Int(words[1]) : nil
  }

  /// The first value under that name, ASCII case ignored.
  package subscript(_ name: String) -> String? { fields.first(named: name)?.valueText }

  /// The first Location value. Bytes outside ASCII that are not UTF-8 (GBK paths) are percent-encoded one by one, as the
  /// server must get them back.
  package var location: String? {
    guard let value = fields.first(named: "Location")?.value else { return nil }
    if let text = String(validating: value, as: UTF8.self) { return text }
    let escaped = value.flatMap { $0 < 0x80 ? [$0] : Array("%\([$0].hex.uppercased())".utf8) }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// All values under that name, in order.
  package func values(of name: String) -> [String] { fields.filter { $0.isNamed(name) }.map(\.valueText) }
}

extension [HeaderList.Field] {
  /// The first field of that name, ASCII case ignored; the others are looked at where they lie, not copied.
  package func first(named name: String) -> HeaderList.Field? {
    let fields = span
    for index in fields.indices where fields[index].isNamed(name) { return fields[index] }
    return nil
  }
}

/// Looks at all bytes, since that is faster than to stop.
private func isASCII(_ bytes: [UInt8]) -> Bool { bytes.reduce(0, |) < 0x80 }

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

private func trimmed(_ bytes: [UInt8], _ line: Range<Int>) -> ArraySlice<UInt8> {
  var (start, end) = (line.lowerBound, line.upperBound)
  while start < end, isBlank(bytes[start]) { start += 1 }
  while end > start, isBlank(bytes[end - 1]) { end -= 1 }
  return bytes[start..<end]
}
