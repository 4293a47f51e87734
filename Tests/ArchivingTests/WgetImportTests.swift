import Cataloguing
import Foundation
import LoopbackServer
import Testing
import Web

@testable import Archiving

@Suite(
  "Import: what wget wrote",
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/wget"), "skipped: /usr/bin/wget not found"))
struct WgetImportTests {
  @Test func `nothing is lost: pages, chunks, redirects, errors, and the second run's revisits`() async throws {
    let server = try LoopbackServer()
    server.on("/plain.html", .html(Pages.notice))
    server.on("/chunked.html", .chunked(200, [("Content-Type", "text/html")], chunks: [Array(Pages.fair.utf8)]))
    server.on("/to.html", .redirect(to: "/plain.html"))
    server.on("/file.zip", Document(body: Pages.file.body, type: "application/zip"))
    let ground = try Ground()
    let folder = ground.layout.root.appending(path: "in")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let urls = ["/plain.html", "/chunked.html", "/to.html", "/file.zip", "/missing.html"].map { server.url($0) }
    for (name, more) in [("first", ["--warc-cdx"]), ("second", ["--warc-dedup=first.cdx"])] {
      let arguments = ["--no-verbose", "--warc-file=\(name)", "-O", "/dev/null", "--tries=1"] + more + urls
      _ = try await Program.run("/usr/bin/wget", arguments, in: folder)
      // The archive's own dates are whole seconds, and wget's runs may share one.
      try await Task.sleep(for: .milliseconds(1_100))
    }
    let files = ["first", "second"].map { folder.appending(path: "\($0).warc.gz") }
    ground.clock.set(Timestamp(seconds: Int64(Date().timeIntervalSince1970) + 60))
    let reports = try await ground.take(files[0], files[1])
    #expect(reports.map(\.imported) == [6, 6], "\(reports)")
    #expect(reports.allSatisfy { $0.refusals.isEmpty && $0.requests == 6 }, "\(reports)")
    let holdings = try ground.holdings()
    for (path, body) in [
      ("/plain.html", Array(Pages.notice.utf8)), ("/chunked.html", Array(Pages.fair.utf8)),
      ("/file.zip", Pages.file.body),
    ] {
      let captures = try ground.captures(of: server.url(path))
      #expect(captures.first?.outcome == .new && captures.last?.outcome == .unchanged, "\(path)")
      for capture in captures { #expect(try holdings.shelf.page(of: capture).raw.bytes == body, "\(path)") }
    }
    #expect(try ground.captures(of: server.url("/missing.html")).map(\.outcome) == [.gone, .gone])
    #expect(try ground.captures(of: server.url("/to.html")).map(\.outcome) == [.redirect, .redirect])
    try await ground.expectRebuildable()
  }
}
