package import Archiving
package import Cataloguing
package import Scheduling
internal import Web

/// When a crawl ends although there is more to do.
package struct CrawlLimits: Sendable, Hashable {
  /// Visits of this run; nil for no limit.
  package var maxPages: Int?
  package var maxMinutes: Double?
  /// The crawl ends when nothing is due within so many seconds; the pause between two requests to a host, however long,
  /// does not count. 60.
  package var maxWaitSeconds: Double = 60
  /// What is due within this time counts as due now. 0.
  package var dueAhead: Milliseconds = 0
  /// When real hosts are visited, by the clock in China; nil for always.
  package var workingHours: WorkingHours?

  package init() {}
}

/// What a crawl tells while it runs.
package enum CrawlNews: Sendable {
  /// One address was visited; the portal's id.
  case visit(KeptVisit, portal: String)
  case progress(CrawlProgress)
}

/// Where a crawl stands.
package struct CrawlProgress: Sendable, Hashable {
  package var visits = 0
  package var queued = 0
  package var inFlight = 0
  package var seconds: Double = 0
  /// Hosts that have work.
  package var hosts = 0

  /// Visits a second since the crawl began.
  package var rate: Double { seconds > 0 ? Double(visits) / seconds : 0 }
}

/// What came of a crawl.
package struct CrawlReport: Sendable {
  /// Why it ended.
  package enum Ending: String, Sendable {
    /// Nothing is queued any more.
    case complete
    /// What is queued is not due within the longest wait.
    case waiting
    case maxPages = "max-pages"
    case maxMinutes = "max-minutes"
  }

  package var ending = Ending.complete
  /// How often each outcome came, by portal id.
  package var outcomes: [String: [Outcome: Int]] = [:]
  /// Addresses that no robots.txt or scope rule admits, by portal id.
  package var excluded: [String: Int] = [:]
  /// Addresses that stay queued, by portal id.
  package var queued: [String: Int] = [:]
  /// Why a portal's hosts were left alone, by portal id.
  package var closed: [String: String] = [:]
  /// The same by authority.
  package var closedHosts: [String: ClosedHost] = [:]
  /// Portals that did not answer at all.
  package var unreached: Set<String> = []
  package var visits = 0
  /// Visits that failed before one byte of answer came.
  package var unanswered = 0
  package var seconds: Double = 0

  /// Why one host was left alone.
  package struct ClosedHost: Sendable, Hashable {
    package let portal: String
    package let reason: String
  }

  package init() {}

  mutating func count(_ capture: Capture, of portal: String) {
    visits += 1
    outcomes[portal, default: [:]][capture.outcome, default: 0] += 1
    if capture.outcome == .failed, capture.status == nil { unanswered += 1 }
  }

  /// How often an outcome came in all.
  package func total(_ outcome: Outcome) -> Int { outcomes.values.reduce(0) { $0 + ($1[outcome] ?? 0) } }

  /// One object a portal, then one with the sums.
  package var jsonLines: [[UInt8]] {
    let ids = Set(outcomes.keys).union(queued.keys).union(excluded.keys).union(closed.keys).sorted()
    return ids.map { line(portal: $0, outcomes[$0] ?? [:], queued[$0] ?? 0, excluded[$0] ?? 0) } + [summary]
  }

  private func line(portal: String, _ counts: [Outcome: Int], _ queued: Int, _ excluded: Int) -> [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member("portal", portal)
      line.key("outcomes")
      line.object { $0.counts(counts) }
      line.member("queued", queued)
      line.member("excluded", excluded)
      line.member("closed", orNull: closed[portal])
    }
    return writer.bytes
  }

  private var summary: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.key("summary")
      line.object { sums in
        sums.member("ending", ending.rawValue)
        sums.member("visits", visits)
        sums.member("seconds", Int(seconds.rounded()))
        sums.member("queued", queued.values.reduce(0, +))
        sums.member("excluded", excluded.values.reduce(0, +))
        sums.key("outcomes")
        sums.object { $0.counts(outcomes.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }) }
      }
    }
    return writer.bytes
  }
}

extension JSONWriter {
  /// A member for every outcome that came, in the order of the closed list.
  mutating func counts(_ counts: [Outcome: Int]) {
    for outcome in Outcome.allCases { if let count = counts[outcome] { member(outcome.rawValue, count) } }
  }
}
