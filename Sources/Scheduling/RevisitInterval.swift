internal import Web

/// How long an address waits between two visits: usually, and within which bounds it may adapt.
struct Interval: Hashable, Sendable {
  let usual: Milliseconds
  let shortest: Milliseconds
  let longest: Milliseconds

  private init(days usual: Int64, _ bounds: ClosedRange<Int64>) {
    self.usual = .days(usual)
    shortest = .days(bounds.lowerBound)
    longest = .days(bounds.upperBound)
  }

  func clamped(_ interval: Milliseconds) -> Milliseconds { min(longest, max(shortest, interval)) }

  /// The table of portals.md §5.3; bounds are ours where it names one figure only.
  static func of(_ column: RevisitPolicy.Column, at moment: Moment) -> Interval {
    let season = Season(at: moment)
    return switch (column, season) {
    case (.list, .organs): Interval(days: 1, 1...1)
    case (.list, .governments): Interval(days: 2, 2...3)
    case (.list, .quiet): Interval(days: 7, 3...14)
    case (.home, .organs), (.home, .governments): Interval(days: 7, 3...14)
    case (.home, .quiet): Interval(days: 30, 7...60)
    case (.report(let year), _): report(year, season, moment)
    case (.page, _): Interval(days: 30, 3...180)
    case (.attachment, _): Interval(days: 90, 30...180)
    }
  }

  private static func report(_ year: Int, _ season: Season, _ moment: Moment) -> Interval {
    guard year >= Season.reportYear(at: moment) else {
      return Interval(days: 90, 30...90)
    }
    return season == .quiet ? Interval(days: 30, 14...60) : Interval(days: 7, 3...14)
  }
}
