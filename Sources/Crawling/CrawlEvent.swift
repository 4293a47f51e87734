internal import Archiving
internal import Cataloguing
internal import Fetching
internal import Scheduling
internal import Web

/// What a crawl may begin at one moment.
enum CrawlStart: Sendable {
  case robots(PaceKey, CrawlURL, PacedRequest)
  case visit(VisitStart)

  /// The request to the host.
  var request: PacedRequest {
    switch self {
    case .robots(_, _, let request): request
    case .visit(let start): start.request
    }
  }

  /// The row of the queue that it takes; nil for robots.txt.
  var row: Int? {
    guard case .visit(let start) = self else { return nil }
    return start.row.id
  }
}

/// One visit that may start now; a class, since it goes from the crawl to the visit and back.
final class VisitStart: Sendable {
  let row: QueuedURL
  /// What the archive knows of it.
  let past: AddressPast
  let url: CrawlURL
  let key: PaceKey
  let portal: Portal
  let request: PacedRequest
  let cookies: CookieJar
  let facts: VisitFacts

  init(_ turn: DueURL, _ url: CrawlURL, _ key: PaceKey, _ host: CrawlHost, _ request: PacedRequest, _ facts: VisitFacts)
  {
    row = turn.queued
    past = turn.past
    self.url = url
    self.key = key
    portal = host.portal
    self.request = request
    cookies = host.cookies
    self.facts = facts
  }
}

/// What one task of a crawl ends with.
enum CrawlEvent: Sendable {
  case tick(Moment)
  case robots(PaceKey)
  /// What somebody asked for by name is fetched.
  case named
  case visited(VisitStart, KeptVisit)
  case cancelled(PaceKey, row: Int?)
}
