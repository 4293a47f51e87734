internal import Scheduling

extension CrawlLimits {
  /// Those of a round: it lasts until the next portal's time at most.
  ///
  /// - Parameter hours: when real hosts are visited; from 0 to 24 is always.
  init(ofRound now: Moment, until end: Moment, hours: WorkingHours) {
    self.init()
    let minutes = max(1, Double(end - now) / 60_000)
    maxMinutes = minutes
    maxWaitSeconds = minutes * 60
    // A visit comes some minutes after the round began, so that the next one falls due as much after the next round
    // began: without this a daily list would be seen every other day.
    dueAhead = min(.hours(3), (end - now) / 8)
    workingHours = hours.from == 0 && hours.until == 24 ? nil : hours
  }
}
