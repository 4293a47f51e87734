import Archiving
import Cataloguing
import Crawling
import Foundation
import LoopbackServer
import Testing
import Web

@Suite("A refresh of a portal")
struct RefreshTests {
  /// A crawl of the first state.
  private func crawled() async throws -> (ground: CrawlGround, farm: ChangedFarm) {
    let ground = try CrawlGround()
    let farm = ChangedFarm(on: ground.server)
    let report = try await ground.run(ground.portal())
    #expect(report.total(.new) == 12)
    return (ground, farm)
  }

  @Test("says of every address what became of it")
  func classes() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.change()
    let (report, lines) = try await ground.refresh(ground.portal())
    // A list has no body: its entries are links, which are followed.
    let outcomes = lines.mapValues { $0.outcome?.rawValue ?? "-" }
    #expect(
      outcomes == [
        "/": "cosmetic", "/same.html": "unchanged", "/known.html": "not_modified", "/counter.html": "cosmetic",
        "/cell.html": "changed", "/title.html": "changed", "/deleted.html": "gone", "/hidden.html": "gone",
        "/before.html": "moved", "/after.html": "new", "/redirected.html": "moved", "/target.html": "new",
        "/files.html": "unchanged", "/list.pdf": "changed", "/fresh.html": "new",
      ])
    #expect(report.sums["qinghe"]?.due == 12 && report.sums["qinghe"]?.visited == 15)
    #expect(report.outages.isEmpty && report.vanished.isEmpty)
    #expect(
      Set(report.lines.map(\.url)).isDisjoint(
        with: ["same", "known", "counter"].map { ground.server.url("/\($0).html") }))
  }

  @Test("links a moved document's old address and its new one")
  func moved() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.change()
    let (report, lines) = try await ground.refresh(ground.portal())
    for (old, new) in [("/before.html", "/after.html"), ("/redirected.html", "/target.html")] {
      #expect(lines[old]?.newURL == ground.server.url(new))
      #expect(lines[new]?.previousURL == ground.server.url(old))
    }
    #expect(report.movedDocuments == 2)
    #expect(lines["/fresh.html"]?.previousURL == nil)
  }

  @Test("links a document that moved before its old address was found gone")
  func movedEarlier() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    ground.server.on("/", .html("<ul><li><a href=\"/after.html\">通知</a></li></ul>"))
    ground.server.on("/after.html", .html(notice("本页为wanders，仅供核对之用，其余事项另行通知。")))
    let both = try await ground.refresh(ground.portal()).lines
    #expect(both["/before.html"]?.outcome == .unchanged && both["/after.html"]?.previousURL == nil)
    farm.change()
    let lines = try await ground.refresh(ground.portal(), daysLater: 2).lines
    #expect(lines["/before.html"]?.newURL == ground.server.url("/after.html"))
  }

  @Test("says how much of a text changed")
  func size() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.change()
    let lines = try await ground.refresh(ground.portal()).lines
    #expect(lines["/cell.html"]?.change == TextChange(added: 1, removed: 1))
    #expect(lines["/same.html"]?.change == nil)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(lines["/cell.html"]!.json)) as? [String: Any])
    #expect(json["added"] as? Int == 1 && json["removed"] as? Int == 1)
    #expect(json["outcome"] as? String == "changed" && json["state"] as? String == "current")
    #expect((json["version"] as? String).flatMap { VersionID($0) } != nil)
  }

  @Test("takes a new template for no change")
  func redesign() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.redesign()
    let report = try await ground.refresh(ground.portal()).report
    #expect(report.outcomes[.cosmetic] == 9)
    #expect(report.outcomes[.changed] == nil && report.outcomes[.new] == nil)
  }

  @Test("calls an address gone only after its confirmations on different days, and asks for them in time")
  func confirmations() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.change()
    let portal = ground.portal()
    var states: [AddressState?] = []
    for _ in 0..<2 { states.append(try await ground.refresh(portal).lines["/deleted.html"]?.state) }
    #expect(states == [.failing, .failing], "twice on one day counts once")
    // By its schedule: the day after, and three days after that, whatever the page's own interval is.
    let second = try await ground.refresh(portal, onlyDue: true, daysLater: 3).lines["/deleted.html"]
    #expect(second?.outcome == .gone && second?.state == .failing)
    let third = try await ground.refresh(portal, onlyDue: true, daysLater: 7).lines["/deleted.html"]
    #expect(third?.outcome == .gone && third?.state == .gone)
    #expect(third?.version != nil, "its last version stays")
    let after = try await ground.refresh(portal, onlyDue: true, daysLater: 8).lines["/deleted.html"]
    #expect(after == nil, "what is sure is not asked again every day")
  }

  @Test("comes back to life when the page does")
  func revival() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    let portal = ground.portal { $0.limits.goneConfirmations = 1 }
    farm.change()
    #expect(try await ground.refresh(portal).lines["/deleted.html"]?.state == .gone)
    ground.server.on("/deleted.html", .html(notice("本页为deleted，仅供核对之用，其余事项另行通知。")))
    let line = try await ground.refresh(portal, daysLater: 2).lines["/deleted.html"]
    #expect(line?.state == .current && line?.outcome?.isGood == true)
  }

  @Test("takes an outage for an outage, whatever robots.txt says", arguments: [true, false])
  func outage(robots: Bool) async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.fail(robots: robots)
    let (report, lines) = try await ground.refresh(ground.portal())
    #expect(report.outages.map(\.portal) == ["qinghe"])
    #expect(report.outages.first?.reason.contains("503") == true)
    #expect(lines.count == 12, "every address that was due has its line")
    #expect(lines.values.allSatisfy { $0.outcome == nil || $0.outcome == .failed })
    #expect(lines.values.allSatisfy { $0.state != .gone && $0.version != nil && $0.reason != nil })
    if robots { #expect(lines.values.allSatisfy { $0.state == .current }) }
    let summary = String(decoding: report.summary, as: UTF8.self)
    #expect(summary.contains("\"outages\":[{\"portal\":\"qinghe\""))
  }

  @Test("takes one dead host of several for what it is")
  func deadHost() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.change()
    let portal = ground.portal {
      $0.hosts.append("dead.invalid")
      $0.entries.append(PortalEntry(kind: .column, url: CrawlURL("http://dead.invalid/tz/")!))
    }
    let (report, lines) = try await ground.refresh(portal)
    #expect(report.outages.isEmpty)
    #expect(report.closedHosts.map(\.host) == ["dead.invalid"])
    #expect(report.closedHosts.first?.reason.hasPrefix("nameNotResolved") == true)
    #expect(lines["/cell.html"]?.outcome == .changed)
    let summary = String(decoding: report.summary, as: UTF8.self)
    #expect(summary.contains("\"outages\":[],\"closed_hosts\":[{\"host\":\"dead.invalid\""))
  }

  @Test("goes on after an outage as if nothing had been")
  func recovery() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.fail(robots: true)
    _ = try await ground.refresh(ground.portal())
    _ = ChangedFarm(on: ground.server)
    let report = try await ground.refresh(ground.portal(), daysLater: 2).report
    #expect(report.outcomes[.unchanged].map { $0 + (report.outcomes[.notModified] ?? 0) } == 12)
  }

  @Test("says that a portal vanished when nothing of it is left")
  func vanished() async throws {
    let (ground, farm) = try await crawled()
    defer { ground.remove() }
    farm.vanish()
    let (report, lines) = try await ground.refresh(ground.portal())
    #expect(report.vanished == ["qinghe"])
    #expect(lines.values.allSatisfy { $0.outcome == .gone && $0.state == .failing })
  }

  @Test("says of what its limits kept from it that it was not visited")
  func limits() async throws {
    let (ground, _) = try await crawled()
    defer { ground.remove() }
    let (report, lines) = try await ground.refresh(ground.portal()) { $0.maxPages = 4 }
    #expect(lines.count == 12)
    #expect(lines.values.filter { $0.outcome == nil }.count == 8)
    #expect(lines.values.allSatisfy { $0.outcome != nil || $0.reason == "not visited: its turn had not come" })
    #expect(report.sums["qinghe"]?.due == 12 && report.sums["qinghe"]?.visited == 4)
  }

  @Test("with --due visits nothing before its time, entries neither")
  func due() async throws {
    let (ground, _) = try await crawled()
    defer { ground.remove() }
    ground.server.forgetHits()
    let soon = try await ground.refresh(ground.portal(), onlyDue: true, daysLater: 0)
    #expect(soon.lines.isEmpty && ground.asked.isEmpty)
    let later = try await ground.refresh(ground.portal(), onlyDue: true, daysLater: 200)
    #expect(later.lines.count == 12)
  }
}

@Suite("Which organs have published")
struct ReportCoverageTests {
  private func page(_ title: String, published: String, source: String = "") -> Script {
    .html(
      """
      <!DOCTYPE html><html><head><meta charset="utf-8"><title>\(title)</title><meta name="ArticleTitle" content="\(title)">
      <meta name="PubDate" content="\(published)"><meta name="ContentSource" content="\(source)"></head><body>
      <div class="article"><h1>\(title)</h1><p>根据《中华人民共和国政府信息公开条例》要求，现公布本年度报告，统计期限为全年。</p>
      <p>一、总体情况</p><p>本年度主动公开信息若干条，受理公开申请若干件，均在规定期限内办结，未发生行政复议和行政诉讼案件。</p>
      <p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>
      <p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p></div></body></html>
      """)
  }

  @Test("is told organ by organ: published, late, missing")
  func coverage() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    let links = (1...4).map { "<li><a href=\"/\($0).html\">年报\($0)</a></li>" }.joined()
    ground.server.on("/", .html("<title>年报</title><ul>\(links)</ul>"))
    ground.server.on("/1.html", page("青禾区柳河镇2025年政府信息公开工作年度报告", published: "2026-01-20"))
    ground.server.on("/2.html", page("青禾区财政局2025年政府信息公开年度报告", published: "2026-02-11"))
    ground.server.on("/3.html", page("2025年政府信息公开年度报告", published: "2026-03-30", source: "青禾区人民政府"))
    ground.server.on("/4.html", page("青禾区东山镇2024年政府信息公开年度报告", published: "2025-01-20"))
    let portal = ground.portal { portal in
      portal.organs = [
        PortalOrgan(id: "qu", name: "青禾区人民政府", aliases: ["青禾区"], level: .district),
        PortalOrgan(id: "liuhe", name: "青禾区柳河镇人民政府", aliases: ["柳河镇"], level: .town),
        PortalOrgan(id: "caizheng", name: "青禾区财政局", aliases: [], level: .department),
        PortalOrgan(id: "dongshan", name: "青禾区东山镇人民政府", aliases: ["东山镇"], level: .town),
      ]
    }
    _ = try await ground.run(portal)
    let report = try await ground.refresh(portal, year: 2025).report
    let states = Dictionary(uniqueKeysWithValues: report.coverage.map { ($0.organ, $0.state.rawValue) })
    #expect(states == ["qu": "published", "liuhe": "published", "caizheng": "late", "dongshan": "missing"])
    #expect(report.coverage.first { $0.organ == "qu" }?.url == ground.server.url("/3.html"))
    #expect(String(decoding: report.summary, as: UTF8.self).contains("\"organ\":\"dongshan\""))
    ground.server.on("/robots.txt", .respond(503))
    let blind = try await ground.refresh(portal, year: 2024, daysLater: 2).report
    #expect(blind.coverage.map(\.state) == [.unknown, .unknown, .unknown, .published])
  }
}
