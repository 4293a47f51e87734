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

@Suite("Fetches by name and the pace of hosts", .timeLimit(.minutes(1)))
struct NamedPaceTests {
  private func ground(delay: Double) async throws -> Ground {
    let ground = try await Ground()
    ground.allowOnlyOwnServer()
    ground.portals[0].limits.delaySeconds = delay
    ground.server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    for name in ["a", "b", "c"] { ground.server.on("/\(name).html", .html(notice("第\(name)号。"))) }
    return ground
  }

  private func gaps(_ ground: Ground) -> [Duration] {
    let hits = ground.server.hits
    return zip(hits, hits.dropFirst()).filter { $0.0.target != "/robots.txt" }.map { $0.time.duration(to: $1.time) }
  }

  @Test(
    "A fetch waits for what an earlier one owes the host, also in another process; only the page after robots.txt does not"
  )
  func kept() async throws {
    let ground = try await ground(delay: 0.4)
    // Each run asks for robots.txt anew, as a process of its own would.
    for name in ["a", "b", "c"] { _ = try await ground.run.fetch(ground.server.url("/\(name).html")) }
    #expect(ground.server.hits.count == 6)
    #expect(gaps(ground).count == 2 && gaps(ground).allSatisfy { $0 >= .milliseconds(390) }, "\(gaps(ground))")
    let pace = try #require(try ground.archive.catalogue.paces().first)
    #expect(pace.key == "host:\(ground.server.authority)" && pace.requests == 6)
  }

  @Test("A delay that is wished for holds as it is on a private host, and what is left behind is the host's own")
  func wished() async throws {
    let ground = try await ground(delay: 5)
    ground.wishes.delaySeconds = 0
    let time = try await ContinuousClock().measure {
      for name in ["a", "b", "c"] { _ = try await ground.run.fetch(ground.server.url("/\(name).html")) }
    }
    #expect(time < .seconds(3) && ground.server.hits.count == 6)
    let pace = try #require(try ground.archive.catalogue.paces().first)
    #expect(pace.next - Moment(ground.clock.now).milliseconds >= 4_900)
  }

  @Test("A host that is nobody's own is never asked sooner than its delay, whatever is wished for")
  func foreign() async throws {
    let archive = try await Ground().archive
    var config = Ground.config
    config.fetching.delaySeconds = 3
    var wishes = NamedFetch.Wishes()
    wishes.allowsPrivateAddresses = true
    for (wish, span) in [(0.0, 3_000), (1.0, 3_000), (7.0, 7_000)] as [(Double, Int64)] {
      wishes.delaySeconds = wish
      let terms = RequestTerms(config: config, portals: [], wishes: wishes, userAgent: "")
      // The clock goes on by 100 ms each time somebody looks.
      let time = Mutex(Moment(milliseconds: 1_800_000_000_000))
      let pace = try RequestPace(archive: archive, terms: terms) {
        time.withLock { time in
          time = time + 100
          return time
        }
      }
      let url = try #require(CrawlURL("https://host\(wish).example.gov.cn/a.html"))
      let turn = try await pace.take(url, crawlDelay: nil, isRobots: false)
      guard case .taken(let request?) = turn else { throw Missing(what: "a turn") }
      try await pace.end(turn, of: url, .answered, milliseconds: 10, remoteAddress: "121.8.0.1")
      let row = try #require(try archive.catalogue.paces().first { $0.key == "host:\(url.host)" })
      #expect(row.next - request.started.milliseconds >= span && row.requests == 1, "\(wish)")
    }
  }

  @Test("A name that turns out to be this machine's leaves the next fetch nothing to wait for")
  func own() async throws {
    let archive = try await Ground().archive
    var wishes = NamedFetch.Wishes()
    wishes.allowsPrivateAddresses = true
    wishes.delaySeconds = 0
    let terms = RequestTerms(config: Ground.config, portals: [], wishes: wishes, userAgent: "")
    let url = try #require(CrawlURL("http://farm.example:8099/a.html"))
    for _ in 0..<2 {
      let pace = try RequestPace(archive: archive, terms: terms) { Moment(milliseconds: 1_800_000_000_000) }
      // The clock stands still: who has to wait here waits for ever.
      let turn = try await pace.take(url, crawlDelay: nil, isRobots: false)
      try await pace.end(turn, of: url, .answered, milliseconds: 0, remoteAddress: "127.0.1.12")
    }
    #expect(try archive.catalogue.paces().allSatisfy { $0.next <= 1_800_000_000_000 })
  }

  @Test("A host that rests for long is not waited for, and the report says why")
  func resting() async throws {
    let ground = try await ground(delay: 0.2)
    ground.server.on("/a.html", .respond(503, [("Retry-After", "3600")]))
    let run = try ground.run
    #expect(try await run.fetch(ground.server.url("/a.html")).map(\.outcome) == [.failed])
    let reports = try await run.fetch(ground.server.url("/b.html"))
    #expect(reports.map(\.outcome) == [.excluded])
    #expect(reports.first?.reason?.hasSuffix(": retry-after") == true, "\(reports)")
    #expect(ground.server.hits(of: "/b.html").isEmpty)
    #expect(try await ground.fetch("/b.html").map(\.outcome) == [.new], "an hour later")
  }

  @Test("A thousand fetches of a private host write nothing down for its pace")
  func free() async throws {
    let ground = try await ground(delay: 0)
    let run = try ground.run
    for name in ["a", "b", "c"] { _ = try await run.fetch(ground.server.url("/\(name).html")) }
    #expect(try ground.archive.catalogue.paces().isEmpty)
  }
}

@Suite("Fetches by name and the frontier", .timeLimit(.minutes(1)))
struct NamedFrontierTests {
  /// A portal whose only way to /child.html leads over /wanted.html, after a crawl that saw no more than its home page.
  private func begun() async throws -> CrawlGround {
    let ground = try CrawlGround()
    ground.server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    let names = ["wanted", "old", "cut", "last"]
    let links = names.map { "<li><a href=\"/\($0).html\">关于\($0)的通知</a></li>" }.joined()
    ground.server.on("/", .html("<title>通知公告</title><ul>\(links)</ul>"))
    let link = "<p><a href=\"/child.html\">附：实施细则</a></p></body>"
    ground.server.on("/wanted.html", .html(notice().replacing("</body>", with: link)))
    for name in ["child", "target", "last"] { ground.server.on("/\(name).html", .html(notice("第\(name)号。"))) }
    ground.server.on("/old.html", .redirect(to: "/target.html"))
    ground.server.on("/cut.html", .respond(500))
    #expect(try await ground.run(ground.portal()) { $0.maxPages = 1 }.ending == .maxPages)
    #expect(ground.asked == ["/"])
    return ground
  }

  private func count(_ ground: CrawlGround) -> [String: Int] {
    Dictionary(grouping: ground.asked) { $0 }.mapValues(\.count)
  }

  @Test("What waits in the queue is done when it is fetched between two crawls, and its links are followed")
  func beside() async throws {
    let ground = try await begun()
    defer { ground.remove() }
    let layout = ArchiveLayout(root: ground.folder)
    let clock: @Sendable () -> Timestamp = { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
    let archive = try await Archive(at: layout, settings: Ground.config.archive, command: "fetch", now: clock)
    let fetching = FetchQueue(maxConnections: 8)
    let road = Road(fetching: fetching, archive: archive, config: Ground.config, now: clock)
    let fetch = try NamedFetch(
      road: road, config: Ground.config, portals: [ground.portal()], wishes: NamedFetch.Wishes()
    ) { Moment(clock()) }
    for name in ["wanted", "old", "cut"] { _ = try await fetch.fetch(ground.server.url("/\(name).html")) }
    await fetching.shutDown()
    try await archive.close()
    let report = try await ground.run(ground.portal())
    #expect(
      count(ground) == [
        "/": 1, "/wanted.html": 1, "/child.html": 1, "/old.html": 1, "/target.html": 1, "/cut.html": 2, "/last.html": 1,
      ], "what failed is asked for again, and nothing else")
    #expect(report.total(.unchanged) == 0)
    try await ground.expectSound()
  }

  @Test("What waits in the queue is done when a crawl fetches it for somebody, and its links are followed")
  func through() async throws {
    let ground = try await begun()
    defer { ground.remove() }
    let report = try await ground.session([ground.portal { $0.limits.connectionsPerHost = 1 }]) { crawl in
      let path = ArchiveLayout(root: ground.folder).catalogue.path
      let asking = try Catalogue(path: path, access: .asking)
      for name in ["last", "wanted", "old"] {
        _ = try asking.ask(
          for: ground.server.url("/\(name).html"), options: "", delay: nil,
          at: Int64(Date().timeIntervalSince1970 * 1_000))
      }
      try asking.close()
      return try await crawl.run(.discovery) { _ in }
    }
    let counts = count(ground)
    #expect(counts["/wanted.html"] == 1 && counts["/child.html"] == 1 && counts["/last.html"] == 1, "\(counts)")
    #expect(counts["/old.html"] == 1 && counts["/target.html"] == 1)
    #expect(report.queued == ["qinghe": 1], "what answers 500 waits")
    try await ground.expectSound()
  }
}
