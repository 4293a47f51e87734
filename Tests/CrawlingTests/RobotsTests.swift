import Archiving
import Crawling
import Foundation
import LoopbackServer
import Testing
import Web

@Suite("RFC 9309: robots.txt", .timeLimit(.minutes(2)))
struct RobotsStandardTests {
  /// The reports of one page of a portal with that robots.txt.
  private func fetch(_ robots: Script, path: String = "/closed/a.html") async throws -> [VisitReport] {
    let ground = try await ground(robots)
    return try await ground.fetch(path)
  }

  private func ground(_ robots: Script) async throws -> Ground {
    let ground = try await Ground()
    ground.server.on("/robots.txt", robots)
    ground.server.on("/closed/a.html", .html(notice()))
    ground.server.on("/open/a.html", .html(notice()))
    return ground
  }

  private let closed = Script.plain("User-agent: *\nDisallow: /closed/\n")

  @Test("§2.2.2: what a rule disallows is not asked for, and the report names the rule")
  func disallowed() async throws {
    let ground = try await ground(closed)
    let report = try await ground.visit("/closed/a.html")
    #expect(report.outcome == .disallowed)
    #expect(report.status == nil)
    #expect(report.reason == "robots.txt: line 2 disallows /closed/")
    #expect(ground.server.hits.map(\.path) == ["/robots.txt"])
    #expect(try await ground.visit("/open/a.html").outcome == .new)
    #expect(try ground.metadata(of: "/open/a.html")["robots"] == "allowed")
  }

  @Test("§2.2.2: allow wins over disallow of the same length, and is recorded")
  func allowed() async throws {
    let ground = try await ground(.plain("User-agent: fangzhi\nAllow: /closed/\nDisallow: /closed/\n"))
    #expect(try await ground.visit("/closed/a.html").outcome == .new)
    #expect(try ground.metadata(of: "/closed/a.html")["robots"] == "allowed: line 2 allows /closed/")
  }

  @Test("§2.3.1.3: without a robots.txt everything may be fetched", arguments: [404, 410, 403])
  func unavailable(_ status: Int) async throws {
    #expect(try await fetch(.html("no", status: status)).map(\.outcome) == [.new])
  }

  @Test("§2.3.1.4: a host that cannot answer for its robots.txt is left alone", arguments: [500, 503, 429])
  func unreachable(_ status: Int) async throws {
    let ground = try await ground(.respond(status, text: "User-agent: *\nDisallow:\n"))
    let report = try await ground.visit("/closed/a.html")
    #expect(report.outcome == .disallowed)
    #expect(report.reason?.hasPrefix("robots.txt: the host") == true)
    #expect(report.reason?.contains("\(status)") == true)
    #expect(ground.server.hits(of: "/closed/a.html").isEmpty)
  }

  @Test("§2.3.1.4: so is one whose robots.txt comes cut, because the rule that counts may be missing")
  func cut() async throws {
    let head = Script.head(200, [("Content-Type", "text/plain"), ("Content-Length", "4000")])
    let report = try await fetch(Script([.send(head), .text("User-agent: *\n"), .close])).first
    #expect(report?.outcome == .disallowed)
    #expect(report?.reason == "robots.txt: it came cut (disconnect)")
  }

  @Test("§2.3.1.2: five redirects are followed, and the sixth is not", arguments: [(5, false), (6, true)])
  func redirects(_ count: Int, _ isAllowed: Bool) async throws {
    let ground = try await ground(.redirect(to: "/hop/1"))
    for hop in 1..<count { ground.server.on("/hop/\(hop)", .redirect(to: "/hop/\(hop + 1)")) }
    ground.server.on("/hop/\(count)", .plain("User-agent: *\nDisallow: /\n"))
    #expect(try await ground.visit("/closed/a.html").outcome == (isAllowed ? .new : .disallowed))
  }

  @Test("§2.5: 512 KiB are read, and what they say holds")
  func large() async throws {
    let filler = (1...45_000).map { "Disallow: /other/\($0)/\n" }.joined()
    #expect(try await fetch(.plain("User-agent: *\nDisallow: /closed/\n\(filler)")).map(\.outcome) == [.disallowed])
  }

  @Test("§2.4: the file is asked for once a run, and again after a day")
  func cached() async throws {
    let ground = try await ground(closed)
    let run = try ground.run
    for path in ["/open/a.html", "/closed/a.html", "/open/a.html"] { _ = try await run.fetch(ground.server.url(path)) }
    #expect(ground.server.hits(of: "/robots.txt").count == 1)
    ground.clock.advance(86_401)
    _ = try await run.fetch(ground.server.url("/open/a.html"))
    #expect(ground.server.hits(of: "/robots.txt").count == 2)
    #expect(ground.server.hits(of: "/robots.txt").allSatisfy { $0.header("If-None-Match") == nil })
  }
}

@Suite("House rules: robots.txt", .timeLimit(.minutes(2)))
struct RobotsHouseTests {
  @Test("A page of HTML is no robots.txt")
  func html() async throws {
    let ground = try await Ground()
    ground.server.on("/robots.txt", .html("<html><p>User-agent: *</p><p>Disallow: /</p></html>"))
    ground.server.on("/a.html", .html(notice()))
    #expect(try await ground.visit("/a.html").outcome == .new)
  }

  @Test("Whoever ignores it does not even ask, and the record says so")
  func ignored() async throws {
    let ground = try await Ground()
    ground.server.on("/robots.txt", .plain("User-agent: *\nDisallow: /\n"))
    ground.server.on("/a.html", .html(notice()))
    ground.wishes.ignoresRobots = true
    #expect(try await ground.visit("/a.html").outcome == .new)
    #expect(try ground.metadata(of: "/a.html")["robots"] == "ignored")
    #expect(ground.server.hits(of: "/robots.txt").isEmpty)
  }

  @Test("Every redirect hop is asked for at its own host")
  func hops() async throws {
    let ground = try await Ground()
    let other = try LoopbackServer()
    other.on("/robots.txt", .plain("User-agent: *\nDisallow: /\n"))
    ground.server.on("/a.html", .redirect(to: other.url("/b.html")))
    #expect(try await ground.fetch("/a.html").map(\.brief) == ["redirect:302", "disallowed:-"])
    #expect(other.hits.map(\.path) == ["/robots.txt"])
  }

  @Test("A host that does not answer at all is a failed visit, not a rule")
  func silent() async throws {
    let ground = try await Ground()
    ground.server.on("/robots.txt", Script([.close]))
    let report = try await ground.visit("/a.html")
    #expect(report.outcome == .failed)
    #expect(report.reason?.hasPrefix("emptyReply: ") == true)
    #expect(ground.server.hits(of: "/a.html").isEmpty)
    #expect(try ground.timeline("/a.html") == ["failed"])
    #expect(try ground.metadata(of: "/a.html")["robots"] == "unreachable")
    try await ground.expectSound()
  }

  @Test("Crawl-delay slows requests down")
  func delay() async throws {
    let ground = try await Ground()
    ground.server.on("/robots.txt", .plain("User-agent: *\nCrawl-delay: 0.4\n"))
    ground.server.on("/a.html", .html(notice()))
    let run = try ground.run
    for _ in 1...2 { _ = try await run.fetch(ground.server.url("/a.html")) }
    let times = ground.server.hits(of: "/a.html").map(\.time)
    #expect(times.count == 2)
    #expect(times[0].duration(to: times[1]) >= .milliseconds(380))
  }
}
