import Archiving
import Cataloguing
import Foundation
import LoopbackServer
import Scheduling
import Synchronization
import Testing
import Web

@testable import Crawling

@Suite("A scheduled run")
struct RunTests {
  @Test("visits what is due, round by round, as the season asks")
  func season() async throws {
    let ground = try RunGround(at: china(2025, 12, 1, 12))
    ground.serveList()
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
    ground.serveList()
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
    ground.serveList()
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
    ground.serveList()
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
    ground.serveList()
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
}
