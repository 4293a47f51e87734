import Archiving
import Cataloguing
import Crawling
import Foundation
import LoopbackServer
import Testing
import WARC
import Web

@Suite("Addresses that were imported")
struct ImportedAddressTests {
  private let page = "<title>关于桥面维修的公告</title><p>桥面维修期间请绕行，恢复通行的时间另行公告。</p>"

  /// A portal with an archive into which a page was imported that no link leads to, and one of another host.
  private func imported() async throws -> CrawlGround {
    let ground = try CrawlGround()
    ground.server.on("/", .html("<title>首页</title><p>没有链接的首页，内容另行公布。</p>"))
    ground.server.on("/old/bridge.html", .html(page))
    let file = ground.folder.appending(path: "in.warc")
    try FileManager.default.createDirectory(at: ground.folder, withIntermediateDirectories: true)
    let urls = [ground.server.url("/old/bridge.html"), "http://elsewhere.example/a.html"]
    try Data(urls.map { record($0) }.joined().utf8).write(to: file)
    let archive = try await Archive(
      at: ArchiveLayout(root: ground.folder), settings: Ground.config.archive, command: "import"
    ) { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
    var work = Import(into: archive, allowsBreak: false) { url in
      ImportTerms(
        identity: url.identity(), rules: CleaningRules(), materialise: .substantive, goneConfirmations: 3)
    }
    let report = try await work.take(file.path)
    #expect(report.imported == 2, "\(report)")
    try await archive.close()
    return ground
  }

  /// A record as WARC/1.0 has it, of 2019.
  private func record(_ url: String) -> String {
    let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(page)"
    return [
      "WARC/1.0", "WARC-Type: response", "WARC-Record-ID: <urn:uuid:\(UUID().uuidString.lowercased())>",
      "WARC-Date: 2019-04-03T01:00:00Z", "WARC-Target-URI: \(url)",
      "Content-Type: application/http; msgtype=response", "Content-Length: \(block.utf8.count)", "", block, "", "",
    ].joined(separator: "\r\n")
  }

  @Test("are visited by a refresh, those of the portal alone, and judged beside what was imported")
  func refreshed() async throws {
    let ground = try await imported()
    defer { ground.remove() }
    let lines = try await ground.refresh(ground.portal()).lines
    #expect(lines["/old/bridge.html"]?.outcome == .unchanged)
    #expect(ground.asked.sorted() == ["/", "/old/bridge.html"])
  }

  @Test("are visited by a refresh of what is due, once, and again when they are due")
  func due() async throws {
    let ground = try await imported()
    defer { ground.remove() }
    for (days, visits) in [(0, 1), (0, 1), (400, 2)] as [(Int64, Int)] {
      _ = try await ground.refresh(ground.portal(), onlyDue: true, daysLater: days)
      #expect(ground.asked.filter { $0 == "/old/bridge.html" }.count == visits, "\(days)")
    }
  }
}
