import Archiving
import Cataloguing
import Foundation
import LoopbackServer
import Scheduling
import Testing
import Web

@testable import Crawling

@Suite("When a crawl ends", .timeLimit(.minutes(1)))
struct EndingTests {
  /// A home page that leads to some pages.
  private func site(on server: LoopbackServer, pages: Int = 4) {
    server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    let links = (1...pages).map { "<li><a href=\"/\($0).html\">第\($0)号通知</a></li>" }.joined()
    server.on("/", .html("<title>通知公告</title><ul>\(links)</ul>"))
    for number in 1...pages { server.on("/\(number).html", .html(notice("第\(number)号。"))) }
  }

  private func portal(_ id: String, _ host: String, delay: Double = 0) -> Portal {
    var portal = Portal(
      id: id, hosts: [host], entries: [PortalEntry(kind: .home, url: CrawlURL("http://\(host)/")!)])
    portal.allowPrivateAddresses = true
    portal.limits.delaySeconds = delay
    return portal
  }

  @Test(
    "A host whose name does not resolve ends nobody else's crawl, however short the longest wait", arguments: [0, 0.15])
  func deadNeighbour(delay: Double) async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    site(on: ground.server)
    let portals = [
      portal("dead", "no-such-host.invalid", delay: 1), portal("qinghe", ground.server.authority, delay: delay),
    ]
    for portals in [portals, portals.reversed()] {
      ground.server.forgetHits()
      let report = try await ground.session(portals) { try await $0.run(.refresh(onlyDue: false)) { _ in } }
      #expect(Set(ground.asked) == ["/", "/1.html", "/2.html", "/3.html", "/4.html"] && ground.asked.count == 5)
      #expect(report.queued == ["dead": 1] && report.ending == .waiting && report.unreached == ["dead"])
      #expect(report.closedHosts.keys.sorted() == ["no-such-host.invalid"])
    }
  }

  @Test("A Crawl-delay that is longer than the longest wait is waited for")
  func longDelay() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    site(on: ground.server, pages: 2)
    ground.server.on("/robots.txt", .plain("User-agent: *\nCrawl-delay: 0.3\n"))
    let report = try await ground.run(ground.portal { $0.limits.connectionsPerHost = 1 })
    #expect(report.ending == .complete && ground.asked.count == 3)
  }

  @Test("Hosts at one address take turns, and none of them is forgotten")
  func sharedAddress() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    let neighbour = try LoopbackServer()
    for server in [ground.server, neighbour] { site(on: server) }
    let portals = [portal("qinghe", ground.server.authority), portal("liuhe", neighbour.authority)]
    let report = try await ground.session(portals) { crawl in
      await crawl.meet(CrawlURL(ground.server.origin)!, at: "192.0.2.1")
      return try await crawl.run(.discovery) { _ in }
    }
    #expect(report.ending == .complete && report.queued.isEmpty)
    #expect(ground.server.hits.count == 6 && neighbour.hits.count == 6)
  }
}

extension Crawl {
  /// As if a request had found the host there.
  fileprivate func meet(_ url: CrawlURL, at address: String) {
    let request = PacedRequest(url: url, keys: [], started: clock(), politeness: Politeness())
    paces.finish(request, at: clock() + .minutes(-5), response: 1, end: .answered, remoteAddress: address)
  }
}
