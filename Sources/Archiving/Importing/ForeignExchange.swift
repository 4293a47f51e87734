internal import WARC
internal import Web

/// One capture of a foreign file as an answer that the archive can take.
struct ForeignExchange {
  let candidate: ForeignSurvey.Candidate
  let record: WARCRecord
  /// The request's block; nil when nobody kept it.
  let request: [UInt8]?

  /// Why it is no capture of a page; nil when it is one.
  var refusal: String? {
    guard let line = request?.prefix(while: { $0 != 0x20 }), !line.elementsEqual("GET".utf8) else { return nil }
    return "\(candidate.url): an answer to \(String(decoding: line.prefix(16), as: UTF8.self))"
  }

  /// The answer.
  ///
  /// - Parameter original: what a revisit stands for; nil for other records, and where it is not known.
  /// - Throws: `ArchivedResponseProblem` when the head begins with no status line.
  func arrival(standingFor original: OriginalMessage?) throws(ArchivedResponseProblem) -> Arrival {
    var route = Arrival.Route(remoteAddress: record.ipAddress ?? "")
    route.protocols = record.protocols
    route.transport = record.cipherSuite.map {
      Arrival.Transport(cipher: $0, verifyError: nil, certificates: [], exceptions: nil)
    }
    return try Arrival(url: candidate.url, at: candidate.date, message: message(original), route: route)
  }

  private func message(_ original: OriginalMessage?) -> Arrival.Message {
    switch record.kind {
    case .resource: return resource
    case .revisit where record.profile == .serverNotModified: return notModified
    case .revisit: return revisit(of: original)
    default: break
    }
    let parsed = record.httpMessage
    let head = parsed.map { Array(record.block[..<$0.body.startIndex]) } ?? record.block
    var message = Arrival.Message(
      requestHead: request ?? [], responseHead: head, status: parsed?.head.status ?? 0,
      body: Array(parsed?.body ?? []), truncated: record.truncated)
    message.undoChunks(parsed?.head)
    return message
  }

  /// A resource has no header: what its record says of it makes one.
  private var resource: Arrival.Message {
    let type = record.contentType.map { "Content-Type: \($0)\r\n" } ?? ""
    return Arrival.Message(
      requestHead: request ?? [], responseHead: Array("HTTP/1.1 200 OK\r\n\(type)\r\n".utf8), status: 200,
      body: record.block, truncated: record.truncated)
  }

  /// Tools leave the header of a 304 out, since some replay it.
  private var notModified: Arrival.Message {
    let head = record.httpMessage.flatMap { $0.head.status == 304 ? record.block : nil }
    return Arrival.Message(
      requestHead: request ?? [], responseHead: head ?? Array("HTTP/1.1 304 Not Modified\r\n\r\n".utf8), status: 304,
      body: [])
  }

  private func revisit(of original: OriginalMessage?) -> Arrival.Message {
    let parsed = record.httpMessage
    let head = parsed.map { Array(record.block[..<$0.body.startIndex]) } ?? original?.head ?? []
    return Arrival.Message(
      requestHead: request ?? [], responseHead: head, status: parsed?.head.status ?? original?.status ?? 0,
      body: original?.body ?? [])
  }
}

/// The stored message that a revisit stands for.
struct OriginalMessage {
  let head: [UInt8]
  let status: Int
  let body: [UInt8]
}

extension Arrival.Message {
  /// A body that still has the chunks of its transfer loses them, as in a record of our own.
  fileprivate mutating func undoChunks(_ head: HeaderList?) {
    guard let coding = head?.values(of: "Transfer-Encoding").last, coding.lowercased().hasSuffix("chunked"),
      let chunked = ChunkedBody(body[...])
    else { return }
    body = chunked.bytes
    if !chunked.isWhole { truncated = truncated ?? .disconnect }
  }
}
