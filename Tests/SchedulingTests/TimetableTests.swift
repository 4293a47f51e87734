import Testing
import Web

@testable import Scheduling

@Suite("The timetable of a run") struct TimetableTests {
  private func cron(_ text: String) throws -> Cron { try Cron(text) }

  @Test("gives each portal its moments, in China's time") func moments() throws {
    let start = china(2026, 3, 1, 12)
    let last = ["a": start, "b": start]
    var table = Timetable([("a", try cron("30 9 * * *")), ("b", try cron("0 20 * * 1"))], last: last, at: start)
    #expect(table.entries.map(\.portal) == ["a", "b"])
    #expect(table.next() == china(2026, 3, 2, 9, 30) && table.next(except: ["a"]) == china(2026, 3, 2, 20))
    #expect(table.take(at: start) == [])
    #expect(table.take(at: china(2026, 3, 2, 9, 30)) == ["a"])
    #expect(table.take(at: china(2026, 3, 2, 20, 1)) == ["b"])
    #expect(table.entries.map(\.next) == [china(2026, 3, 3, 9, 30), china(2026, 3, 9, 20)])
  }

  @Test("makes up for a round that was missed, once, and begins with portals that never had one") func missed() throws {
    let now = china(2026, 3, 10, 12)
    var table = Timetable(
      [("late", try cron("30 9 * * *")), ("new", try cron("30 9 * * *")), ("done", try cron("30 9 * * *"))],
      last: ["late": china(2026, 3, 4, 10), "done": china(2026, 3, 10, 10)], at: now)
    #expect(table.take(at: now) == ["late", "new"])
    #expect(table.take(at: now) == [])
    #expect(table.next() == china(2026, 3, 11, 9, 30))
  }

  @Test("brings a round forward, never back") func hasten() throws {
    let now = china(2026, 3, 10, 12)
    var table = Timetable([("a", try cron("30 9 * * *"))], last: ["a": now], at: now)
    table.hasten("a", to: china(2026, 3, 12))
    #expect(table.next() == china(2026, 3, 11, 9, 30))
    table.hasten("a", to: china(2026, 3, 10, 15, 30))
    #expect(table.take(at: china(2026, 3, 10, 15, 30)) == ["a"])
    #expect(table.next() == china(2026, 3, 11, 9, 30))
  }

  @Test("spreads portals that say nothing over the day, always to the same minute") func spread() {
    let ids = (0..<200).map { "portal-\($0)" }
    let times = ids.map { Cron.daily(for: $0).description }
    #expect(times == ids.map { Cron.daily(for: $0).description })
    #expect(Set(times).count > 100)
    for id in ids {
      let next = Cron.daily(for: id).next(after: china(2026, 5, 1))
      #expect(next.map { (9...16).contains($0.chinaCivil.hour) } == true)
    }
  }

  @Test("a year of the season's rounds and visits takes milliseconds") func year() throws {
    let policy = RevisitPolicy()
    let end = china(2027, 1, 1)
    var visits: [Moment] = []
    let took = try ContinuousClock().measure {
      let start = china(2026, 1, 1)
      var table = Timetable([("a", try cron("30 9 * * *"))], last: ["a": start], at: start)
      var list = policy.adapted(.init(column: .list, firstSeen: start), changed: false, at: start)
      while let now = table.next(), now < end {
        _ = table.take(at: now)
        guard policy.due(list) <= now else { continue }
        visits.append(now)
        list = policy.adapted(list, changed: false, at: now)
      }
    }
    #expect(took < .milliseconds(200), "\(took)")
    let counts = Dictionary(grouping: visits) { Season(at: $0) }.mapValues(\.count)
    // Every round of the organs' season sees the lists, every second or third of the governments', then one a week.
    #expect((44...46).contains(counts[.organs] ?? 0) && (19...30).contains(counts[.governments] ?? 0), "\(counts)")
    #expect((18...38).contains(counts[.quiet] ?? 0), "\(counts)")
    #expect(visits.allSatisfy { $0.chinaTimeOfDay == .hours(9) + .minutes(30) })
  }
}
