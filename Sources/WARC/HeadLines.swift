/// The lines of an HTTP head as received, made readable where a reader would trip, and nowhere else:
///
/// - A bare LF becomes CRLF: half of the readers take CRLF for the only line end.
/// - A line without a visible ASCII character is dropped: warcio strips it, takes it for the empty line, and the body
///   would begin too early. This holds for a fold that continues with blanks only, too.
///
/// Folded lines, blanks around values, doubled fields, bytes outside ASCII and lines without a colon stay as they are.
struct HeadLines {
  /// Without line ends; the first is the start line.
  var lines: [[UInt8]]

  /// Reads up to the first empty line.
  init(_ head: [UInt8]) {
    let end = headEnd(of: head[...]) ?? head.count
    lines = []
    var rest = head[..<end]
    while !rest.isEmpty {
      let line = rest[..<(rest.firstIndex(of: 0x0A) ?? rest.endIndex)]
      rest = rest[line.endIndex...].dropFirst()
      guard line.contains(where: { (0x21...0x7E).contains($0) }) else { continue }
      lines.append(Array(line.last == 0x0D ? line.dropLast() : line))
    }
  }

  /// The lines with CRLF behind each and an empty one at the end.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.reduce(2) { $0 + $1.count + 2 })
    for line in lines {
      bytes += line
      bytes.append(0x0D)
      bytes.append(0x0A)
    }
    bytes.append(0x0D)
    bytes.append(0x0A)
    return bytes
  }

  /// Whether the line is a field of that name.
  static func isField(_ line: [UInt8], _ name: String) -> Bool {
    // Most names are not of that length.
    guard line.count > name.utf8.count, line[name.utf8.count] == 0x3A || isBlank(line[name.utf8.count]),
      var end = line.firstIndex(of: 0x3A)
    else { return false }
    while end > 0, isBlank(line[end - 1]) { end -= 1 }
    return end == name.utf8.count
      && zip(line, name.utf8).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && isLetter($0) && isLetter($1)) }
  }

  /// What follows the colon, blanks trimmed.
  static func value(_ line: [UInt8]) -> String {
    guard let colon = line.firstIndex(of: 0x3A) else { return "" }
    var value = line[(colon + 1)...].drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
    return String(decoding: value, as: UTF8.self)
  }

  /// Whether the line continues the one before it (obs-fold, RFC 9112 §5.2).
  static func isFold(_ line: [UInt8]) -> Bool { line.first.map(isBlank) ?? false }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
