import Archiving
import Cataloguing
import Fetching
import Foundation
import LoopbackServer
import Monitoring
import Scheduling
import Synchronization
import Testing
import Web

@testable import Crawling

/// A run over a loopback portal whose clock jumps from one moment to the next as soon as the run waits for it.
private final class RunGround: Sendable {
  let server: LoopbackServer
  let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-run-\(UUID().uuidString)")
  private let time: Mutex<Moment>

  init(at start: Moment) throws {
    server = try LoopbackServer()
    time = Mutex(start)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var now: Moment { time.withLock { $0 } }

  func advance(_ span: Milliseconds) { time.withLock { $0 = $0 + span } }

  func portal(_ cron: String) throws -> Portal {
    var portal = Portal(
      id: "qinghe", hosts: [server.authority], entries: [PortalEntry(kind: .column, url: CrawlURL(server.url("/"))!)])
    portal.allowPrivateAddresses = true
    portal.limits.delaySeconds = 0
    portal.schedule = try Cron(cron)
    return portal
  }

  /// Runs until that moment; whatever is waited for is there at once.
  @discardableResult
  func run(
    _ portals: [Portal], until end: Moment, delivery: ((FetchQueue) -> NoticeDelivery)? = nil,
    publish: @escaping @Sendable (RunStatus) -> Void = { _ in }
  ) async throws -> RunStatus {
    let clock: @Sendable () -> Timestamp = { self.now.timestamp }
    let archive = try await Archive(
      at: ArchiveLayout(root: folder), settings: Ground.config.archive, command: "run", now: clock)
    let fetching = FetchQueue(maxConnections: 8)
    let road = Road(fetching: fetching, archive: archive, config: Ground.config, now: clock)
    let time = ScheduledRun.Time(now: { self.now }) { moment in
      if moment > end { throw CancellationError() }
      self.time.withLock { $0 = max($0, moment) }
    }
    let run = try ScheduledRun(
      road: road, config: Ground.config, portals: portals, delivery: delivery?(fetching), time: time)
    await #expect(throws: CancellationError.self) { try await run.run(publish: publish) }
    await fetching.shutDown()
    try await archive.close()
    return run.status
  }
}

private func china(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Moment {
  ChinaDay(year: year, month: month, day: day).at(hour: hour, minute: minute)
}

@Suite("A scheduled run")
struct RunTests {
  private func site(_ server: LoopbackServer) {
    server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    server.on(
      "/",
      .html(
        "<html><title>通知公告</title><ul><li><a href=\"/a.html\">通知一</a></li><li><a href=\"/b.html\">通知二</a></li></ul></html>"
      ))
    server.on("/a.html", .html(notice("本页为第一份通知，仅供核对之用。")))
    server.on("/b.html", .html(notice("本页为第二份通知，仅供核对之用。")))
  }

  @Test("visits what is due, round by round, as the season asks")
  func season() async throws {
    let ground = try RunGround(at: china(2025, 12, 1, 12))
    site(ground.server)
    let days = Mutex<[String: [Int]]>([:])
    // A visit takes its time, and the next one falls due as much later.
    for path in ["/", "/a.html"] {
      let page: Script =
        path == "/" ? .html("<title>通知公告</title><ul><li><a href=\"/a.html\">通知一</a></li></ul>") : .html(notice())
      ground.server.on(path) { _ in
        days.withLock { $0[path, default: []].append(ground.now.chinaDay.number) }
        ground.advance(.seconds(20))
        return page
      }
    }
    let status = try await ground.run([try ground.portal("30 9 * * *")], until: china(2026, 2, 1))
    let list = days.withLock { $0["/"] ?? [] }
    let january = ChinaDay(year: 2026, month: 1, day: 1).number
    #expect(
      list.first == ChinaDay(year: 2025, month: 12, day: 1).number, "a portal that never had a round has one at once")
    #expect(list.filter { $0 < january }.count <= 6, "\(list)")
    #expect(list.filter { $0 >= january } == Array(january..<january + 31), "in January every day")
    // The article is found unchanged, so it is left alone for longer and longer.
    #expect(days.withLock { $0["/a.html"]?.count ?? 0 } < 6)
    #expect(status.rounds == 62 && status.state == .stopped)
  }

  @Test("asks for what seems to be gone on other days and at another time of day, until it is sure")
  func confirmations() async throws {
    let ground = try RunGround(at: china(2026, 6, 1, 9, 30))
    site(ground.server)
    let portal = try ground.portal("30 9 * * *")
    try await ground.run([portal], until: china(2026, 6, 1, 9, 40))
    let asked = Mutex<[Moment]>([])
    ground.server.on("/b.html") { _ in
      asked.withLock { $0.append(ground.now) }
      return .html("<title>404</title>", status: 404)
    }
    try await ground.run([portal], until: china(2026, 8, 1))
    let times = asked.withLock { $0 }
    #expect(times.count >= 3)
    #expect(times.prefix(3).map(\.chinaCivil.hour) == [9, 15, 9], "\(times.map(\.timestamp))")
    #expect(zip(times, times.dropFirst()).prefix(2).map { $1.chinaDay.number - $0.chinaDay.number } == [1, 3])
    let archive = try Holdings(at: ArchiveLayout(root: ground.folder))
    let address = try archive.catalogue.address(CrawlURL(ground.server.url("/b.html"))!.identity().id)
    #expect(address?.standing.state == .gone && address?.version != nil)
  }

  @Test("recognises from round to round which documents moved")
  func moves() async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    site(ground.server)
    // The day on which the second document goes to another address.
    ground.server.on("/") { _ in
      let name = ground.now < china(2026, 1, 8) ? "b" : "moved"
      return .html(
        "<html><title>通知公告</title><ul><li><a href=\"/a.html\">通知一</a></li><li><a href=\"/\(name).html\">通知二</a></li></ul></html>"
      )
    }
    let page = Script.html(notice("本页为第二份通知，仅供核对之用。"))
    let none = Script.html("<title>404</title>", status: 404)
    ground.server.on("/b.html") { _ in ground.now < china(2026, 1, 8) ? page : none }
    ground.server.on("/moved.html") { _ in ground.now < china(2026, 1, 8) ? none : page }
    try await ground.run([try ground.portal("30 9 * * *")], until: china(2026, 3, 1))
    let archive = try Holdings(at: ArchiveLayout(root: ground.folder))
    let address = try archive.catalogue.address(CrawlURL(ground.server.url("/b.html"))!.identity().id)
    #expect(address?.standing.state == .moved && address?.standing.movedTo == ground.server.url("/moved.html"))
  }

  @Test("goes on with a round that a stop cut short, and does not repeat one that was complete")
  func restart() async throws {
    let ground = try RunGround(at: china(2026, 3, 2, 9))
    site(ground.server)
    let portal = try ground.portal("30 9 * * *")
    try await ground.run([portal], until: china(2026, 3, 2, 9, 10))
    let first = ground.server.hits.count
    #expect(first == 4)
    let status = try await ground.run([portal], until: china(2026, 3, 2, 9, 20))
    #expect(ground.server.hits.count == first && status.rounds == 0)
    #expect(status.next["qinghe"] == china(2026, 3, 2, 9, 30))
    try await ground.run([portal], until: china(2026, 3, 2, 9, 40))
    #expect(ground.server.hits.count == first, "nothing is due, and robots.txt is asked for by whoever has work")
  }

  @Test("tries a portal again whose robots.txt cannot be read: after an hour, two, four, and over a restart")
  func reopening() async throws {
    let ground = try RunGround(at: china(2026, 3, 2, 9, 30))
    site(ground.server)
    let asked = Mutex<[Moment]>([])
    let isBroken = Mutex(true)
    ground.server.on("/robots.txt") { _ in
      asked.withLock { $0.append(ground.now) }
      return isBroken.withLock { $0 } ? .respond(503) : .plain("User-agent: *\nDisallow:\n")
    }
    let portal = try ground.portal("30 9 * * *")
    let first = try await ground.run([portal], until: china(2026, 3, 2, 11))
    #expect(first.closed["qinghe"]?.contains("503") == true && first.next["qinghe"] == china(2026, 3, 2, 12, 30))
    // Another process, before and after its time.
    try await ground.run([portal], until: china(2026, 3, 2, 12))
    #expect(asked.withLock { $0.map(\.chinaCivil.hour) } == [9, 10])
    try await ground.run([portal], until: china(2026, 3, 2, 14))
    isBroken.withLock { $0 = false }
    let open = try await ground.run([portal], until: china(2026, 3, 2, 23))
    #expect(
      asked.withLock { $0 }
        == [(9, 30), (10, 30), (12, 30), (16, 30)].map { china(2026, 3, 2, $0.0, $0.1) })
    #expect(open.closed.isEmpty && ground.server.hits(of: "/a.html").count == 1)
    #expect(open.next["qinghe"] == china(2026, 3, 3, 9, 30), "its rounds come as ever")
    isBroken.withLock { $0 = true }
    try await ground.run([portal], until: china(2026, 6, 1))
    let later = asked.withLock { Array($0.dropFirst(4).prefix(3)) }
    try #require(later.count == 3)
    #expect(zip(later, later.dropFirst()).map { $1 - $0 } == [.hours(1), .hours(2)], "counted anew")
  }

  @Test("a host that does not answer at all is tried again as well")
  func unreachable() async throws {
    let ground = try RunGround(at: china(2026, 3, 2, 9, 30))
    var portal = try ground.portal("30 9 * * *")
    portal.hosts = ["no-such-host.invalid"]
    portal.entries = [PortalEntry(kind: .home, url: CrawlURL("http://no-such-host.invalid/")!)]
    let status = try await ground.run([portal], until: china(2026, 3, 2, 11))
    #expect(status.rounds == 2 && status.next["qinghe"] == china(2026, 3, 2, 12, 30))
    #expect(status.closed["qinghe"]?.contains("nameNotResolved") == true)
  }

  @Test("posts what changed to a webhook, at least once, over failures and restarts")
  func webhook() async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    site(ground.server)
    let receiver = try LoopbackServer()
    receiver.on("/hook", .respond(500))
    let target = CrawlURL(receiver.url("/hook"))!
    let delivery: (FetchQueue) -> NoticeDelivery = { .webhook(target, $0, userAgent: "Fangzhi/test") }
    let portal = try ground.portal("30 9 * * *")
    let failed = try await ground.run([portal], until: china(2026, 1, 5, 9, 1), delivery: delivery)
    #expect(failed.noticeFailure == "the webhook \(target) answers 500" && failed.notices == 0)
    #expect(receiver.hits.allSatisfy { $0.method == "POST" && $0.header("Content-Type") == "application/json" })
    #expect(
      receiver.hits.allSatisfy { $0.header("Expect") == nil && Int($0.header("Content-Length") ?? "") ?? 0 > 100 })
    receiver.on("/hook", .respond(204))
    let again = try await ground.run([portal], until: china(2026, 1, 6, 10), delivery: delivery)
    #expect(again.noticeFailure == nil && again.notices == 3)
    receiver.forgetHits()
    ground.server.on("/b.html", .html(notice("本页为第二份通知，内容已经更正，仅供核对之用。")))
    try await ground.run([portal], until: china(2026, 3, 6, 10), delivery: delivery)
    #expect(receiver.hits.count == 1, "one change, one notice")
  }

  @Test("gives change notices to a command on its standard input")
  func command() async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    site(ground.server)
    let file = FileManager.default.temporaryDirectory.appending(path: "notice-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let portal = try ground.portal("30 9 * * *")
    let status = try await ground.run([portal], until: china(2026, 1, 5, 9, 1)) { _ in
      .command(["/bin/sh", "-c", "cat > \"$0\"", file.path])
    }
    #expect(status.notices == 3)
    let notice = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    #expect(notice["schema"] as? String == "fangzhi/notice/1")
    let changes = try #require(notice["changes"] as? [[String: Any]])
    #expect(changes.map { $0["outcome"] as? String } == ["new", "new", "new"])
    #expect(
      Set(changes.compactMap { $0["url"] as? String })
        == Set(["/", "/a.html", "/b.html"].map { ground.server.url($0) }))
    #expect(
      changes.allSatisfy {
        $0["portal"] as? String == "qinghe" && $0["version"] != nil && $0["state"] as? String == "current"
      })
  }

  @Test(
    "says why a command did not take its notices", arguments: [("exit 3", "ends with 3"), ("kill -9 $$", "signal 9")])
  func failingCommand(script: String, reason: String) async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    site(ground.server)
    let portal = try ground.portal("30 9 * * *")
    let status = try await ground.run([portal], until: china(2026, 1, 5, 9, 1)) { _ in .command(["sh", "-c", script]) }
    #expect(status.noticeFailure?.contains(reason) == true, "\(status.noticeFailure ?? "-")")
    #expect(status.notices == 0)
  }

  @Test("is seen by Prometheus and by whoever reads its health file")
  func monitoring() async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    site(ground.server)
    let seen = Mutex<RunStatus?>(nil)
    let portal = try ground.portal("30 9 * * *")
    try await ground.run(
      [portal], until: china(2026, 1, 5, 9, 1), publish: { status in seen.withLock { $0 = status } })
    let status = try #require(seen.withLock { $0 })
    let server = try await MetricsServer.start(port: 0) { status }
    let text = try await Self.get("http://127.0.0.1:\(server.port)/metrics")
    let health = try await Self.get("http://127.0.0.1:\(server.port)/health")
    await server.stop()
    #expect(text.contains("\nfangzhi_visits_total{portal=\"qinghe\",outcome=\"new\"} 3\n"))
    #expect(text.contains("# TYPE fangzhi_visits_total counter\n") && text.contains("\nfangzhi_rounds_total 1\n"))
    #expect(
      text.contains(
        "\nfangzhi_next_round_timestamp_seconds{portal=\"qinghe\"} \(china(2026, 1, 5, 9, 30).milliseconds / 1_000)\n"))
    let line = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.]+)$/
    for one in text.split(separator: "\n") { #expect(one.wholeMatch(of: line) != nil, "\(one)") }
    let object = try #require(try JSONSerialization.jsonObject(with: Data(health.utf8)) as? [String: Any])
    #expect(object["state"] as? String == "stopped" && object["visited"] as? Int == 3)
    #expect((object["portals"] as? [String: [String: Any]])?["qinghe"]?["next"] as? String == "2026-01-05T01:30:00Z")
  }

  @Test("labels of metrics are escaped as Prometheus asks")
  func escaping() {
    var status = RunStatus(started: Moment(milliseconds: 0))
    status.queued = ["a\"b\\c\nd": 1]
    #expect(MetricsText(status).text.contains(#"fangzhi_rest{portal="a\"b\\c\nd"} 1"#))
  }

  private static func get(_ address: String) async throws -> String {
    let fetching = FetchQueue()
    var options = FetchOptions()
    options.allowPrivateAddresses = true
    let exchange = try await fetching.fetch(FetchRequest(url: CrawlURL(address)!, options: options))
    await fetching.shutDown()
    #expect(exchange.status == 200)
    return String(decoding: exchange.body, as: UTF8.self)
  }
}
