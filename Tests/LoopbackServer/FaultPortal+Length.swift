extension FaultPortal {
  /// Bodies whose length is not what it is said to be (RFC 9112 §6).
  static let lengthFaults = [
    Fault(
      "short-body", "100 of 1,000 bytes, then closed: truncated (disconnect), evidence only",
      .text(ok("Content-Length: 1000")), .send(filler(100)), .close),
    Fault(
      "short-body-reset", "100 of 1,000 bytes, then a reset: truncated (disconnect)",
      .text(ok("Content-Length: 1000")), .send(filler(100)), .pause(milliseconds: 20), .reset),
    Fault(
      "long-body", "20 bytes where 10 are announced: the first 10 are the body, whole",
      .text(ok("Content-Length: 10")), .send(filler(20)), .close),
    Fault(
      "trailing-garbage", "rubbish after the announced length: not part of the body, and of no later answer",
      raw: ok("Content-Length: 5") + "helloSTRAY BYTES\r\n\r\n"),
    Fault(
      "smuggled-response", "a second answer behind the first: never taken for the answer to another request",
      raw: ok("Content-Length: 5") + "hello" + ok("Content-Length: 8") + "smuggled"),
    Fault(
      "smuggled-late", "a second answer 30 ms after the first: the same",
      .text(ok("Content-Length: 5") + "hello"), .pause(milliseconds: 30),
      .text(ok("Content-Length: 8") + "smuggled")),
    Fault(
      "negative-length", "Content-Length: -5: not HTTP (RFC 9110 §8.6)",
      .text(ok("Content-Length: -5") + "hello"), .close),
    Fault("worded-length", "Content-Length: ten: not HTTP", .text(ok("Content-Length: ten") + "hello"), .close),
    Fault(
      "huge-length", "a length beyond 64 bits: as if there were none",
      .text(ok("Content-Length: 99999999999999999999999") + "hello"), .close),
    Fault(
      "two-lengths", "Content-Length 5 and 8: refused (RFC 9112 §6.3, rule 5)",
      .text(ok("Content-Length: 5", "Content-Length: 8") + "hello123"), .close),
    Fault(
      "same-length-twice", "Content-Length 5 and 5: as if once (RFC 9112 §6.3, rule 5)",
      raw: ok("Content-Length: 5", "Content-Length: 5") + "hello"),
    Fault(
      "length-and-chunked", "both: chunked counts, the connection is not used again (RFC 9112 §6.3, rule 3)",
      raw: ok("Content-Length: 3", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n"),
    Fault("no-length", "closed at the end, as in HTTP/1.0: completeness unknown", .text(ok() + "hello"), .close),
    Fault(
      "no-length-reset", "no length, then a reset: truncated (disconnect)",
      .text(ok()), .send(filler(100)), .pause(milliseconds: 20), .reset),
    Fault("infinite-body", "never ends: cut at our limit (length)", .text(ok()), .endless(filler(16_384))),
    Fault("empty-200", "200 with no body at all: whole and empty", raw: ok("Content-Length: 0")),
    Fault("empty-200-closed", "200, closed right after the head: empty, completeness unknown", .text(ok()), .close),
  ]

  /// Bodies in chunks (RFC 9112 §7.1).
  static let chunkFaults = [
    Fault(
      "bad-chunk-size", "a size that is no number: truncated (disconnect) with what came before",
      raw: chunkedHead + "5\r\nhello\r\nzz\r\nworld\r\n0\r\n\r\n"),
    Fault(
      "huge-chunk-size", "a size beyond 64 bits: truncated (disconnect)",
      .text(chunkedHead + "5\r\nhello\r\nFFFFFFFFFFFFFFFFFFFF\r\nworld"), .close),
    Fault("cut-chunk", "closed inside a chunk: truncated (disconnect)", .text(chunkedHead + "64\r\nhello"), .close),
    Fault(
      "missing-last-chunk", "closed between chunks: truncated (disconnect)", .text(chunkedHead + "5\r\nhello\r\n"),
      .close),
    Fault(
      "reset-in-chunk", "a reset inside a chunk: truncated (disconnect)",
      .text(chunkedHead + "64\r\nhello"), .pause(milliseconds: 20), .reset),
    Fault("long-chunk-extension", "an extension of 4,000 bytes: whole", script: extendedChunk),
    Fault("chunked-30-megabytes", "no length and 30 MB: cut at our limit (length)", answer: { _ in thirtyMegabytes }),
    Fault(
      "trailer-fields", "fields after the last chunk: whole; they are not in the head",
      raw: chunkedHead + "5\r\nhello\r\n0\r\nX-Trailer: late\r\n\r\n"),
    Fault(
      "trailer-flood", "endless fields after the last chunk: cut at the limit of heads (length)",
      .text(chunkedHead + "5\r\nhello\r\n0\r\n"), .endless(Array("X-Trailer: late\r\n".utf8))),
    Fault(
      "chunked-twice", "a transfer coding nobody asked for: only the chunking is undone",
      raw: ok("Transfer-Encoding: gzip, chunked") + "5\r\nhello\r\n0\r\n\r\n"),
  ]
}

private let chunkedHead = ok("Transfer-Encoding: chunked")
private let extendedChunk = Script.raw(
  chunkedHead + "5;note=" + String(repeating: "y", count: 4_000) + "\r\nhello\r\n0\r\n\r\n")

private var thirtyMegabytes: Script {
  let piece = Script.Step.send(Script.chunk(filler(100_000)))
  return Script([.text(chunkedHead)] + [Script.Step](repeating: piece, count: 300) + [.text("0\r\n\r\n")])
}
