package import Web

/// An HTTP message as it stands in a block: a head, an empty line, a body (RFC 9112 §2.1).
package struct HTTPMessage: Sendable {
  package let head: HeaderList
  /// The rest of the block; its indices are those of the block.
  package let body: ArraySlice<UInt8>

  /// Splits a block; nil unless its first line is a status line or a request line.
  ///
  /// A head without an empty line behind it is all there is: the body is empty then.
  package init?(parsing block: [UInt8]) {
    let end = headEnd(of: block[...]) ?? block.count
    let head = HeaderList(parsing: block[..<end])
    guard head.startLine.hasPrefix("HTTP/") || head.startLine.contains(" HTTP/") else { return nil }
    self.head = head
    body = block[end...]
  }
}

/// Where the bytes after the first empty line begin; lines end with CRLF or LF. Nil without an empty line.
func headEnd(of bytes: ArraySlice<UInt8>) -> Int? {
  var lineStart = bytes.startIndex
  while let lineEnd = bytes[lineStart...].firstIndex(of: 0x0A) {
    let isEmpty = lineEnd == lineStart || (lineEnd == lineStart + 1 && bytes[lineStart] == 0x0D)
    if isEmpty { return lineEnd + 1 }
    lineStart = lineEnd + 1
  }
  return nil
}
