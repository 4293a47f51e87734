import Archiving
import Cataloguing
import Crawling
import Fetching
import Foundation
import LoopbackServer
import Scheduling
import Testing
import Web

/// A crawl of the server's portal in a process of its own archive, again and again over the same folder.
struct CrawlGround {
  let server: LoopbackServer
  let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-crawl-\(UUID().uuidString)")
  /// Stands before the system's resolver.
  var names: @Sendable (String) -> IPAddress? = { _ in nil }
  /// How far the crawl's clock is ahead, in seconds, beside the days of a session.
  var ahead: @Sendable () -> Double = { 0 }

  init() throws { server = try LoopbackServer() }

  func portal(_ change: (inout Portal) -> Void = { _ in }) -> Portal {
    var portal = Portal(
      id: "qinghe", hosts: [server.authority], entries: [PortalEntry(kind: .home, url: CrawlURL(server.url("/"))!)])
    portal.allowPrivateAddresses = true
    portal.limits.delaySeconds = 0
    portal.limits.connectionsPerHost = 4
    change(&portal)
    return portal
  }

  /// One run from opening the archive to closing it.
  func run(
    _ portal: Portal, _ round: CrawlRound = .discovery, _ change: (inout CrawlLimits) -> Void = { _ in }
  ) async throws -> CrawlReport {
    try await session([portal], change) { try await $0.run(round) { _ in } }
  }

  /// One refresh that many days later, and all its lines by their path.
  func refresh(
    _ portal: Portal, onlyDue: Bool = false, year: Int? = nil, daysLater: Int64 = 1,
    _ change: (inout CrawlLimits) -> Void = { _ in }
  ) async throws -> (report: RefreshReport, lines: [String: RefreshLine]) {
    try await session([portal], daysLater: daysLater, change) { crawl in
      var lines: [String: RefreshLine] = [:]
      let report = try await crawl.refresh(onlyDue: onlyDue, year: year, tell: { _ in }) { line in
        lines[String(line.url.dropFirst(server.origin.count))] = line
      }
      return (report, lines)
    }
  }

  /// What is done with one crawl, from opening the archive to closing it.
  func session<Value: Sendable>(
    _ portals: [Portal], daysLater: Int64 = 0, _ change: (inout CrawlLimits) -> Void = { _ in },
    _ work: (Crawl) async throws -> Value
  ) async throws -> Value {
    let ahead = ahead
    let now: @Sendable () -> Double = { Date().timeIntervalSince1970 + Double(daysLater * 86_400) + ahead() }
    let clock: @Sendable () -> Timestamp = { Timestamp(seconds: Int64(now())) }
    let archive = try await Archive(
      at: ArchiveLayout(root: folder), settings: Ground.config.archive, command: "crawl", now: clock)
    var limits = CrawlLimits()
    limits.maxWaitSeconds = 0
    change(&limits)
    let fetching = FetchQueue(maxConnections: 8, names: names)
    let road = Road(fetching: fetching, archive: archive, config: Ground.config, now: clock)
    let crawl = try Crawl(
      road: road, config: Ground.config, portals: portals, wishes: NamedFetch.Wishes(), limits: limits
    ) { Moment(milliseconds: Int64(now() * 1_000)) }
    let value = try await work(crawl)
    await fetching.shutDown()
    try await archive.close()
    return value
  }

  /// A full verification finds nothing.
  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    var verification = Verification(of: try Holdings(at: ArchiveLayout(root: folder)), isDeep: true)
    try await verification.run()
    let damages = verification.damages.map(\.description)
    #expect(damages == [], sourceLocation: sourceLocation)
  }

  /// What was asked for, robots.txt left out.
  var asked: [String] { server.hits.map(\.target).filter { $0 != "/robots.txt" } }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

@Suite("A crawl of a portal")
struct CrawlTests {
  @Test("finds exactly what belongs to it, asks for nothing twice and for nothing forbidden")
  func truth() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    let farm = PortalFarm(on: ground.server)
    let report = try await ground.run(ground.portal())
    #expect(Set(ground.asked) == farm.truth)
    // The page that sets a cookie is asked for twice by intention.
    let counts = Dictionary(grouping: ground.asked) { $0 }.mapValues(\.count)
    #expect(counts.filter { $0.value > 1 }.keys.sorted() == ["/cookie.html"])
    #expect(counts["/cookie.html"] == 2)
    #expect(report.ending == .complete)
    #expect(report.total(.gone) == 1)
    #expect(report.queued.isEmpty)
  }

  @Test("says of every address that was skipped by which rule")
  func reasons() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    _ = PortalFarm(on: ground.server)
    _ = try await ground.run(ground.portal())
    let catalogue = try Holdings(at: ArchiveLayout(root: ground.folder)).catalogue
    var reasons: [String: String] = [:]
    try catalogue.forEachQueued(in: [.excluded, .failed, .queued]) { reasons[$0.url] = $0.reason ?? "" }
    #expect(reasons[ground.server.url("/admin/login.html")] == "robots.txt: line 2 disallows /admin/")
    #expect(reasons[ground.server.url("/private/3.html")] == "robots.txt: line 3 disallows /private/")
    #expect(reasons[ground.server.url("/search?q=1")]?.hasPrefix("trap:search") == true)
    #expect(reasons[ground.server.url("/rili/?year=2026&month=1")]?.hasPrefix("trap:calendar") == true)
    #expect(reasons["http://elsewhere.example/"] == "default: no rule accepts elsewhere.example")
    #expect(reasons.allSatisfy { !$0.value.isEmpty })
  }

  @Test("puts documents into the search index in its pauses")
  func pauses() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    ground.server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    let links = (1...6).map { "<li><a href=\"/\($0).html\">第\($0)号通知</a></li>" }.joined()
    ground.server.on("/", .html("<title>通知公告</title><ul>\(links)</ul>"))
    for number in 1...6 { ground.server.on("/\(number).html", .html(notice("第\(number)号。"))) }
    let portal = ground.portal {
      $0.limits.delaySeconds = 0.4
      $0.limits.connectionsPerHost = 1
    }
    let waiting = try await ground.session([portal]) { crawl in
      _ = try await crawl.run(.discovery) { _ in }
      return try Holdings(at: ArchiveLayout(root: ground.folder)).catalogue.waitingTexts
    }
    #expect(waiting < 5, "two seconds went by, each with time for all that was fetched until then")
    try await ground.expectSound()
  }

  @Test("goes on where a limit stopped it, and the union is the whole")
  func resume() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    let farm = PortalFarm(on: ground.server)
    var runs = 0
    while runs < 20 {
      runs += 1
      let report = try await ground.run(ground.portal()) { $0.maxPages = 9 }
      if report.ending == .complete { break }
      #expect(report.ending == .maxPages)
    }
    #expect(runs > 4 && runs < 20)
    #expect(Set(ground.asked) == farm.truth)
    let twice = Dictionary(grouping: ground.asked) { $0 }.filter { $0.value.count > 1 }.keys
    #expect(twice.sorted() == ["/cookie.html"])
  }

  @Test("keeps its delay, by the server's own log, over restarts as well")
  func delay() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    _ = PortalFarm(on: ground.server)
    let portal = ground.portal { portal in
      portal.limits.delaySeconds = 0.2
      portal.limits.connectionsPerHost = 1
    }
    for _ in 0..<3 {
      _ = try await ground.run(portal) { limits in
        limits.maxPages = 4
        limits.maxWaitSeconds = 5
      }
    }
    let hits = ground.server.hits
    #expect(hits.count == 15)
    for (earlier, later) in zip(hits, hits.dropFirst()) where earlier.target != "/robots.txt" {
      #expect(earlier.time.duration(to: later.time) >= .milliseconds(195), "\(earlier.target) → \(later.target)")
    }
  }

  @Test("leaves a host alone whose robots.txt cannot be read, and keeps its addresses queued")
  func closed() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    _ = PortalFarm(on: ground.server)
    ground.server.on("/robots.txt", .respond(503))
    let report = try await ground.run(ground.portal())
    #expect(ground.asked.isEmpty)
    #expect(report.queued == ["qinghe": 1])
    #expect(report.closed["qinghe"]?.contains("503") == true)
  }

  @Test("reads robots.txt anew after a day, and goes by what it says then", arguments: [200, 503])
  func robotsOfTheNextDay(status: Int) async throws {
    var ground = try CrawlGround()
    defer { ground.remove() }
    let server = ground.server
    // The home page comes at the end of the first day.
    ground.ahead = { server.hits(of: "/").isEmpty ? 0 : 90_000 }
    server.on("/robots.txt") { _ in
      if server.hits(of: "/").isEmpty { return .plain("User-agent: *\nDisallow:\n") }
      return status == 200 ? .plain("User-agent: *\nDisallow: /2.html\n") : .respond(status)
    }
    let links = (1...4).map { "<li><a href=\"/\($0).html\">第\($0)号通知</a></li>" }.joined()
    server.on("/", .html("<title>通知公告</title><ul>\(links)</ul>"))
    for number in 1...4 { server.on("/\(number).html", .html(notice("第\(number)号。"))) }
    let report = try await ground.run(ground.portal { $0.limits.connectionsPerHost = 1 })
    #expect(server.hits(of: "/robots.txt").count == 2)
    #expect(Set(ground.asked) == (status == 200 ? ["/", "/1.html", "/3.html", "/4.html"] : ["/"]))
    // What cannot be asked for now is not what must not be asked for.
    #expect(report.excluded == (status == 200 ? ["qinghe": 1] : [:]))
    #expect(report.queued == (status == 200 ? [:] : ["qinghe": 4]))
    #expect(report.closed["qinghe"]?.contains("503") == (status == 200 ? nil : true))
  }

  @Test("visits everything known again, conditionally, when it is a refresh")
  func refresh() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    let farm = PortalFarm(on: ground.server)
    _ = try await ground.run(ground.portal())
    ground.server.forgetHits()
    let report = try await ground.run(ground.portal(), .refresh(onlyDue: false))
    #expect(Set(ground.asked) == farm.truth)
    #expect(report.total(.new) == 0)
    #expect(report.total(.changed) == 0)
  }

  @Test("ends a list after two pages that show nothing new")
  func endlessList() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    ground.server.on("/") { hit in
      let number = Int(hit.target.split(separator: "=").last ?? "") ?? 1
      return .html(
        "<title>列表</title><ul><li><a href=\"/a.html\">第一条</a></li></ul><a href=\"/?page=\(number + 1)\">下一页</a>")
    }
    ground.server.on("/a.html", .html(notice()))
    _ = try await ground.run(ground.portal())
    // The home page is no page of the list, so ?page=2 is its first.
    #expect(ground.server.hits(of: "/").count == 4)
  }
}
