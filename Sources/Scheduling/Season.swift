internal import Web

/// Where in the year of annual reports a moment lies (portals.md §5.3; regulation of 2019, articles 49 and 50: organs
/// publish by 31 January, governments by 31 March).
package enum Season: String, Sendable, Codable, CaseIterable {
  /// 1 January to 15 February: organs publish, and correct what they published.
  case organs
  /// 16 February to 15 April: governments publish.
  case governments
  /// The rest of the year.
  case quiet

  /// The season of a moment, by the calendar of China.
  package init(at moment: Moment) {
    let date = moment.chinaDay.civil
    switch date.month * 100 + date.day {
    case ...215: self = .organs
    case ...415: self = .governments
    default: self = .quiet
    }
  }

  /// When the season that holds a moment is over: 00:00 of the next one's first day.
  package static func end(after moment: Moment) -> Moment {
    let year = moment.chinaDay.civil.year
    return switch Season(at: moment) {
    case .organs: ChinaDay(year: year, month: 2, day: 16).start
    case .governments: ChinaDay(year: year, month: 4, day: 16).start
    case .quiet: ChinaDay(year: year + 1, month: 1, day: 1).start
    }
  }

  /// The year whose reports are published in the year of a moment.
  package static func reportYear(at moment: Moment) -> Int { moment.chinaDay.civil.year - 1 }
}
