package import Archiving
internal import Cataloguing
internal import Extracting
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
    let at = road.now()
    let exchange: Exchange
    do { exchange = try await road.fetching.fetch(await request(on: road, at: at)) } catch {
      return try await keep(error, at: at, on: road)
    }
    let arrival: Arrival
    do { arrival = try Arrival(exchange, at: at) } catch {
      return try await keep(Judgement(.failed, "malformed response: \(error)"), at: at, on: road)
    }
    let stored = try await road.archive.store(arrival, identity: identity, facts: facts)
    let (judgement, document) = await Cleaning().judge(stored)
    let kept = try await road.archive.keep(stored, judgement, document: document)
    if let version = kept.lacksFolder { try await road.archive.materialise(version) }
    return kept
  }

  /// A 304 is trusted for 30 days: then the whole page is asked for again.
  private static let conditionalSeconds: Int64 = 30 * 86_400

  private func request(on road: Road, at: Timestamp) async throws(FetchError) -> FetchRequest {
    var request = FetchRequest(url: url, options: options, cookies: cookies)
    guard isConditional, let known = try? await road.archive.lastFullCapture(of: identity.id),
      at.seconds - known.at.seconds < Self.conditionalSeconds
    else { return request }
    request.ifNoneMatch = known.etag
    request.ifModifiedSince = known.lastModified
    return request
  }

  private func keep(_ error: FetchError, at: Timestamp, on road: Road) async throws -> KeptVisit {
    switch error.cause {
    case .cancelled: throw CancellationError()
    case .addressRefused: return try await keep(Judgement(.excluded, error.reason), at: at, on: road)
    default: return try await keep(Judgement(.failed, error.reason), at: at, on: road)
    }
  }

  private func keep(_ judgement: Judgement, at: Timestamp, on road: Road) async throws -> KeptVisit {
    try await road.archive.keepFailure(judgement, url: url, identity: identity, at: at, facts: facts)
  }
}

extension FetchError {
  /// The cause's stable name, then what happened and what to do.
  var reason: String { "\(code): \(message)" }
}
