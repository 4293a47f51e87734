internal import Web

/// The day that a post number of Guangdong's platform stands for, roughly: numbers are given out province-wide and rise
/// with time (portals.md §2.1).
///
/// Good enough to fetch newer posts first; never a date of publication, for migrated posts break the order.
enum PostNumber {
  /// Nil when the address has no `post_7043962` of the platform's range.
  static func day(_ url: CrawlURL) -> ChinaDay? {
    guard let file = url.path.split(separator: "/").last, let mark = ["post_", "mpost_"].first(where: file.hasPrefix)
    else { return nil }
    let stem = file.dropFirst(mark.count).prefix { $0 != "." }
    guard let number = Int(stem), number > 0, number < 100_000_000 else { return nil }
    return day(number)
  }

  private static func day(_ number: Int) -> ChinaDay {
    var before = known[0]
    for after in known.dropFirst() {
      if number <= after.number || after.number == known[known.count - 1].number {
        let share = Double(number - before.number) / Double(after.number - before.number)
        return ChinaDay(number: before.day + Int(share * Double(after.day - before.day)))
      }
      before = after
    }
    return ChinaDay(number: before.day)
  }

  /// Numbers with the days on which they were seen given out.
  private static let known: [(number: Int, day: Int)] = [
    (0, ChinaDay(year: 2012, month: 1, day: 1).number),
    (7_033_012, ChinaDay(year: 2021, month: 1, day: 18).number),
    (7_095_404, ChinaDay(year: 2021, month: 2, day: 10).number),
    (10_097_535, ChinaDay(year: 2025, month: 1, day: 14).number),
    (12_608_575, ChinaDay(year: 2026, month: 1, day: 20).number),
  ]
}
