package import Web

/// A day of the calendar of mainland China, counted from 1970-01-01.
///
/// Asia/Shanghai has been UTC+8 without summer time since 1991-09-15 (IANA time zone database), so days are plain
/// arithmetic.
package struct ChinaDay: Hashable, Comparable, Sendable, Codable {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) { self.number = number }
  package init(year: Int, month: Int, day: Int) { number = daysSinceEpoch(year: year, month: month, day: day) }

  /// 00:00 in China.
  package var start: Moment { Moment(milliseconds: Int64(number) * .days(1) - ChinaTime.offset) }
  /// A time of this day, by the clock in China.
  package func at(hour: Int, minute: Int = 0) -> Moment { start + .hours(Int64(hour)) + .minutes(Int64(minute)) }
  /// Year, month, day and weekday.
  package var civil: CivilDate { CivilDate(seconds: Int64(number) * 86_400) }

  package func advanced(by days: Int) -> ChinaDay { ChinaDay(number: number + days) }
  package static func < (left: ChinaDay, right: ChinaDay) -> Bool { left.number < right.number }

  package init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}

/// The clock on the wall in mainland China.
package enum ChinaTime {
  /// What China's clocks are ahead of UTC.
  package static let offset: Milliseconds = .hours(8)
}

extension Moment {
  /// The day it is in China.
  package var chinaDay: ChinaDay {
    let local = milliseconds + ChinaTime.offset
    return ChinaDay(number: Int(local >= 0 ? local / .days(1) : (local - .days(1) + 1) / .days(1)))
  }

  /// Milliseconds since midnight in China.
  package var chinaTimeOfDay: Milliseconds { self - chinaDay.start }

  /// The calendar and clock in China.
  package var chinaCivil: CivilDate { CivilDate(seconds: (self + ChinaTime.offset).timestamp.seconds) }
}

/// The hours of a day in China in which a portal may be visited unasked.
package struct WorkingHours: Hashable, Sendable, Codable {
  /// First hour, 0…23.
  package var from: Int
  /// The hour at which work ends, 1…24.
  package var until: Int

  /// 08:00 to 22:00 unless said otherwise.
  package init(from: Int = 8, until: Int = 22) {
    precondition(0 <= from && from < until && until <= 24, "working hours \(from)-\(until) are not within one day")
    self.from = from
    self.until = until
  }

  package func contains(_ moment: Moment) -> Bool {
    (.hours(Int64(from))..<(.hours(Int64(until)))).contains(moment.chinaTimeOfDay)
  }

  /// The moment itself when work goes on, else the next beginning of work.
  package func earliest(from moment: Moment) -> Moment {
    if contains(moment) { return moment }
    let day = moment.chinaDay
    return moment < day.at(hour: from) ? day.at(hour: from) : day.advanced(by: 1).at(hour: from)
  }
}
