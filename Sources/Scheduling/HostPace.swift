/// What is remembered of one host, or of one address that hosts share, so that it is never asked too often: plain
/// values that a row of the catalogue holds, so they survive a restart.
///
/// Write it down after ``start(at:under:)`` and *before* the request leaves: then no restart, however sudden, sends
/// two requests closer than the delay (archive.md, I7).
package struct HostPace: Hashable, Sendable, Codable {
  /// No request starts earlier.
  package var nextAllowed = Moment(milliseconds: 0)
  /// Requests started on `day`.
  package var requestsToday = 0
  /// The day that `requestsToday` counts.
  package var day = ChinaDay(number: 0)
  /// How long the last answer took; 0 before the first.
  package var lastResponseMilliseconds: Milliseconds = 0
  /// What robots.txt asks for; nil when it does not.
  package var crawlDelayMilliseconds: Milliseconds?
  /// The host rests until then; nil when it does not.
  package var restUntil: Moment?
  package var restReason: WaitReason?
  /// URLs that got no byte of answer since the last answer.
  package var failures = RecentURLs()
  /// Pages that were challenges since the last page that was none.
  package var challenges = RecentURLs()
  /// 429 and 503 in a row.
  package var refusals = 0
  /// How many times in a row the circuit was opened; 0 while it is closed.
  package var circuitOpenings = 0
  /// A person's pause, by `fangzhi pause`; it ends by `resume` only.
  package var isPaused = false
  /// Requests that have started and not finished: not written down, a restart has none.
  package private(set) var inFlight = 0

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case nextAllowed, requestsToday, day, lastResponseMilliseconds, crawlDelayMilliseconds, restUntil, restReason
    case failures, challenges, refusals, circuitOpenings, isPaused
  }

  /// The pause that holds after a request now.
  package func delay(under politeness: Politeness) -> Milliseconds {
    politeness.delay(afterResponse: lastResponseMilliseconds, crawlDelay: crawlDelayMilliseconds)
  }

  /// Counts a request that starts now. The next one is held off from this moment on, and again from its end.
  package mutating func start(at moment: Moment, under politeness: Politeness) {
    turnDay(moment)
    requestsToday += 1
    inFlight += 1
    nextAllowed = max(nextAllowed, moment + delay(under: politeness))
  }

  private mutating func turnDay(_ moment: Moment) {
    guard day != moment.chinaDay else { return }
    day = moment.chinaDay
    requestsToday = 0
  }

  mutating func land() { inFlight = max(0, inFlight - 1) }
}

// MARK: May a request start?

extension HostPace {
  /// Whether a request may start now; a moment that the clock made impossible by stepping back is put right.
  package mutating func mayStart(at moment: Moment, under politeness: Politeness) -> Permission {
    settle(at: moment, under: politeness)
    if let barrier = barrier(at: moment, under: politeness) { return barrier }
    return circuitOpenings > 0 ? .probe : .ready
  }

  /// The strongest reason to wait, nil without one.
  private func barrier(at moment: Moment, under politeness: Politeness) -> Permission? {
    if isPaused { return .wait(until: .distantFuture, reason: .paused) }
    let probing = circuitOpenings > 0 && inFlight > 0
    if inFlight >= politeness.connections || probing { return .wait(until: .distantFuture, reason: .connections) }
    if let budget = politeness.requestsPerDay, requestsToday >= budget, day == moment.chinaDay {
      return .wait(until: day.advanced(by: 1).start, reason: .dailyBudget)
    }
    var waits: [(until: Moment, reason: WaitReason)] = []
    if let restUntil, restUntil > moment { waits.append((restUntil, restReason ?? .delay)) }
    if nextAllowed > moment { waits.append((nextAllowed, .delay)) }
    if let hours = politeness.workingHours, !hours.contains(moment) {
      waits.append((hours.earliest(from: moment), .workingHours))
    }
    return waits.max { $0.until < $1.until }.map { .wait(until: $0.until, reason: $0.reason) }
  }

  /// A clock that steps back must not lock a host for as long as it stepped: no pause reaches further than its length.
  private mutating func settle(at moment: Moment, under politeness: Politeness) {
    nextAllowed = min(nextAllowed, moment + delay(under: politeness))
    if let rest = restUntil {
      restUntil = min(rest, moment + max(politeness.longestRetryAfter, politeness.longestRest))
      if rest <= moment { (restUntil, restReason) = (nil, nil) }
    }
    if day > moment.chinaDay.advanced(by: 1) { turnDay(moment) }
  }
}
