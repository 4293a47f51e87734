internal import Cataloguing
internal import Scheduling

extension HostPace {
  init(_ row: PaceRow) {
    self.init()
    nextAllowed = Moment(milliseconds: row.next)
    requestsToday = row.requests
    day = ChinaDay(number: row.day)
    lastResponseMilliseconds = row.response
    crawlDelayMilliseconds = row.crawlDelay
    restUntil = row.rest.map { Moment(milliseconds: $0) }
    restReason = row.reason.flatMap { WaitReason(rawValue: $0) }
    failures = RecentURLs(text: row.failures)
    challenges = RecentURLs(text: row.challenges)
    refusals = row.refusals
    circuitOpenings = row.openings
  }
}

extension PaceRow {
  init(key: PaceKey, _ pace: HostPace) {
    self.init(key: key.description)
    next = pace.nextAllowed.milliseconds
    requests = pace.requestsToday
    day = pace.day.number
    response = pace.lastResponseMilliseconds
    crawlDelay = pace.crawlDelayMilliseconds
    rest = pace.restUntil?.milliseconds
    reason = pace.restReason?.rawValue
    failures = pace.failures.text
    challenges = pace.challenges.text
    refusals = pace.refusals
    openings = pace.circuitOpenings
  }
}
