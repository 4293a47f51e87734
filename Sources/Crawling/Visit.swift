package import Archiving
package import Cataloguing
package import Extracting
package import Fetching
package import Web

/// The road of one URL: fetch, store, judge, keep. Nothing calls back, nothing that travels is changed on the way.
package struct Visit: Sendable {
  package let url: CrawlURL
  package let identity: AddressIdentity
  package let facts: VisitFacts
  package let options: FetchOptions
  package var cookies: CookieJar?
  /// Whether the server may answer 304 to what the archive already has.
  package var isConditional = true
  /// What the archive knows of the address, where it was looked up already.
  package var past: AddressPast?
  /// Whether the addresses that the answer leads to are wanted.
  package var links: LinkWish = .never

  package init(url: CrawlURL, identity: AddressIdentity, facts: VisitFacts, options: FetchOptions) {
    self.url = url
    self.identity = identity
    self.facts = facts
    self.options = options
  }

  /// Makes the visit.
  ///
  /// - Returns: what the archive has of it; it counts once the archive's group is committed.
  /// - Throws: only when the archive is broken; a URL that fails is an outcome. `CancellationError` when cancelled.
  package func make(on road: Road) async throws -> KeptVisit {
    try await keep(try await read(on: road), on: road)
  }

  /// The first half: asks, stores what comes, and judges it.
  package nonisolated(nonsending) func read(on road: Road) async throws -> VisitReading {
    let at = road.now()
    var before = self.past
    if before == nil, isConditional { before = try await road.archive.past(of: identity.id) }
    let exchange: Exchange
    do { exchange = try await road.fetching.fetch(request(before, at: at)) } catch {
      return VisitReading(at: at, Reading(try Judgement(error)))
    }
    let arrival: Arrival
    do { arrival = try await Self.takeIn(exchange, at: at) } catch {
      return VisitReading(at: at, Reading(Judgement(.failed, "malformed response: \(error)")))
    }
    let stored = try await road.archive.store(arrival, identity: identity, facts: facts, before: before)
    let reading = try await road.archive.shelf.read(stored, links: links)
    return VisitReading(at: at, reading, stored, retryAfterSeconds: exchange.retryAfterSeconds)
  }

  /// Megabytes are hashed and unpacked beside the thread that moves transfers, what is smaller on it.
  private nonisolated(nonsending) static func takeIn(_ exchange: Exchange, at: Timestamp) async throws -> Arrival {
    if exchange.body.count < 1 << 20 { return try Arrival(exchange, at: at) }
    return try await withTaskExecutorPreference(globalConcurrentExecutor) { try Arrival(exchange, at: at) }
  }

  /// The second half: counts the visit, together with what becomes of the address in the frontier.
  package nonisolated(nonsending) func keep(
    _ reading: VisitReading, queued step: FrontierStep? = nil, on road: Road
  ) async throws -> KeptVisit {
    guard let stored = reading.stored else {
      return try await road.archive.keepFailure(
        reading.judgement, url: url, identity: identity, at: reading.at, facts: facts, queued: step)
    }
    let kept = try await road.archive.keep(
      stored, reading.judgement, document: reading.document, files: reading.files, queued: step)
    if let version = kept.lacksFolder { try await road.archive.materialise(version) }
    return kept
  }

  /// A 304 is trusted for 30 days: then the whole page is asked for again.
  private static let conditionalSeconds: Int64 = 30 * 86_400

  private func request(_ before: AddressPast?, at: Timestamp) -> FetchRequest {
    var request = FetchRequest(url: url, options: options, cookies: cookies)
    guard isConditional, let known = before?.validators, at.seconds - known.at.seconds < Self.conditionalSeconds
    else { return request }
    request.ifNoneMatch = known.etag
    request.ifModifiedSince = known.lastModified
    return request
  }
}

/// What came of asking: an answer that stands in the WARC, or the reason why there is none.
package struct VisitReading: Sendable {
  package let at: Timestamp
  package let judgement: Judgement
  package let document: Document?
  /// Where the answer leads; empty unless the visit looks for links.
  package let links: [DiscoveredLink]
  /// The files of the version's folder; nil where it gets none.
  package let files: [FolderFile]?
  /// Nil when there was no answer.
  package let stored: StoredResponse?
  package let retryAfterSeconds: Int?

  init(at: Timestamp, _ reading: Reading, _ stored: StoredResponse? = nil, retryAfterSeconds: Int? = nil) {
    self.at = at
    judgement = reading.judgement
    document = reading.document
    links = reading.links
    files = reading.files
    self.stored = stored
    self.retryAfterSeconds = retryAfterSeconds
  }
}

extension Judgement {
  /// Thrown when the visit was cancelled: then there is nothing to judge.
  init(_ error: FetchError) throws(CancellationError) {
    switch error.cause {
    case .cancelled: throw CancellationError()
    case .addressRefused: self.init(.excluded, error.reason)
    default: self.init(.failed, error.reason)
    }
  }
}

extension FetchError {
  /// The cause's stable name, then what happened and what to do.
  var reason: String { "\(code): \(message)" }
}
