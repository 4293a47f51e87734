import Archiving
import Cataloguing
import Crawling
import Foundation
import LoopbackServer
import Synchronization
import Testing
import Web

@Suite("DNS that fails and returns", .timeLimit(.minutes(2)))
struct NameTests {
  private static let loopback = IPAddress("127.0.0.1")

  private func portal(_ server: LoopbackServer, _ entries: [String] = ["/"]) -> Portal {
    let host = "qinghe.invalid:\(server.port)"
    var portal = Portal(
      id: "qinghe", hosts: [host],
      entries: entries.map { PortalEntry(kind: .column, url: CrawlURL("http://\(host)\($0)")!) })
    portal.allowPrivateAddresses = true
    portal.limits.delaySeconds = 0
    return portal
  }

  private func rows(_ ground: CrawlGround) throws -> [QueuedURL] {
    var rows: [QueuedURL] = []
    try Holdings(at: ArchiveLayout(root: ground.folder)).catalogue.forEachQueued(in: Disposition.allCases) {
      rows.append($0)
    }
    return rows
  }

  /// Twelve pages; each answer ends its connection, so that the name is asked for again.
  private func site(on server: LoopbackServer) {
    server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n").then(.close))
    let links = (1...12).map { "<li><a href=\"/\($0).html\">第\($0)号通知</a></li>" }.joined()
    server.on("/", .html("<title>通知公告</title><ul>\(links)</ul>").then(.close))
    for number in 1...12 { server.on("/\(number).html", .html(notice("第\(number)号。")).then(.close)) }
  }

  private static let pages = Set(["/"] + (1...12).map { "/\($0).html" })

  private func expectOnce(_ ground: CrawlGround, _ pages: Set<String>) {
    #expect(Set(ground.asked) == pages)
    #expect(ground.asked.count == pages.count, "nothing twice")
  }

  @Test("A name that is unknown in the first crawl keeps its addresses queued; the next one visits all of them, once")
  func betweenCrawls() async throws {
    var ground = try CrawlGround()
    defer { ground.remove() }
    let farm = PortalFarm(on: ground.server)
    let portal = portal(ground.server, ["/", "/tz/index.html", "/xw/index.html"])
    let first = try await ground.run(portal)
    #expect(first.ending == .waiting && first.queued == ["qinghe": 3] && first.unreached == ["qinghe"])
    #expect(first.closedHosts.values.first?.reason.hasPrefix("nameNotResolved: ") == true, "\(first.closedHosts)")
    #expect(first.outcomes.isEmpty && ground.server.hits.isEmpty)
    let waiting = try rows(ground)
    #expect(waiting.map(\.state) == [.queued, .queued, .queued])
    let refreshed = try await ground.refresh(portal)
    #expect(refreshed.report.outages.map(\.portal) == ["qinghe"])
    #expect(refreshed.lines.isEmpty || refreshed.lines.values.allSatisfy { $0.outcome == nil && $0.state != .gone })
    try await ground.expectSound()
    ground.names = { _ in Self.loopback }
    let second = try await ground.run(portal)
    #expect(second.ending == .complete)
    // The sitemap that robots.txt names stands on another host.
    let truth = farm.truth.subtracting(["/sitemap.xml", "/only/in-sitemap.html"])
    #expect(Set(ground.asked) == truth)
    #expect(ground.asked.count == truth.count + 1, "the page that sets a cookie is asked for twice by intention")
    try await ground.expectSound()
  }

  @Test("A name that is lost in the middle of a crawl and comes back costs no address, and none is asked twice")
  func withinCrawl() async throws {
    var ground = try CrawlGround()
    defer { ground.remove() }
    site(on: ground.server)
    let server = ground.server
    // Lost after six requests, until five addresses failed over it; when the host rests, an hour passes.
    let failures = Mutex<[ContinuousClock.Instant]>([])
    ground.names = { _ in
      if server.hitCount < 6 { return Self.loopback }
      return failures.withLock { failures in
        failures.append(.now)
        return failures.count > 5 ? Self.loopback : nil
      }
    }
    ground.ahead = {
      failures.withLock { $0.count >= 5 && $0[4].duration(to: .now) > .milliseconds(300) ? 3_600 : 0 }
    }
    let report = try await ground.run(portal(server)) { $0.maxWaitSeconds = 7_200 }
    #expect(report.ending == .complete && report.queued.isEmpty)
    #expect(report.total(.failed) == 5 && report.total(.gone) == 0)
    expectOnce(ground, Self.pages)
    try await ground.expectSound()
  }

  @Test("A crawl that ends while the name is lost says so of each address, and the next one goes on")
  func acrossCrawls() async throws {
    var ground = try CrawlGround()
    defer { ground.remove() }
    site(on: ground.server)
    let server = ground.server
    ground.names = { _ in server.hitCount < 6 ? Self.loopback : nil }
    let first = try await ground.run(portal(server))
    #expect(first.ending == .waiting && first.total(.failed) == 5 && first.total(.gone) == 0)
    let left = try rows(ground).filter { $0.state != .done }
    #expect(left.count == 8 && left.allSatisfy { $0.state == .queued })
    #expect(left.filter { $0.reason?.hasPrefix("nameNotResolved: ") == true && $0.attempts == 1 }.count == 5)
    ground.names = { _ in Self.loopback }
    let second = try await ground.session([portal(server)], daysLater: 1) { try await $0.run(.discovery) { _ in } }
    #expect(second.ending == .complete)
    expectOnce(ground, Self.pages)
    try await ground.expectSound()
  }
}
