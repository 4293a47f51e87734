internal import Web

/// A cron expression of five fields: minute, hour, day of month, month, day of week, by the clock in China.
///
/// As in crontab(5): `*`, lists, ranges, steps, names of months and weekdays, 7 for Sunday, `@daily` and its kin; when
/// both days are restricted, either is enough.
package struct Cron: Hashable, Sendable, CustomStringConvertible {
  package let description: String
  let minutes: CronField.Values
  let hours: CronField.Values
  let days: CronField.Values
  let months: CronField.Values
  let weekdays: CronField.Values
  private let eitherDay: Bool

  /// Thrown when the expression is none, names a value outside of its field, or never comes true.
  package init(_ text: String) throws(CronError) {
    let expanded = Cron.nicknames[text] ?? text
    let words = expanded.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard words.count == 5 else {
      throw CronError(expression: text, problem: "five fields expected, not \(words.count)")
    }
    func values(_ index: Int, _ field: CronField) throws(CronError) -> CronField.Values {
      do { return try field.values(of: words[index]) } catch { throw CronError(expression: text, problem: error.text) }
    }
    description = text
    minutes = try values(0, .minute)
    hours = try values(1, .hour)
    days = try values(2, .day)
    months = try values(3, .month)
    let parsed = try values(4, .weekday)
    weekdays = parsed.contains(7) ? parsed.union(CronField.Values([0])) : parsed
    // crontab(5) looks at the first character only, so that `*/2` counts as unrestricted.
    eitherDay = !words[2].isOpen && !words[4].isOpen
    guard next(after: Moment(milliseconds: 0)) != nil else {
      throw CronError(expression: text, problem: "there is no such day in any month it names")
    }
  }

  /// Every day at that time.
  init(dailyAtMinute minute: Int, hour: Int) {
    description = "\(minute) \(hour) * * *"
    minutes = CronField.Values([minute])
    hours = CronField.Values([hour])
    days = CronField.Values(1...31)
    months = CronField.Values(1...12)
    weekdays = CronField.Values(0...7)
    eitherDay = false
  }

  /// The first moment after the given one that the expression names, on the full minute.
  ///
  /// Nil only past the year 9,990 or so: an expression that never comes true is refused at its making.
  package func next(after moment: Moment) -> Moment? {
    let day = moment.chinaDay
    let minute = Int(moment.chinaTimeOfDay / .minutes(1)) + 1
    if matches(day), let time = time(from: minute) { return day.start + .minutes(Int64(time)) }
    guard let later = nextDay(after: day), let time = time(from: 0) else { return nil }
    return later.start + .minutes(Int64(time))
  }

  private func matches(_ day: ChinaDay) -> Bool {
    let date = day.civil
    guard months.contains(date.month) else { return false }
    let (byDay, byWeekday) = (days.contains(date.day), weekdays.contains(date.weekday))
    return eitherDay ? byDay || byWeekday : byDay && byWeekday
  }

  /// Skips months that are not named; 29 February stays away for eight years at most, longer on one weekday only.
  private func nextDay(after day: ChinaDay) -> ChinaDay? {
    var candidate = day.advanced(by: 1)
    let last = day.advanced(by: 366 * 41)
    while candidate < last {
      let date = candidate.civil
      if !months.contains(date.month) {
        let next = date.month == 12 ? (date.year + 1, 1) : (date.year, date.month + 1)
        candidate = ChinaDay(year: next.0, month: next.1, day: 1)
      } else if matches(candidate) {
        return candidate
      } else {
        candidate = candidate.advanced(by: 1)
      }
    }
    return nil
  }

  /// The first minute of a day from the given one on.
  private func time(from minute: Int) -> Int? {
    guard minute < 24 * 60 else { return nil }
    let hour = minute / 60
    if hours.contains(hour), let exact = minutes.first(from: minute % 60) { return hour * 60 + exact }
    guard let later = hours.first(from: hour + 1), let first = minutes.first(from: 0) else { return nil }
    return later * 60 + first
  }

  private static let nicknames = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
  ]
}

extension Substring {
  fileprivate var isOpen: Bool { hasPrefix("*") || hasPrefix("?") }
}

/// What is wrong with a cron expression.
package struct CronError: Error, Hashable, Sendable, CustomStringConvertible {
  package let expression: String
  package let problem: String
  package var description: String { "cron expression '\(expression)': \(problem)" }
}
