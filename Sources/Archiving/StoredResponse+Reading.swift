internal import Cataloguing
internal import WARC
internal import Web

extension StoredResponse {
  /// A stored response as it was when a crash came, read back from the WARC.
  ///
  /// Thrown when the bytes are not there any more, or damaged.
  convenience init(
    _ pending: PendingResponse, shelf: RecordShelf, past: (AddressID, Timestamp) throws -> Judgement.Past
  ) throws {
    let place = pending.record
    var reader = WARCReader(try shelf.file(place.file), from: Int64(place.offset))
    guard let response = try reader.next()?.record, let url = response.targetURI.flatMap({ CrawlURL($0) })
    else { throw ArchiveError.damaged(path: place.file, detail: "no visit stands at byte \(place.offset)") }
    // Behind an imported response there may be none; then anything or nothing follows.
    let next = try? reader.next()?.record
    let request = next?.kind == .request && next?.concurrentTo.first == response.id ? next : nil
    let context = WARCFields(parsing: Array(pending.context.utf8))
    let known = url.identity()
    let identity = context["key"].map { AddressIdentity(key: $0) } ?? known
    let message = try Arrival.Message(reading: response, request: request, shelf: shelf)
    self.init(
      try Arrival(url: url, at: response.date, message: message, route: Arrival.Route(reading: response)),
      identity: identity, facts: VisitFacts(context) ?? VisitFacts(run: "recovered", robots: "unknown"),
      at: response.date, past: try past(identity.id, response.date), response: response, request: request,
      place: place)
  }
}

extension Arrival.Message {
  /// The message behind a record; a revisit's body comes from the record that it refers to.
  init(reading response: WARCRecord, request: WARCRecord?, shelf: RecordShelf) throws {
    if response.profile == .serverNotModified {
      self.init(
        requestHead: request?.block ?? [], responseHead: Array("HTTP/1.1 304 Not Modified\r\n\r\n".utf8),
        status: 304, body: [])
      return
    }
    guard let message = response.httpMessage, let status = message.head.status else {
      throw ArchiveError.damaged(path: response.id.description, detail: "the record holds no response")
    }
    let body = try response.kind == .revisit ? shelf.originalBody(of: response) : Array(message.body)
    self.init(
      requestHead: request?.block ?? [], responseHead: Array(response.block[..<message.body.startIndex]),
      status: status,
      body: body, truncated: response.kind == .revisit ? nil : response.truncated)
  }
}

extension Arrival.Route {
  init(reading response: WARCRecord) {
    self.init(remoteAddress: response.ipAddress ?? "")
    protocols = response.protocols
  }
}
