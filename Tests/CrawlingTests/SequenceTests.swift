import Archiving
import Cataloguing
import Crawling
import Foundation
import LoopbackServer
import Testing
import WARC
import Web

@Suite("Visit after visit", .timeLimit(.minutes(2)))
struct SequenceTests {
  @Test("A page from its first visit to its return: each outcome, one folder a version, no payload stored twice")
  func life() async throws {
    let ground = try await Ground()
    let page = "/tzgg/content/post_1.html"
    let states: [(Script, Outcome)] = [
      (.html(notice()), .new), (.html(notice()), .unchanged), (gzipped(notice(), stamp: 1), .unchanged),
      (gzipped(notice(), stamp: 2), .unchanged), (.html(notice(token: "7")), .cosmetic),
      (.html(notice("本通知自12月1日起施行。")), .changed), (.html(notice()), .reverted),
      (.html("gone", status: 404), .gone), (.html(notice()), .unchanged),
    ]
    for (script, outcome) in states {
      ground.server.on(page, script)
      let report = try await ground.visit(page)
      #expect(report.outcome == outcome)
      if outcome.isGood { #expect(report.version?.text == (try ground.latest(page))) }
    }
    #expect(try ground.timeline(page) == states.map(\.1.rawValue))
    let folders = try ground.versionFolders(page)
    #expect(folders.count == 2)
    #expect(try ground.latest(page) == folders.first)
    #expect(try ground.address(page).standing.state == .current)
    try ground.expectNoPayloadTwice()
    try await ground.expectSound()
  }

  @Test("A change is counted in characters added and removed")
  func change() async throws {
    let ground = try await Ground()
    ground.server.on("/a.html", .html(notice("清理费用由区财政安排300万元。")))
    let first = try await ground.visit("/a.html")
    #expect(first.change?.removed == 0)
    #expect((first.change?.added ?? 0) > 100)
    ground.server.on("/a.html", .html(notice("清理费用由区财政安排250万元。")))
    let second = try await ground.visit("/a.html")
    #expect(second.outcome == .changed)
    #expect(second.change == TextChange(added: 2, removed: 2))
  }

  @Test("A revisit refers to the response that holds the payload, never to a revisit")
  func revisits() async throws {
    let ground = try await Ground()
    ground.server.on("/a.html", Document(notice(), etag: "\"v1\""))
    ground.server.on("/b.html", .html(notice()))
    let outcomes = [
      try await ground.visit("/a.html").outcome, try await ground.visit("/a.html").outcome,
      try await ground.visit("/a.html").outcome, try await ground.visit("/b.html").outcome,
      try await ground.visit("/b.html").outcome,
    ]
    #expect(outcomes == [.new, .notModified, .notModified, .new, .unchanged])
    let original = try #require(try ground.records(of: "/a.html", .response).first)
    let revisits = try ["/a.html", "/b.html"].flatMap { try ground.records(of: $0, .revisit) }
    #expect(revisits.count == 4)
    for revisit in revisits {
      #expect(revisit.refersTo == original.id)
      #expect(revisit.refersToTargetURI == ground.server.url("/a.html"))
      #expect(revisit.refersToDate == original.date)
      #expect(revisit.payloadDigest == original.payloadDigest)
    }
    #expect(
      revisits.map(\.profile) == [.serverNotModified, .serverNotModified] + [
        .identicalPayloadDigest, .identicalPayloadDigest,
      ])
    #expect(revisits.prefix(2).allSatisfy { $0.block.isEmpty })
    let hits = ground.server.hits(of: "/a.html")
    #expect(hits.map { $0.header("If-None-Match") } == [nil, "\"v1\"", "\"v1\""])
    #expect(try ground.metadata(of: "/a.html").values(of: "notModifiedField").contains("ETag: \"v1\""))
    try await ground.expectSound()
  }

  @Test("Last-Modified is sent back as it came, and after 30 days the whole page is asked for")
  func conditional() async throws {
    let ground = try await Ground()
    let date = "Thu, 19 Nov 2026 08:00:00 GMT"
    ground.server.on("/a.html", Document(notice(), lastModified: date))
    #expect(try await ground.visit("/a.html").outcome == .new)
    #expect(try await ground.visit("/a.html").outcome == .notModified)
    ground.clock.advance(days: 30)
    #expect(try await ground.visit("/a.html").outcome == .unchanged)
    #expect(ground.server.hits(of: "/a.html").map { $0.header("If-Modified-Since") } == [nil, date, nil])
  }

  @Test("An address is gone after three days of absence in China, not after three visits, and comes back")
  func gone() async throws {
    let ground = try await Ground()
    ground.server.on("/a.html", .html(notice()))
    let version = try #require(try await ground.visit("/a.html").version)
    ground.server.on("/a.html", .html("no such page", status: 404))
    for (day, state) in [(0, AddressState.failing), (0, .failing), (1, .failing), (1, .gone)] {
      ground.clock.advance(days: Int64(day))
      #expect(try await ground.visit("/a.html").outcome == .gone)
      #expect(try ground.address("/a.html").standing.state == state)
    }
    #expect(try ground.address("/a.html").version == version)
    ground.server.on("/a.html", .html(notice("本通知有效期两年。")))
    #expect(try await ground.visit("/a.html").outcome == .changed)
    #expect(try ground.address("/a.html").standing.state == .current)
  }

  @Test("404, 410, a page that says it does not exist and a redirect to the home page are gone")
  func goneForms() async throws {
    let ground = try await Ground()
    let forms: [Script] = [
      .html("x", status: 404), .html("x", status: 410),
      .html("<html><head><title>提示</title></head><body><p>您访问的页面不存在或已被删除</p></body></html>"), .redirect(to: "/"),
    ]
    ground.server.on("/", .html(notice()))
    for (number, form) in forms.enumerated() {
      let path = "/\(number).html"
      ground.server.on(path, .html(notice("第\(number)号。")))
      #expect(try await ground.visit(path).outcome == .new)
      ground.server.on(path, form)
      let reports = try await ground.fetch(path)
      #expect(reports.map(\.outcome) == [.gone], "\(number)")
      #expect(try ground.versionFolders(path).count == 1)
    }
  }

  @Test("A page that moved is moved at its old address and new at the other")
  func moved() async throws {
    let ground = try await Ground()
    ground.server.on("/old.html", .html(notice()))
    _ = try await ground.visit("/old.html")
    ground.server.on("/old.html", .redirect(to: "/new.html", status: 301))
    ground.server.on("/new.html", .html(notice()))
    let reports = try await ground.fetch("/old.html")
    #expect(reports.map(\.brief) == ["moved:301", "new:200"])
    #expect(reports.first?.location == ground.server.url("/new.html"))
    #expect(try ground.address("/old.html").standing.state == .moved)
    #expect(try ground.versionFolders("/old.html").count == 1)
    let metadata = try ground.metadata(of: "/new.html")
    #expect(metadata["via"] == ground.server.url("/old.html"))
    #expect(metadata["hops"] == "1")
    try ground.expectNoPayloadTwice()
  }

  @Test("A redirect to the same address that sets a cookie is followed once more, with the cookie")
  func cookie() async throws {
    let ground = try await Ground()
    ground.server.on("/a.html") { hit in
      guard hit.header("Cookie") == "seen=1" else {
        return .redirect(to: "/a.html", [("Set-Cookie", "seen=1; Path=/")])
      }
      return .html(notice())
    }
    #expect(try await ground.fetch("/a.html").map(\.brief) == ["redirect:302", "new:200"])
    #expect(try await ground.fetch("/a.html").map(\.brief) == ["redirect:302", "unchanged:200"])
    #expect(try ground.versionFolders("/a.html").count == 1)
    let requests = try ground.records(of: "/a.html", .request).map { String(decoding: $0.block, as: UTF8.self) }
    #expect(requests.allSatisfy { !$0.contains("seen=1") }, "cookies are secrets")
  }

  @Test("Refusals and cut bodies never take the place of a good version", arguments: [521, 412, 403, 429, 503, 200])
  func blocked(_ status: Int) async throws {
    let ground = try await Ground()
    ground.server.on("/a.html", .html(notice()))
    let good = try await ground.visit("/a.html")
    let whole = Script.html(notice("改过的一句话。"), status: status)
    let cut = Script([.send(Script.head(200, [("Content-Length", "9000"), ("Content-Type", "text/html")])), .close])
    ground.server.on("/a.html", status == 200 ? cut : whole)
    let bad = try await ground.visit("/a.html")
    #expect(bad.outcome == (status == 200 ? .truncated : status == 503 ? .failed : .blocked))
    #expect(bad.version == nil)
    #expect(try ground.address("/a.html").standing.state == (bad.outcome == .blocked ? .blocked : .failing))
    #expect(try ground.address("/a.html").version == good.version)
    #expect(try ground.latest("/a.html") == good.version?.text)
    ground.server.on("/a.html", .html(notice()))
    #expect(try await ground.visit("/a.html").outcome == .unchanged)
    #expect(try ground.address("/a.html").standing.state == .current)
    try await ground.expectSound()
  }

  @Test("A challenge page served as 200 is blocked, whatever was there before")
  func challenge() async throws {
    let ground = try await Ground()
    let script = "<html><script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script></html>"
    ground.server.on("/a.html", .html(script))
    let first = try await ground.visit("/a.html")
    #expect(first.outcome == .blocked)
    #expect(first.reason?.contains("__jsl_clearance") == true)
    #expect(try ground.versionFolders("/a.html") == [])
  }

  @Test("Two visits within one second have two dates and two folders")
  func sameSecond() async throws {
    let ground = try await Ground()
    let run = try ground.run
    for sentence in ["第一句。", "第二句。", "第三句。"] {
      ground.server.on("/a.html", .html(notice(sentence)))
      _ = try await run.fetch(ground.server.url("/a.html"))
    }
    let now = ground.clock.now
    #expect(
      try ground.records(of: "/a.html", .response).map(\.date) == [now, now.advanced(by: 1), now.advanced(by: 2)])
    #expect(try ground.versionFolders("/a.html").count == 3)
    try await ground.expectSound()
  }

  @Test("Four addresses at a time leave one sound archive")
  func parallel() async throws {
    let ground = try await Ground()
    for number in 0..<24 { ground.server.on("/\(number).html", .html(notice("第\(number % 6)号。"))) }
    let (run, server) = (try ground.run, ground.server)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<4 {
        group.addTask {
          for number in stride(from: lane, to: 24, by: 4) {
            let reports = try await run.fetch(server.url("/\(number).html"))
            #expect(reports.map(\.outcome) == [.new])
          }
        }
      }
      try await group.waitForAll()
    }
    try ground.expectNoPayloadTwice()
    #expect(ground.server.hits(of: "/robots.txt").count == 1)
    try await ground.expectSound()
  }
}

extension Ground {
  /// Each payload stands in one response record only.
  func expectNoPayloadTwice() throws {
    let payloads = try records.filter { $0.kind == .response && !$0.payload.isEmpty }.compactMap {
      $0["WARC-Payload-Digest"]
    }
    #expect(Set(payloads).count == payloads.count)
  }
}

@Suite("What changed, in characters")
struct TextChangeTests {
  @Test(
    "Small changes are counted exactly",
    arguments: [
      ("", "", 0, 0), ("", "一二三", 3, 0), ("一二三", "", 0, 3), ("一二三", "一三", 0, 1), ("一二三", "一五三", 1, 1),
      ("甲\n乙\n丙", "甲\n丙", 0, 1), ("甲\n乙\n丙", "甲\n丁\n乙\n丙", 1, 0), ("甲\n乙", "乙\n甲", 1, 1),
      ("第一行\n第二行\n第三行", "第一行\n第四行\n第三行", 1, 1),
    ])
  func small(_ old: String, _ new: String, _ added: Int, _ removed: Int) {
    #expect(TextChange(from: old, to: new) == TextChange(added: added, removed: removed))
  }

  @Test("Large texts that differ everywhere cost no more than a moment", .timeLimit(.minutes(1)))
  func large() {
    let line = String(repeating: "长", count: 1_000_000)
    let lines = (1...100_000).map { "第\($0)行" }.joined(separator: "\n")
    let others = (1...100_000).map { "行\($0)第" }.joined(separator: "\n")
    let time = ContinuousClock().measure {
      #expect(TextChange(from: "", to: line).added == 1_000_000)
      #expect(TextChange(from: lines, to: "").added == 0)
      #expect(TextChange(from: lines, to: others).removed > 500_000)
      #expect(TextChange(from: lines, to: lines + "\n末") == TextChange(added: 1, removed: 0))
    }
    #expect(time < .seconds(20))
  }
}
