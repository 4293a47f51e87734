import Archiving
import Cataloguing
import Fetching
import Foundation
import LoopbackServer
import Scheduling
import Synchronization
import Testing
import Web

@testable import Crawling

@Suite("A portal out of order")
struct OutageTests {
  @Test(
    "A notice of maintenance with status 200 is a failure, and takes nothing away",
    arguments: ["系统维护中", "网站维护中", "网站正在维护", "服务器内部错误"])
  func maintenance(words: String) async throws {
    let ground = try await Ground()
    ground.server.on("/a.html", .html(notice()))
    #expect(try await ground.visit("/a.html").outcome == .new)
    ground.server.on(
      "/a.html", .html("<html><head><title>\(words)</title></head><body><p>\(words)，请稍后再来。</p></body></html>"))
    let visit = try await ground.visit("/a.html")
    #expect(visit.outcome == .failed && visit.reason?.contains(words) == true)
    let address = try ground.address("/a.html")
    #expect(address.standing.goneDays == 0 && address.version != nil)
    ground.server.on("/a.html", .html("<html><title>404</title><p>您访问的页面不存在</p></html>"))
    #expect(try await ground.visit("/a.html").outcome == .gone)
    try await ground.expectSound()
  }

  @Test("A notice that tells of maintenance in its text is a notice")
  func noticeOfMaintenance() async throws {
    let ground = try await Ground()
    ground.server.on("/a.html", .html(notice("因网站升级维护，部分栏目暂停更新，请各单位提前安排。")))
    #expect(try await ground.visit("/a.html").outcome == .new)
  }

  @Test("A clock that steps back keeps the delay and leaves nothing due before its time")
  func clockStepsBack() async throws {
    let server = try LoopbackServer()
    _ = PortalFarm(on: server)
    let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-clock-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    // Two hours back, as soon as eight requests were made.
    let clock: @Sendable () -> Moment = {
      let now = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
      return server.hitCount >= 8 ? now + .hours(-2) : now
    }
    let archive = try await Archive(
      at: ArchiveLayout(root: folder), settings: Ground.config.archive, command: "crawl"
    ) { clock().timestamp }
    let fetching = FetchQueue(maxConnections: 8)
    let road = Road(fetching: fetching, archive: archive, config: Ground.config) { clock().timestamp }
    var portal = Portal(
      id: "qinghe", hosts: [server.authority], entries: [PortalEntry(kind: .home, url: CrawlURL(server.url("/"))!)])
    portal.allowPrivateAddresses = true
    portal.limits.delaySeconds = 0.15
    var limits = CrawlLimits()
    limits.maxPages = 20
    let crawl = try Crawl(
      road: road, config: Ground.config, portals: [portal], wishes: NamedFetch.Wishes(), limits: limits, clock: clock)
    let report = try await crawl.run(.discovery) { _ in }
    #expect(report.visits == 20)
    let hits = server.hits
    for (earlier, later) in zip(hits, hits.dropFirst()) where earlier.target != "/robots.txt" {
      let gap = earlier.time.duration(to: later.time)
      #expect(gap >= .milliseconds(130) && gap < .seconds(5), "\(earlier.target), \(gap), \(later.target)")
    }
    try archive.catalogue.forEachQueued(in: Disposition.allCases) { row in
      #expect(row.due >= 0 && row.period >= 0, "\(row.url)")
      #expect((row.visited ?? 0) >= 0 && (row.first ?? 0) >= 0, "\(row.url)")
      if row.state == .done { #expect(row.due > clock().milliseconds, "\(row.url)") }
    }
    await fetching.shutDown()
    try await archive.close()
  }
}
