/// The lines of an HTTP head as received, made readable where a reader would trip, and nowhere else:
///
/// - A bare LF becomes CRLF: half of the readers take CRLF for the only line end.
/// - A line without a visible ASCII character is dropped: warcio strips it, takes it for the empty line, and the body
///   would begin too early. This holds for a fold that continues with blanks only, too.
///
/// Folded lines, blanks around values, doubled fields, bytes outside ASCII and lines without a colon stay as they are.
struct HeadLines {
  /// Without line ends; the first is the start line.
  var lines: [ArraySlice<UInt8>] = []

  /// Reads up to the first empty line.
  init(_ head: [UInt8]) {
    lines.reserveCapacity(16)
    var place = 0
    while place < head.count {
      let start = place
      var isVisible = false
      while place < head.count, head[place] != 0x0A {
        isVisible = isVisible || (0x21...0x7E).contains(head[place])
        place += 1
      }
      let end = place > start && head[place - 1] == 0x0D ? place - 1 : place
      // An empty line is one that has its end.
      if end == start, place < head.count { return }
      if isVisible { lines.append(head[start..<end]) }
      place += 1
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
  static func isField(_ line: ArraySlice<UInt8>, _ name: String) -> Bool {
    let name = name.utf8.span
    guard line.count > name.count else { return false }
    // Most names are not of that length.
    let behind = line[line.startIndex + name.count]
    guard behind == 0x3A || isBlank(behind) else { return false }
    for place in name.indices {
      let (byte, other) = (line[line.startIndex + place], name[place])
      guard byte == other || byte | 0x20 == other | 0x20 && isLetter(byte) && isLetter(other) else { return false }
    }
    return line.dropFirst(name.count).first { !isBlank($0) } == 0x3A
  }

  /// What follows the colon, blanks trimmed.
  static func value(_ line: ArraySlice<UInt8>) -> String {
    guard let colon = line.firstIndex(of: 0x3A) else { return "" }
    var value = line[(colon + 1)...].drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
    return String(decoding: value, as: UTF8.self)
  }

  /// Whether the line continues the one before it (obs-fold, RFC 9112 §5.2).
  static func isFold(_ line: ArraySlice<UInt8>) -> Bool { line.first.map(isBlank) ?? false }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
