/// When a portal is tried again that had to be left alone, because its robots.txt could not be read (RFC 9309 §2.3.1.4):
/// sooner than at its next round, and ever more seldom while that goes on.
package struct Reopening: Hashable, Sendable {
  /// The pause after the first time; each one in a row doubles it. 1 h.
  package var first: Milliseconds = .hours(1)
  /// Doubling stops here. 24 h.
  package var longest: Milliseconds = .hours(24)

  package init() {}

  /// When to try again after that many times in a row, from 1.
  package func next(afterClosures closures: Int, at moment: Moment) -> Moment {
    precondition(closures > 0)
    return moment + min(longest, first << Int64(min(closures - 1, 20)))
  }
}
