/// A body as `Transfer-Encoding: chunked` sends it (RFC 9112 §7.1). Some crawlers write it into their files as it came,
/// others undo it and leave the header: only the body itself can tell.
package struct ChunkedBody: Hashable, Sendable {
  /// The chunks' data, joined.
  package let bytes: [UInt8]
  /// Whether the last chunk, of size 0, was there.
  package let isWhole: Bool

  /// Undoes the chunks; nil when the body does not begin with one.
  package init?(_ body: ArraySlice<UInt8>) {
    var bytes: [UInt8] = []
    var rest = body
    var chunks = 0
    while let (size, end) = Self.size(at: rest) {
      chunks += 1
      if size == 0 {
        self.init(bytes: bytes, isWhole: true)
        return
      }
      let data = rest[end...].prefix(size)
      bytes += data
      rest = rest[data.endIndex...]
      // Data that is not followed by a line end was no chunk, unless the body ends there.
      guard data.count == size, let next = Self.afterLineEnd(rest) else { break }
      rest = next
    }
    guard chunks > 0, rest.isEmpty || chunks > 1 else { return nil }
    self.init(bytes: bytes, isWhole: false)
  }

  private init(bytes: [UInt8], isWhole: Bool) {
    self.bytes = bytes
    self.isWhole = isWhole
  }

  /// The size in front of a chunk and where its data begins; an extension behind a semicolon is skipped.
  private static func size(at body: ArraySlice<UInt8>) -> (size: Int, end: Int)? {
    guard let lineEnd = body.prefix(4_096).firstIndex(of: 0x0A), lineEnd > body.startIndex,
      body[lineEnd - 1] == 0x0D
    else { return nil }
    let line = body[..<(lineEnd - 1)]
    let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
    guard !digits.isEmpty, digits.count <= 8,
      let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0
    else { return nil }
    return (size, lineEnd + 1)
  }

  private static func afterLineEnd(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    if body.starts(with: [0x0D, 0x0A]) { return body.dropFirst(2) }
    return body.first == 0x0A ? body.dropFirst() : nil
  }
}
