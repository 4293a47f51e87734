extension FaultPortal {
  /// Statuses that surprise.
  static let statusFaults = [
    Fault("status-204", "204: no body, whole", script: .respond(204)),
    Fault("status-204-with-body", "204 with a body: it is not read", raw: "HTTP/1.1 204 No Content\r\n\r\nhello"),
    Fault("status-205", "205 with length 0: empty, whole", script: .respond(205)),
    Fault(
      "status-206", "206 that nobody asked for: kept with its status; it is no page",
      script: .respond(206, [("Content-Range", "bytes 0-4/10")], text: "hello")),
    Fault("status-304", "304 that nobody asked for: kept with its status", script: .respond(304, [("ETag", "\"1\"")])),
    Fault(
      "status-101", "101 that nobody asked for: no answer to a GET",
      .text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"), .close),
    Fault("status-999", "a status nobody knows: kept", script: .respond(999, text: "refused")),
    Fault("status-garbage", "HTTP/1.1 and no number: not HTTP", raw: "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n"),
    Fault("status-no-reason", "no reason phrase: fine", raw: "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello"),
    Fault("status-gbk-reason", "a reason phrase in GBK: kept as sent", .send(gbkReason)),
    Fault("http-0.9", "a body and nothing else: not HTTP/1", .text("<html>hello</html>\n"), .close),
    Fault(
      "http-1.0", "HTTP/1.0, no length: completeness unknown",
      .text("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nhello"), .close),
    Fault("http-3.7", "a version that does not exist: not HTTP", .text("HTTP/3.7 200 OK\r\n\r\nhello"), .close),
    Fault(
      "early-hints", "103 before the answer: dropped",
      raw: "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + ok("Content-Length: 5") + "hello"),
    Fault(
      "continue-flood", "100 Continue without end: cut at the limit of heads",
      .endless(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))),
  ]

  /// Heads that are odd, wrong or too large (RFC 9112 §5).
  static let headFaults = [
    Fault("eight-bit-headers", "GBK bytes in a field: kept as sent", .send(eightBitHead), .text("hello")),
    Fault("ten-thousand-headers", "10,000 fields: cut at the limit of heads", .send(manyHeaders), .text("hello")),
    Fault(
      "endless-headers", "fields without end: cut at the limit of heads",
      .text("HTTP/1.1 200 OK\r\n"), .endless(Array("X-Flood: water\r\n".utf8))),
    Fault(
      "header-of-1-megabyte", "one field of 1 MiB: too large",
      .text("HTTP/1.1 200 OK\r\nX-Large: "), .send(filler(1 << 20)), .text("\r\nContent-Length: 5\r\n\r\nhello")),
    Fault(
      "folded-header", "a field over two lines: one value (RFC 9112 §5.2)",
      raw: "HTTP/1.1 200 OK\r\nX-Folded: one\r\n two\r\nContent-Length: 5\r\n\r\nhello"),
    Fault(
      "bare-line-feeds", "LF where CRLF belongs: accepted (RFC 9112 §2.2), kept as sent",
      raw: "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 5\n\nhello"),
    Fault(
      "header-without-colon", "a line that is no field: not HTTP",
      raw: "HTTP/1.1 200 OK\r\nthis is no field\r\nContent-Length: 5\r\n\r\nhello"),
    Fault(
      "space-before-colon", "Content-Length with a blank before the colon: no length that can be trusted",
      .text("HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello"), .close),
    Fault(
      "header-with-nul", "a NUL in a field: not HTTP",
      raw: "HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 5\r\n\r\nhello"),
    Fault("no-content-type", "no Content-Type: whole", raw: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
    Fault("early-close", "closed inside the head: no answer", .text("HTTP/1.1 200 OK\r\nContent-Ty"), .close),
    Fault(
      "early-close-after-line", "closed after the first line: no answer", .text("HTTP/1.1 200 OK\r\n"), .close),
    Fault("closed-after-answer", "closed though not said: the next request is sent anew", .text(hello), .close),
  ]

  /// Servers that say little or nothing.
  static let silenceFaults = [
    Fault("close-before-head", "closed without a byte: empty reply", .close),
    Fault("reset-before-head", "a reset without a byte: disconnected", .reset),
    Fault("silent", "accepts and says nothing: timed out", .hold),
    Fault(
      "slow-head", "the head byte by byte: too slow, timed out",
      .drip(Array((ok("Content-Length: 5") + "hello").utf8), everyMilliseconds: 200)),
    Fault(
      "slow-body", "the body byte by byte: too slow, truncated (time)",
      .text(ok("Content-Length: 1000")), .drip(filler(1_000), everyMilliseconds: 100)),
    Fault(
      "stalled-body", "half the body, then nothing: truncated (time)",
      .text(ok("Content-Length: 1000")), .send(filler(500)), .hold),
  ]

  private static let hello = ok("Content-Length: 5") + "hello"
  private static let gbkReason =
    Array("HTTP/1.1 200 ".utf8) + [0xB3, 0xC9, 0xB9, 0xA6] + Array("\r\nContent-Length: 5\r\n\r\nhello".utf8)
  private static let eightBitHead =
    Array("HTTP/1.1 200 OK\r\nX-Column: ".utf8) + [0xB9, 0xAB, 0xB8, 0xE6] + Array("\r\nContent-Length: 5\r\n\r\n".utf8)
  private static let manyHeaders = Array(
    ("HTTP/1.1 200 OK\r\n" + (1...10_000).map { "X-Field-\($0): some value here\r\n" }.joined()
      + "Content-Length: 5\r\n\r\n").utf8)
}
