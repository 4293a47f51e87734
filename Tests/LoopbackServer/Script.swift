/// What a server does with one request: steps, in order. After the last one the connection waits for the next request,
/// unless a step ended it or the client asked for `Connection: close`.
package struct Script: Sendable {
  /// One thing that a server does.
  package enum Step: Sendable {
    case send([UInt8])
    /// Waits so long, or until the client goes.
    case pause(milliseconds: Int)
    /// Sends byte by byte, with a pause after each.
    case drip([UInt8], everyMilliseconds: Int)
    /// Sends the same again and again until the client goes.
    case endless([UInt8])
    /// Keeps the connection open and silent until the client goes.
    case hold
    /// Ends the connection in order (FIN).
    case close
    /// Ends it with a reset (RST).
    case reset
  }

  package var steps: [Step]

  package init(_ steps: [Step]) { self.steps = steps }

  /// Sends these bytes, nothing else.
  package static func raw(_ text: String) -> Script { Script([.send(Array(text.utf8))]) }

  /// The same, then these steps.
  package func then(_ more: Step...) -> Script { Script(steps + more) }
}

extension Script.Step {
  /// Sends these characters as UTF-8.
  package static func text(_ text: String) -> Script.Step { .send(Array(text.utf8)) }
}

// MARK: Well-behaved answers

/// The fields of an answer in order: name and value.
package typealias Fields = [(String, String)]

extension Script {
  /// An answer with a Content-Length.
  package static func respond(_ status: Int = 200, _ fields: Fields = [], body: [UInt8] = []) -> Script {
    let length = status == 204 || status == 304 ? [] : [("Content-Length", String(body.count))]
    return Script([.send(head(status, fields + length) + body)])
  }

  /// An answer with a Content-Length and a body in UTF-8.
  package static func respond(_ status: Int = 200, _ fields: Fields = [], text: String) -> Script {
    respond(status, fields, body: Array(text.utf8))
  }

  /// A page in UTF-8.
  package static func html(_ text: String, status: Int = 200, _ fields: Fields = []) -> Script {
    respond(status, [("Content-Type", "text/html; charset=utf-8")] + fields, text: text)
  }

  /// Plain text: robots.txt.
  package static func plain(_ text: String) -> Script { respond(200, [("Content-Type", "text/plain")], text: text) }

  /// A redirect.
  package static func redirect(to location: String, status: Int = 302, _ fields: Fields = []) -> Script {
    respond(status, [("Location", location)] + fields)
  }

  /// An answer in chunks.
  package static func chunked(_ status: Int = 200, _ fields: Fields = [], chunks: [[UInt8]]) -> Script {
    let body = chunks.flatMap { chunk($0) }
    return Script([.send(head(status, fields + [("Transfer-Encoding", "chunked")]) + body + Array("0\r\n\r\n".utf8))])
  }

  /// A head in HTTP/1.1, the empty line included.
  package static func head(_ status: Int, _ fields: Fields) -> [UInt8] {
    let lines = fields.map { "\($0.0): \($0.1)\r\n" }.joined()
    return Array("HTTP/1.1 \(status) \(reasons[status] ?? "Status")\r\n\(lines)\r\n".utf8)
  }

  /// One chunk with its size and line ends.
  package static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
  }
}

private let reasons = [
  200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 403: "Forbidden",
  404: "Not Found", 410: "Gone", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
]
