import Testing

@testable import Scheduling

@Suite("The pause between two requests") struct PolitenessTests {
  @Test(
    "max(min(60 s, max(3 s, 5 × last response)), min(300 s, Crawl-delay))",
    arguments: [
      // response, Crawl-delay, pause, all in milliseconds
      (0, nil, 3_000), (600, nil, 3_000), (601, nil, 3_005), (4_000, nil, 20_000), (30_000, nil, 60_000),
      (0, 1_000, 3_000), (0, 10_000, 10_000), (0, 900_000, 300_000), (30_000, 20_000, 60_000), (0, -5, 3_000),
    ] as [(Int64, Int64?, Int64)])
  func formula(response: Int64, crawlDelay: Int64?, pause: Int64) {
    #expect(Politeness().delay(afterResponse: response, crawlDelay: crawlDelay) == pause)
  }

  @Test("a configured delay above the cap stands, and 0 is 0 but for a Crawl-delay") func configured() {
    var politeness = Politeness()
    politeness.delay = .seconds(120)
    #expect(politeness.delay(afterResponse: 100, crawlDelay: nil) == .seconds(120))
    politeness.delay = 0
    #expect(politeness.delay(afterResponse: 40_000, crawlDelay: nil) == 0)
    #expect(politeness.delay(afterResponse: 0, crawlDelay: 2_000) == 2_000)
  }

  @Test("of several portals on one address the strictest rules hold") func strictest() {
    var quick = Politeness()
    quick.delay = .seconds(1)
    quick.connections = 4
    quick.requestsPerDay = 900
    var slow = Politeness()
    slow.delay = .seconds(9)
    slow.requestsPerDay = 500
    slow.workingHours = WorkingHours()
    let both = Politeness.strictest(of: [quick, slow])
    #expect(both.delay == .seconds(9) && both.connections == 1 && both.requestsPerDay == 500)
    #expect(both.workingHours == WorkingHours(from: 8, until: 22))
    #expect(Politeness.strictest(of: []) == Politeness())
  }

  @Test("retries of one URL come after 5 s, 60 s and 10 min and up to half as much again, then in the next run")
  func retries() {
    let policy = RetryPolicy()
    let now = china(2026, 6, 1, 12)
    #expect(policy.retry(afterFailures: 1, at: now, chance: 0) == now + .seconds(5))
    #expect(policy.retry(afterFailures: 2, at: now, chance: 0.5) == now + .seconds(75))
    #expect(policy.retry(afterFailures: 3, at: now, chance: 0.999)! < now + .minutes(15))
    #expect(policy.retry(afterFailures: 4, at: now, chance: 0) == nil)
  }

  @Test("loopback ports are hosts of their own; elsewhere host and address must both agree") func keys() {
    func keys(_ text: String, _ address: String?) -> [String] {
      PaceKey.keys(for: url(text), at: address.map { .init($0)! }).map(\.description)
    }
    #expect(keys("http://127.0.0.1:8099/", nil) == ["host:127.0.0.1:8099"])
    #expect(keys("http://p001.gov.test:8099/", "127.0.1.1") == ["host:p001.gov.test:8099"])
    #expect(keys("http://www.example.gov.cn:81/", "192.0.2.7") == ["host:www.example.gov.cn", "ip:192.0.2.7"])
    #expect(keys("https://www.example.gov.cn/", nil) == ["host:www.example.gov.cn"])
  }

  @Test("two permissions are as strict as the stricter one") func joined() {
    let early = Permission.wait(until: china(2026, 1, 1), reason: .delay)
    let late = Permission.wait(until: china(2026, 1, 2), reason: .retryAfter)
    #expect(early.joined(with: late) == late && late.joined(with: early) == late)
    #expect(Permission.ready.joined(with: early) == early && Permission.probe.joined(with: .ready) == .probe)
    #expect(Permission.ready.joined(with: .ready) == .ready)
  }
}
