package import Web

/// How a request ended, as far as its host's pace is concerned.
package enum RequestEnd: Hashable, Sendable {
  /// An answer of whatever status.
  case answered
  /// 429 or 503, with what Retry-After said.
  case refused(retryAfterSeconds: Int64?)
  /// Not one byte came: no name, no connection, no answer in time.
  case silent
  /// A challenge, a captcha or a refusal of programs in the place of the page.
  case challenge(isHomePage: Bool)
  /// We gave it up ourselves.
  case cancelled
}

extension HostPace {
  /// Takes in how a request ended. `isRobots`: it was for robots.txt, so the first page need not wait
  /// (crawling.md §2). `response`: milliseconds from sending to the last byte.
  package mutating func finish(
    at moment: Moment, url: CrawlURL, response: Milliseconds, end: RequestEnd, isRobots: Bool = false,
    under politeness: Politeness
  ) {
    land()
    if case .cancelled = end { return hold(from: moment, under: politeness) }
    if case .silent = end {
      silence(at: moment, url: url, under: politeness)
      return hold(from: moment, under: politeness)
    }
    lastResponseMilliseconds = max(0, response)
    hear(end, at: moment, url: url, under: politeness)
    if isRobots, case .answered = end { nextAllowed = moment } else { hold(from: moment, under: politeness) }
  }

  /// The host speaks: the circuit closes, and what it says is taken in.
  private mutating func hear(_ end: RequestEnd, at moment: Moment, url: CrawlURL, under politeness: Politeness) {
    failures.removeAll()
    circuitOpenings = 0
    switch end {
    case .refused(let seconds):
      refusals += 1
      let asked = seconds.map { min(politeness.longestRetryAfter, .seconds(min(max(0, $0), 1 << 32))) }
      let rest = asked ?? politeness.lengthened(politeness.refusalRest, repetition: refusals)
      self.rest(until: moment + rest, asked == nil ? .refused : .retryAfter)
    case .challenge(let isHomePage):
      challenges.insert(url)
      if isHomePage || challenges.count >= politeness.challengesToRest {
        rest(until: moment.chinaDay.advanced(by: 1).start, .challenged)
        challenges.removeAll()
      }
    case .answered:
      challenges.removeAll()
      refusals = 0
    case .silent, .cancelled: break
    }
  }

  private mutating func silence(at moment: Moment, url: CrawlURL, under politeness: Politeness) {
    failures.insert(url)
    guard failures.count >= politeness.circuitFailures || circuitOpenings > 0 else { return }
    circuitOpenings += 1
    rest(
      until: moment + politeness.lengthened(politeness.circuitRest, repetition: circuitOpenings), .circuitOpen)
  }

  private mutating func hold(from moment: Moment, under politeness: Politeness) {
    nextAllowed = max(nextAllowed, moment + delay(under: politeness))
  }

  /// A rest never ends an earlier, longer one.
  package mutating func rest(until moment: Moment, _ reason: WaitReason) {
    if let restUntil, restUntil >= moment { return }
    restUntil = moment
    restReason = reason
  }
}
