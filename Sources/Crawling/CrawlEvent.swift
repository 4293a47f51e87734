internal import Archiving
internal import Cataloguing
internal import Fetching
internal import Scheduling
internal import Web

/// What a crawl may begin at one moment.
enum CrawlStart: Sendable {
  case robots(PaceKey, CrawlURL, PacedRequest)
  case visit(VisitStart)
}

/// One visit that may start now.
struct VisitStart: Sendable {
  let row: QueuedURL
  let url: CrawlURL
  let key: PaceKey
  let portal: Portal
  let request: PacedRequest
  let cookies: CookieJar
  let facts: VisitFacts
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
