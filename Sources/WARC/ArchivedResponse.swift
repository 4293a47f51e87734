package import Web

/// A response as it goes into a record: the head as received but for what would lie about the stored body.
///
/// - The status line is always written `HTTP/1.1 <code> <reason>`: pywb answers 503 to `HTTP/2 200`. The protocol that
///   was spoken belongs into WARC-Protocol. An empty reason is filled with the usual one.
/// - `Transfer-Encoding` becomes `X-Archive-Orig-Transfer-Encoding`: the stored body has no chunks any more.
/// - `Content-Length` is the length of the stored body. One that says something else (a cut body, several that
///   disagree, not a number) becomes `X-Archive-Orig-Content-Length`: pywb passes the value on, and a browser would
///   wait for the rest; without one pywb cannot answer a range. None is added where HTTP forbids it (1xx, 204) or
///   where it tells about another message (304).
/// - `Content-Encoding` and the coded body stay as they came.
package struct ArchivedResponse: Hashable, Sendable {
  /// Status line and fields with the empty line behind them.
  package let head: [UInt8]
  /// Chunking undone, content coding kept.
  package let body: [UInt8]
  /// The SHA-256 of the body.
  package let payloadDigest: Digest

  /// Makes the head ready to be stored.
  ///
  /// - Parameter received: the last head of the exchange (no 1xx before it), with or without its empty line.
  /// - Throws: `ArchivedResponseProblem` when the first line is no status line.
  package init(receivedHead received: [UInt8], body: [UInt8]) throws(ArchivedResponseProblem) {
    var head = HeadLines(received)
    let status = try StatusLine(head.lines.first ?? [])
    head.lines[0] = status.bytes[...]
    head.rename(["Transfer-Encoding"], prefix: Self.prefix)
    head.correctLength(body.count, isWanted: status.allowsContentLength)
    self.head = head.bytes
    self.body = body
    payloadDigest = Digest(of: body)
  }

  /// Head and body.
  package var block: [UInt8] { head + body }

  /// What stands before the name of a field that no longer holds.
  static let prefix = Array("X-Archive-Orig-".utf8)
}

/// Why a head cannot be stored as a response.
package enum ArchivedResponseProblem: Error, Hashable, Sendable {
  /// Thrown when the first line is not `HTTP/<version> <three digits> …`.
  case noStatusLine(String)
}

private struct StatusLine {
  let code: Int
  private(set) var bytes: [UInt8]

  init(_ line: ArraySlice<UInt8>) throws(ArchivedResponseProblem) {
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true)
    guard line.starts(with: "HTTP/".utf8), words.count >= 2, let code = statusCode(words[1]) else {
      throw .noStatusLine(String(decoding: line.prefix(80), as: UTF8.self))
    }
    self.code = code
    bytes = Array("HTTP/1.1 ".utf8) + words[1] + [0x20]
    if words.count > 2 { bytes += words[2] } else { bytes += (reasonPhrases[code] ?? "").utf8 }
  }

  var allowsContentLength: Bool { code >= 200 && code != 204 && code != 304 }
}

/// Three digits, the first of them no zero.
private func statusCode(_ word: ArraySlice<UInt8>) -> Int? {
  guard word.count == 3, word.first != 0x30, word.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}

extension HeadLines {
  fileprivate mutating func rename(_ names: [String], prefix: [UInt8]) {
    for index in lines.indices.dropFirst() where names.contains(where: { Self.isField(lines[index], $0) }) {
      lines[index] = (prefix + lines[index])[...]
    }
  }

  fileprivate mutating func correctLength(_ length: Int, isWanted: Bool) {
    let right = lines.indices.filter { Self.isField(lines[$0], "Content-Length") }
    let isFolded = right.contains { $0 + 1 < lines.count && Self.isFold(lines[$0 + 1]) }
    if right.count == 1, !isFolded, Self.value(lines[right[0]]) == String(length) { return }
    guard isWanted else { return }
    rename(["Content-Length"], prefix: ArchivedResponse.prefix)
    lines.append(Array("Content-Length: \(length)".utf8)[...])
  }
}

/// RFC 9110 §15; HTTP/2 sends none.
private let reasonPhrases: [Int: String] = [
  200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
  205: "Reset Content", 206: "Partial Content", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Found",
  303: "See Other", 304: "Not Modified", 305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
  400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
  405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout",
  409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
  414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable", 417: "Expectation Failed",
  421: "Misdirected Request", 422: "Unprocessable Content", 426: "Upgrade Required", 428: "Precondition Required",
  429: "Too Many Requests", 431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
  500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
  504: "Gateway Timeout", 505: "HTTP Version Not Supported", 511: "Network Authentication Required",
]
