/// When an address that seems to be gone is asked again, before it is believed (portals.md §5.3).
package struct Confirmations: Hashable, Sendable {
  /// How many answers on different days make an address gone. 3.
  package var needed: Int

  package init(needed: Int = 3) { self.needed = needed }

  /// When to ask again after that many such answers on different days; nil when they are enough.
  ///
  /// The days between grow (1, 3, 7 …) and the time of day changes between morning and afternoon: nightly
  /// maintenance and office hours must not look like a deletion.
  package func next(after answers: Int, at moment: Moment) -> Moment? {
    precondition(answers > 0)
    guard answers < needed else { return nil }
    let days = [1, 3, 7]
    let day = moment.chinaDay.advanced(by: days[min(answers, days.count) - 1])
    let isMorning = moment.chinaTimeOfDay < .hours(13)
    return isMorning ? day.at(hour: 15, minute: 30) : day.at(hour: 9, minute: 30)
  }
}
