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
    lines = head[..<end].split(separator: 0x0A).map { line in
      Array(line.last == 0x0D ? line.dropLast() : line)
    }
    lines.removeAll { line in !line.contains { (0x21...0x7E).contains($0) } }
  }

  /// The lines with CRLF behind each and an empty one at the end.
  var bytes: [UInt8] { lines.flatMap { $0 + [0x0D, 0x0A] } + [0x0D, 0x0A] }

  /// Whether the line is a field of that name.
  static func isField(_ line: [UInt8], _ name: String) -> Bool {
    guard let colon = line.firstIndex(of: 0x3A) else { return false }
    let written = line[..<colon].reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
    return written.count == name.utf8.count
      && zip(written, name.utf8).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && isLetter($0) && isLetter($1)) }
  }

  /// What follows the colon, blanks trimmed.
  static func value(_ line: [UInt8]) -> String {
    guard let colon = line.firstIndex(of: 0x3A) else { return "" }
    let text = String(decoding: line[(colon + 1)...], as: UTF8.self)
    return String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  /// Whether the line continues the one before it (obs-fold, RFC 9112 §5.2).
  static func isFold(_ line: [UInt8]) -> Bool { line.first == 0x20 || line.first == 0x09 }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
