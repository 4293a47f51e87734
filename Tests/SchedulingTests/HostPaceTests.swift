import Foundation
import Testing
import Web

@testable import Scheduling

@Suite("The pace of a host") struct HostPaceTests {
  private var politeness = Politeness()
  private let noon = china(2026, 6, 1, 12)
  private func page(_ number: Int) -> CrawlURL { url("http://www.example.gov.cn/\(number).html") }

  /// One request from start to end; the end comes `response` after the start.
  private func visit(
    _ pace: inout HostPace, _ number: Int, at moment: Moment, _ end: RequestEnd = .answered, response: Int64 = 100,
    isRobots: Bool = false
  ) {
    pace.start(at: moment, under: politeness)
    pace.finish(
      at: moment + response, url: page(number), response: response, end: end, isRobots: isRobots, under: politeness)
  }

  @Test("a page waits for the pause after the end of the last answer, the first one for nothing") func pause() {
    var pace = HostPace()
    #expect(pace.mayStart(at: noon, under: politeness) == .ready)
    visit(&pace, 1, at: noon)
    #expect(pace.mayStart(at: noon + 200, under: politeness) == .wait(until: noon + 3_100, reason: .delay))
    #expect(pace.mayStart(at: noon + 3_099, under: politeness) == .wait(until: noon + 3_100, reason: .delay))
    #expect(pace.mayStart(at: noon + 3_100, under: politeness) == .ready)
  }

  @Test("a slow answer makes the next pause longer, a quick one shorter again") func slow() {
    var pace = HostPace()
    visit(&pace, 1, at: noon, response: 4_000)
    #expect(pace.nextAllowed == noon + 24_000)
    visit(&pace, 2, at: noon + 24_000, response: 100)
    #expect(pace.nextAllowed == noon + 24_000 + 20_000, "what was promised when the request started still holds")
    visit(&pace, 3, at: noon + 44_000, response: 100)
    #expect(pace.nextAllowed == noon + 44_000 + 3_100)
  }

  @Test("only one request is under way") func inFlight() {
    var pace = HostPace()
    pace.start(at: noon, under: politeness)
    let later = noon + .minutes(4)
    #expect(pace.mayStart(at: later, under: politeness) == .wait(until: .distantFuture, reason: .connections))
    pace.finish(at: later, url: page(1), response: .minutes(4), end: .cancelled, under: politeness)
    #expect(pace.mayStart(at: later + 3_000, under: politeness) == .ready)
  }

  @Test("the first page after robots.txt need not wait, robots.txt itself does") func robots() {
    var pace = HostPace()
    visit(&pace, 0, at: noon)
    #expect(pace.mayStart(at: noon + 1_000, under: politeness) == .wait(until: noon + 3_100, reason: .delay))
    visit(&pace, 0, at: noon + 3_100, isRobots: true)
    #expect(pace.mayStart(at: noon + 3_200, under: politeness) == .ready)
    visit(&pace, 1, at: noon + 3_200)
    #expect(pace.mayStart(at: noon + 3_300, under: politeness) == .wait(until: noon + 6_300, reason: .delay))
  }

  @Test("Retry-After is honoured, up to a day") func retryAfter() {
    var pace = HostPace()
    visit(&pace, 1, at: noon, .refused(retryAfterSeconds: 120), response: 0)
    #expect(pace.mayStart(at: noon + 1, under: politeness) == .wait(until: noon + .seconds(120), reason: .retryAfter))
    #expect(pace.mayStart(at: noon + .seconds(120), under: politeness) == .ready)
    visit(&pace, 2, at: noon, .refused(retryAfterSeconds: .max), response: 0)
    #expect(pace.restUntil == noon + .hours(24))
    var past = HostPace()
    visit(&past, 1, at: noon, .refused(retryAfterSeconds: -3), response: 0)
    #expect(past.mayStart(at: noon + 3_000, under: politeness) == .ready)
  }

  @Test("429 without Retry-After rests a minute, then two, then four, and a page starts again at one") func refused() {
    var pace = HostPace()
    for (index, minutes) in [1, 2, 4].enumerated() {
      let moment = noon + .hours(Int64(index))
      visit(&pace, index, at: moment, .refused(retryAfterSeconds: nil), response: 0)
      #expect(pace.restUntil == moment + .minutes(Int64(minutes)))
      _ = pace.mayStart(at: moment + .minutes(50), under: politeness)
    }
    visit(&pace, 9, at: noon + .hours(4))
    visit(&pace, 1, at: noon + .hours(5), .refused(retryAfterSeconds: nil), response: 0)
    #expect(pace.restUntil == noon + .hours(5) + .minutes(1))
  }

  @Test("five different URLs without a byte open the circuit; one URL five times does not") func circuit() {
    var pace = HostPace()
    var now = noon
    for _ in 0..<5 {
      visit(&pace, 1, at: now, .silent)
      now = now + .minutes(1)
    }
    #expect(pace.mayStart(at: now, under: politeness) == .ready)
    for number in 2...5 {
      #expect(pace.mayStart(at: now, under: politeness) == .ready)
      visit(&pace, number, at: now, .silent, response: 0)
      now = now + .minutes(1)
    }
    let opened = now + .minutes(-1)
    #expect(
      pace.mayStart(at: opened + 1_000, under: politeness) == .wait(until: opened + .seconds(60), reason: .circuitOpen))
    #expect(pace.mayStart(at: opened + .seconds(60), under: politeness) == .probe)
  }

  @Test("a probe that fails rests twice as long, one that is answered closes the circuit") func probe() {
    var pace = HostPace()
    for number in 1...5 { visit(&pace, number, at: noon, .silent, response: 0) }
    let first = noon + .seconds(60)
    #expect(pace.mayStart(at: first, under: politeness) == .probe)
    pace.start(at: first, under: politeness)
    #expect(pace.mayStart(at: first, under: politeness) == .wait(until: .distantFuture, reason: .connections))
    pace.finish(at: first, url: page(1), response: 0, end: .silent, under: politeness)
    #expect(
      pace.mayStart(at: first + 1, under: politeness) == .wait(until: first + .seconds(120), reason: .circuitOpen))
    let second = first + .seconds(120)
    visit(&pace, 1, at: second)
    #expect(pace.mayStart(at: second + 3_100, under: politeness) == .ready)
    #expect(pace.failures.count == 0 && pace.circuitOpenings == 0)
  }

  @Test("an answer between silences starts the count again") func interrupted() {
    var pace = HostPace()
    for number in 1...4 { visit(&pace, number, at: noon, .silent) }
    visit(&pace, 9, at: noon)
    for number in 1...4 { visit(&pace, number, at: noon, .silent) }
    #expect(pace.mayStart(at: noon + .minutes(5), under: politeness) == .ready)
  }

  @Test("a challenge on the home page rests the host until midnight in China") func homeChallenge() {
    var pace = HostPace()
    visit(&pace, 0, at: noon, .challenge(isHomePage: true))
    #expect(pace.mayStart(at: noon + 1, under: politeness) == .wait(until: china(2026, 6, 2), reason: .challenged))
    #expect(pace.mayStart(at: china(2026, 6, 2), under: politeness) == .ready)
  }

  @Test("three different challenged pages in a row rest the host; one page, or a good one between, does not")
  func challenges() {
    var pace = HostPace()
    for _ in 0..<4 { visit(&pace, 1, at: noon, .challenge(isHomePage: false)) }
    visit(&pace, 2, at: noon, .challenge(isHomePage: false))
    visit(&pace, 3, at: noon)
    visit(&pace, 4, at: noon, .challenge(isHomePage: false))
    visit(&pace, 5, at: noon, .challenge(isHomePage: false))
    #expect(pace.mayStart(at: noon + .minutes(1), under: politeness) == .ready)
    visit(&pace, 6, at: noon, .challenge(isHomePage: false))
    #expect(
      pace.mayStart(at: noon + .minutes(1), under: politeness) == .wait(until: china(2026, 6, 2), reason: .challenged))
  }

  @Test("a shorter rest does not end a longer one") func longestRest() {
    var pace = HostPace()
    visit(&pace, 0, at: noon, .challenge(isHomePage: true))
    visit(&pace, 1, at: noon, .refused(retryAfterSeconds: 10))
    #expect(pace.restReason == .challenged && pace.restUntil == china(2026, 6, 2))
  }

  @Test("the day's budget ends at midnight in China") func budget() {
    var limited = politeness
    limited.requestsPerDay = 2
    var pace = HostPace()
    visit(&pace, 1, at: china(2026, 6, 1, 23))
    visit(&pace, 2, at: china(2026, 6, 1, 23, 1))
    let evening = china(2026, 6, 1, 23, 2)
    #expect(pace.mayStart(at: evening, under: limited) == .wait(until: china(2026, 6, 2), reason: .dailyBudget))
    #expect(pace.mayStart(at: china(2026, 6, 2), under: limited) == .ready)
    visit(&pace, 3, at: china(2026, 6, 2))
    #expect(pace.requestsToday == 1)
  }

  @Test("outside of working hours a host waits for the morning") func hours() {
    var working = politeness
    working.workingHours = WorkingHours()
    var pace = HostPace()
    func until(_ hour: Int, _ minute: Int = 0) -> Permission {
      pace.mayStart(at: china(2026, 6, 1, hour, minute), under: working)
    }
    #expect(until(8) == .ready && until(21, 59) == .ready)
    #expect(until(7, 59) == .wait(until: china(2026, 6, 1, 8), reason: .workingHours))
    #expect(until(22) == .wait(until: china(2026, 6, 2, 8), reason: .workingHours))
  }

  @Test("a paused host waits until a person says resume") func paused() {
    var pace = HostPace()
    pace.isPaused = true
    #expect(pace.mayStart(at: noon, under: politeness) == .wait(until: .distantFuture, reason: .paused))
  }

  @Test("a clock that steps back locks a host for one pause, not for the step") func clockBack() {
    var pace = HostPace()
    visit(&pace, 1, at: noon)
    let yesterday = noon + .days(-3)
    let wait = pace.mayStart(at: yesterday, under: politeness)
    #expect(wait == .wait(until: yesterday + 3_000, reason: .delay))
    #expect(pace.mayStart(at: yesterday + 3_000, under: politeness) == .ready)
  }
}

@Suite("The pace of a host over restarts (archive.md, I7)") struct RestartTests {
  private func restarted(_ pace: HostPace) throws -> HostPace {
    try JSONDecoder().decode(HostPace.self, from: JSONEncoder().encode(pace))
  }

  @Test("every field but the requests in flight is written down and read back") func roundTrip() throws {
    var pace = HostPace()
    pace.crawlDelayMilliseconds = 7_000
    for number in 1...5 {
      pace.start(at: china(2026, 6, 1, 12), under: Politeness())
      pace.finish(
        at: china(2026, 6, 1, 12), url: url("http://h.cn/\(number)"), response: 0, end: .silent, under: Politeness())
    }
    let back = try restarted(pace)
    #expect(back == pace && back.failures.count == 5 && back.restReason == .circuitOpen)
    pace.start(at: china(2026, 6, 1, 13), under: Politeness())
    #expect(try restarted(pace).inFlight == 0)
  }

  @Test("a process killed at random moments never sends two requests closer than the delay") func kills() throws {
    var numbers = SeededNumbers(state: 41)
    var stored = HostPace()
    var pace = stored
    var now = china(2026, 6, 1, 9)
    var last: (started: Moment, ended: Moment?)?
    for round in 0..<5_000 {
      now = now + Int64.random(in: 0...4_000, using: &numbers)
      guard pace.mayStart(at: now, under: Politeness()) == .ready else { continue }
      if let last { #expect(now - (last.ended ?? last.started) >= 3_000, "round \(round)") }
      pace.start(at: now, under: Politeness())
      stored = pace
      last = (now, nil)
      let response = Int64.random(in: 1...2_000, using: &numbers)
      switch Int.random(in: 0..<3, using: &numbers) {
      case 0: pace = try restarted(stored)  // killed while the request was under way
      default:
        now = now + response
        last?.ended = now
        pace.finish(
          at: now, url: url("http://h.cn/\(round)"), response: response, end: .answered, under: Politeness())
        stored = pace
        if Bool.random(using: &numbers) { pace = try restarted(stored) }
      }
    }
  }

  @Test("fingerprints of URLs are the same in every process (FNV-1a)") func fingerprints() {
    #expect(RecentURLs.fingerprint("") == 0xcbf2_9ce4_8422_2325)
    #expect(RecentURLs.fingerprint("a") == 0xaf63_dc4c_8601_ec8c)
    var many = RecentURLs()
    for number in 0..<20 { many.insert(url("http://h.cn/\(number)")) }
    #expect(many.count == RecentURLs.capacity)
    #expect(RecentURLs(text: many.text) == many)
  }
}
