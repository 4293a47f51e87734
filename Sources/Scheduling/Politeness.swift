/// How a host is treated, whatever a portal file or a command line says of it.
package struct Politeness: Hashable, Sendable, Codable {
  /// From the end of one answer to the next request: at least so long. 3 s; 0 switches the response factor off too
  /// and is allowed for private addresses only (the portal file checks that).
  package var delay: Milliseconds = .seconds(3)
  /// A slow host gets so many times its last response time. 5.
  package var responseFactor: Int64 = 5
  /// Slowness alone never makes a delay longer than this. 60 s.
  package var longestDelay: Milliseconds = .seconds(60)
  /// A Crawl-delay is honoured up to this. 300 s.
  package var longestCrawlDelay: Milliseconds = .seconds(300)
  /// A Retry-After is honoured up to this. 24 h.
  package var longestRetryAfter: Milliseconds = .hours(24)
  /// Requests in flight to one host or address. 1.
  package var connections = 1
  /// Requests in one day of China; nil for no budget.
  package var requestsPerDay: Int?
  /// When requests may start; nil for always. Only `run` sets it.
  package var workingHours: WorkingHours?
  /// Different URLs in a row without a byte of answer that open the circuit. 5.
  package var circuitFailures = 5
  /// How long an open circuit rests before the first probe; each failed probe doubles it. 60 s.
  package var circuitRest: Milliseconds = .seconds(60)
  /// Different pages in a row that are challenges before the host rests for the day. 3.
  package var challengesToRest = 3
  /// How long a 429 or 503 without Retry-After rests the host; each one in a row doubles it. 60 s.
  package var refusalRest: Milliseconds = .seconds(60)
  /// Doubling stops here. 1 h.
  package var longestRest: Milliseconds = .hours(1)

  package init() {}

  /// The pause after an answer: `max(min(60 s, max(configured, 5 × response)), min(300 s, Crawl-delay))`.
  ///
  /// A configured delay above 60 s stands as it is: the cap is for what slowness adds, not for what was asked for.
  package func delay(afterResponse response: Milliseconds, crawlDelay: Milliseconds?) -> Milliseconds {
    let slow = delay > 0 ? min(longestDelay, responseFactor * max(0, response)) : 0
    return max(max(delay, slow), min(longestCrawlDelay, max(0, crawlDelay ?? 0)))
  }

  /// A rest that doubles with each repetition in a row, from 1.
  package func lengthened(_ rest: Milliseconds, repetition: Int) -> Milliseconds {
    min(longestRest, rest << Int64(min(max(0, repetition - 1), 20)))
  }
}

extension Politeness {
  /// What holds for an address that several portals share: of each rule the strictest.
  package static func strictest(of all: [Politeness]) -> Politeness {
    guard var strictest = all.first else { return Politeness() }
    for other in all.dropFirst() { strictest.tighten(by: other) }
    return strictest
  }

  private mutating func tighten(by other: Politeness) {
    delay = max(delay, other.delay)
    responseFactor = max(responseFactor, other.responseFactor)
    longestDelay = max(longestDelay, other.longestDelay)
    longestCrawlDelay = max(longestCrawlDelay, other.longestCrawlDelay)
    longestRetryAfter = max(longestRetryAfter, other.longestRetryAfter)
    connections = min(connections, other.connections)
    requestsPerDay = [requestsPerDay, other.requestsPerDay].compactMap { $0 }.min()
    workingHours = workingHours?.overlap(with: other.workingHours) ?? other.workingHours
    circuitFailures = min(circuitFailures, other.circuitFailures)
    circuitRest = max(circuitRest, other.circuitRest)
    challengesToRest = min(challengesToRest, other.challengesToRest)
    refusalRest = max(refusalRest, other.refusalRest)
    longestRest = max(longestRest, other.longestRest)
  }
}

extension WorkingHours {
  /// The hours that both allow; the own ones when there are none in common.
  fileprivate func overlap(with other: WorkingHours?) -> WorkingHours {
    guard let other, max(from, other.from) < min(until, other.until) else { return self }
    return WorkingHours(from: max(from, other.from), until: min(until, other.until))
  }
}
