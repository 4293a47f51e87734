internal import Archiving
internal import Cataloguing
internal import Web

/// The redirects from one named URL: at most so many, never in a ring.
struct RedirectChain {
  /// Where an answer leads.
  enum Target {
    case none
    case url(CrawlURL)
    /// A Location that is no http address, as it was sent.
    case unusable(String)

    init(_ kept: KeptVisit) {
      guard [.redirect, .moved].contains(kept.capture.outcome), let arrival = kept.arrival else {
        self = kept.arrival.flatMap { Self.refusedScheme($0) } ?? .none
        return
      }
      self = arrival.redirectTarget.map { .url($0) } ?? .none
    }

    private static func refusedScheme(_ arrival: Arrival) -> Target? {
      guard (300..<400).contains(arrival.status), arrival.redirectTarget == nil, let location = arrival.location
      else { return nil }
      return .unusable(location)
    }
  }

  private(set) var next: CrawlURL?
  private(set) var via: String?
  private(set) var hops = 0
  /// Why the chain ended before its end; nil when it did not.
  private(set) var refusal: VisitReport?
  private let limit: Int
  private var visits: [CrawlURL: Int] = [:]

  init(start: CrawlURL, limit: Int) {
    next = start
    self.limit = limit
  }

  /// Goes on to where the last answer led.
  mutating func follow(_ target: Target) {
    guard let current = next else { return }
    visits[current, default: 0] += 1
    via = current.text
    next = nil
    switch target {
    case .none: return
    case .unusable(let text):
      refusal = VisitReport(notVisited: text, .excluded, reason: "a redirect to something that is no http address")
    case .url(let url): follow(url)
    }
  }

  private mutating func follow(_ url: CrawlURL) {
    // Once more to the same place is how portals set a cookie; twice is a ring.
    if visits[url, default: 0] > 1 {
      refusal = VisitReport(notVisited: url.text, .excluded, reason: "the redirects run in a ring")
    } else if hops == limit {
      refusal = VisitReport(notVisited: url.text, .excluded, reason: "more than \(limit) redirects")
    } else {
      hops += 1
      next = url
    }
  }
}
