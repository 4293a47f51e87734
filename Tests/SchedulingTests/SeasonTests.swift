import Testing
import Web

@testable import Scheduling

@Suite("The season of annual reports") struct SeasonTests {
  private let policy = RevisitPolicy()

  /// The moments at which an address is visited when every visit takes place as it falls due.
  private func visits(
    _ column: RevisitPolicy.Column, from start: Moment, until end: Moment, firstSeen: Moment? = nil,
    changed: (Int) -> Bool = { _ in false }
  ) -> [Moment] {
    var history = RevisitPolicy.History(column: column, firstSeen: firstSeen ?? start)
    history = policy.adapted(history, changed: false, at: start)
    var moments: [Moment] = []
    while true {
      let due = policy.due(history)
      guard due < end else { return moments }
      moments.append(due)
      history = policy.adapted(history, changed: changed(moments.count), at: due)
    }
  }

  private func days(_ moments: [Moment], from start: Moment) -> [Int64] { moments.map { ($0 - start) / .days(1) } }

  @Test("its borders are midnight in China") func borders() {
    #expect(Season(at: china(2026, 1, 1)) == .organs && Season(at: china(2026, 1, 1) + -1) == .quiet)
    #expect(Season(at: china(2026, 2, 16) + -1) == .organs && Season(at: china(2026, 2, 16)) == .governments)
    #expect(Season(at: china(2026, 4, 16) + -1) == .governments && Season(at: china(2026, 4, 16)) == .quiet)
    #expect(Season.end(after: china(2026, 12, 31, 23)) == china(2027, 1, 1))
    #expect(Season.reportYear(at: china(2026, 1, 1)) == 2025)
  }

  @Test("lists are daily to 15 February, every two to three days to 15 April, then weekly or rarer") func lists() {
    let all = visits(.list, from: china(2026, 1, 1, 9), until: china(2027, 1, 1))
    let organs = all.filter { Season(at: $0) == .organs }
    #expect(organs.count == 45)
    let governments = all.filter { Season(at: $0) == .governments }
    #expect((19...30).contains(governments.count))
    let quiet = all.filter { Season(at: $0) == .quiet }
    for (one, next) in zip(quiet, quiet.dropFirst()) { #expect((.days(3)...(.days(14))).contains(next - one)) }
  }

  @Test("a busy list is seen more often in the quiet months than a still one") func adaptive() {
    let span = (china(2026, 5, 1), china(2026, 12, 1))
    let still = visits(.list, from: span.0, until: span.1)
    let busy = visits(.list, from: span.0, until: span.1) { _ in true }
    #expect(busy.count > 3 * still.count)
    #expect(zip(busy, busy.dropFirst()).allSatisfy { $1 - $0 >= .days(3) })
  }

  @Test("a report of the season is seen on days 1, 3, 7, 14 and 30 after its first sighting") func marks() {
    let start = china(2026, 1, 10, 9)
    let all = visits(.report(year: 2025), from: start, until: china(2026, 2, 10))
    let seen = Set(days(all, from: start))
    #expect(seen.isSuperset(of: [1, 3, 7, 14, 30]), "\(seen)")
    #expect(all.count <= 8)
  }

  @Test("a report of an older year is seen each quarter and in January") func older() {
    for start in [china(2025, 4, 20), china(2025, 8, 1), china(2025, 11, 3), china(2025, 12, 29)] {
      let all = visits(.report(year: 2019), from: start, until: china(2026, 12, 31), firstSeen: china(2021, 1, 1))
      #expect(all.contains { $0.chinaCivil.month == 1 && $0.chinaCivil.year == 2026 }, "\(start)")
      #expect(zip([start] + all, all).allSatisfy { $1 - $0 <= .days(90) && $1 - $0 >= .days(3) })
      #expect((4...8).contains(all.count))
    }
  }

  @Test("a list that sleeps over the new year wakes on its first day") func newYear() {
    var history = RevisitPolicy.History(column: .list, firstSeen: china(2025, 6, 1), interval: .days(14))
    history.lastVisit = china(2025, 12, 29, 10)
    #expect(policy.due(history) == china(2026, 1, 1))
  }

  @Test("an unseen address is due at once") func unseen() {
    let history = RevisitPolicy.History(column: .page, firstSeen: china(2026, 6, 1))
    #expect(policy.due(history) == china(2026, 6, 1))
  }

  @Test("unchanged pages wait longer up to half a year, changed ones shorter down to three days") func bounds() {
    var history = RevisitPolicy.History(column: .page, firstSeen: china(2026, 1, 1))
    for month in 1...12 { history = policy.adapted(history, changed: false, at: china(2026, month, 1)) }
    #expect(history.interval == .days(180))
    for month in 1...12 { history = policy.adapted(history, changed: true, at: china(2027, month, 1)) }
    #expect(history.interval == .days(3))
  }

  @Test("what seems gone is asked again on other days and at another time of day") func confirmations() throws {
    let confirmations = Confirmations(needed: 3)
    let first = china(2026, 3, 1, 9)
    let second = try #require(confirmations.next(after: 1, at: first))
    #expect(second == china(2026, 3, 2, 15, 30))
    let third = try #require(confirmations.next(after: 2, at: second))
    #expect(third == china(2026, 3, 5, 9, 30))
    #expect(confirmations.next(after: 3, at: third) == nil)
  }

  @Test("a year of a portal of 2,000 addresses is planned in milliseconds") func year() {
    let clock = ContinuousClock()
    var planned = 0
    let took = clock.measure {
      for index in 0..<2_000 {
        let column: RevisitPolicy.Column =
          switch index % 10 {
          case 0: .list
          case 1: .home
          case 2: .report(year: 2025)
          case 3, 4: .report(year: 2010 + index % 15)
          case 5: .attachment
          default: .page
          }
        planned += visits(column, from: china(2026, 1, 1, 8), until: china(2027, 1, 1)).count
      }
    }
    #expect(planned > 20_000)
    #expect(took < .seconds(2), "\(planned) visits in \(took)")
  }
}
