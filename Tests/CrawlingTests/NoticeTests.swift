import Fetching
import Foundation
import LoopbackServer
import Scheduling
import Testing
import Web

@testable import Crawling

@Suite("The change notices of a scheduled run")
struct NoticeTests {
  @Test("post what changed to a webhook, at least once, over failures and restarts")
  func webhook() async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    ground.serveList()
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

  @Test("go to a command on its standard input")
  func command() async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    ground.serveList()
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
    ground.serveList()
    let portal = try ground.portal("30 9 * * *")
    let status = try await ground.run([portal], until: china(2026, 1, 5, 9, 1)) { _ in .command(["sh", "-c", script]) }
    #expect(status.noticeFailure?.contains(reason) == true, "\(status.noticeFailure ?? "-")")
    #expect(status.notices == 0)
  }
}
