extension FaultPortal {
  /// Bodies whose content coding is wrong. A fetch keeps them as sent: they are whole, and it is the reader that finds
  /// out.
  static let codingFaults = [
    Fault("gzip", "a right gzip body: whole, as sent", script: .respond(200, gzip, body: storedGzip("hello, gzip"))),
    Fault("corrupt-gzip", "a wrong checksum: whole, as sent", script: .respond(200, gzip, body: corrupt)),
    Fault(
      "short-gzip", "the first 20 bytes of a gzip body: whole, as sent",
      script: .respond(200, gzip, body: Array(storedGzip("hello, gzip").prefix(20)))),
    Fault(
      "false-gzip", "plain text said to be gzip: whole, as sent", script: .respond(200, gzip, text: "not gzip at all")),
    Fault(
      "unasked-brotli", "a coding nobody asked for: whole, as sent",
      script: .respond(200, [("Content-Encoding", "br")], body: [0x0B, 0x02, 0x80, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x03])),
    Fault(
      "unknown-coding", "a coding nobody knows: whole, as sent",
      script: .respond(200, [("Content-Encoding", "x-sealed")], text: "hello")),
  ]

  private static var gzip: Fields { [("Content-Type", "text/html"), ("Content-Encoding", "gzip")] }

  private static var corrupt: [UInt8] {
    var bytes = storedGzip("hello, gzip")
    bytes[bytes.count - 8] ^= 0xFF
    return bytes
  }
}

/// A gzip member with one stored block (RFC 1951 §3.2.4, RFC 1952): right, though not smaller. At most 65,535 bytes.
package func storedGzip(_ text: String) -> [UInt8] {
  let body = Array(text.utf8)
  let size = UInt16(body.count)
  func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  let block = [1] + little(UInt32(size)).prefix(2) + little(UInt32(~size)).prefix(2)
  return header + block + body + little(crc32(body)) + little(UInt32(body.count))
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { crc, byte in
    (0..<8).reduce(crc ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
  }
}
