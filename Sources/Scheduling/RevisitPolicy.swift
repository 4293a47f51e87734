/// When an address that is known is due again (portals.md §5.3): by what it is, by the season, and by how often it
/// was found changed.
package struct RevisitPolicy: Hashable, Sendable {
  /// What an address is to the schedule.
  package enum Column: Hashable, Sendable, Codable {
    /// A list page of a column.
    case list
    /// A home page or a tree of columns.
    case home
    /// An annual report, with the year it is about.
    case report(year: Int)
    /// Any other page.
    case page
    case attachment
  }

  /// What the schedule knows of an address.
  package struct History: Hashable, Sendable, Codable {
    package var column: Column
    /// When it was first seen.
    package var firstSeen: Moment
    /// The last visit that got an answer; nil before the first.
    package var lastVisit: Moment?
    /// The adaptive interval, 0 before the first visit: see ``RevisitPolicy/adapted(_:changed:at:)``.
    package var interval: Milliseconds

    package init(column: Column, firstSeen: Moment, lastVisit: Moment? = nil, interval: Milliseconds = 0) {
      self.column = column
      self.firstSeen = firstSeen
      self.lastVisit = lastVisit
      self.interval = interval
    }
  }

  /// An unchanged page waits so many times longer. 1.5.
  package var growth = 1.5
  /// A changed page waits so many times as long. 0.5.
  package var shrinkage = 0.5
  /// Days after its first sighting on which a report is looked at again in the season. 1, 3, 7, 14, 30.
  package var reportDays: [Int64] = [1, 3, 7, 14, 30]

  package init() {}

  /// When the address is due; at once when it was never visited.
  package func due(_ history: History) -> Moment {
    guard let visit = history.lastVisit else { return history.firstSeen }
    let planned = visit + interval(history, at: visit)
    let due = min(planned, nextSeason(history, visit: visit))
    guard let mark = reportMark(history, after: visit) else { return due }
    return min(due, mark)
  }

  /// The history after a visit: the interval grown when nothing had changed, shrunk when it had.
  package func adapted(_ history: History, changed: Bool, at visit: Moment) -> History {
    var next = history
    next.lastVisit = visit
    let bounds = Interval.of(history.column, at: visit)
    let before = bounds.clamped(history.interval == 0 ? bounds.usual : history.interval)
    next.interval =
      history.lastVisit == nil
      ? bounds.usual : bounds.clamped(Milliseconds(Double(before) * (changed ? shrinkage : growth)))
    return next
  }

  private func interval(_ history: History, at moment: Moment) -> Milliseconds {
    let bounds = Interval.of(history.column, at: moment)
    return bounds.clamped(history.interval == 0 ? bounds.usual : history.interval)
  }

  /// A season that begins before the planned visit brings its own interval: else a list seen on 29 December would
  /// sleep into the busiest week.
  private func nextSeason(_ history: History, visit: Moment) -> Moment {
    let border = Season.end(after: visit)
    // Reports of older years are looked at each quarter, and once in January whatever the quarter says.
    let isOlderReport =
      if case .report(let year) = history.column { year < Season.reportYear(at: visit) } else { false }
    if isOlderReport, Season(at: border) == .organs { return max(border, visit + .days(30)) }
    return max(border, visit + interval(history, at: border))
  }

  /// Corrections come soon after publication, so a report of the season has visits of its own.
  private func reportMark(_ history: History, after visit: Moment) -> Moment? {
    guard case .report(let year) = history.column, year >= Season.reportYear(at: visit),
      Season(at: history.firstSeen) != .quiet
    else { return nil }
    return reportDays.lazy.map { history.firstSeen + .days($0) }.first { $0 > visit }
  }
}
