import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi fetch while a crawl holds the archive", .timeLimit(.minutes(3)))
struct AskedFetchTests {
  /// A crawl of the farm that asks slowly, once it is under way.
  private func crawl(in place: Workplace, delay: Double = 0.4, _ command: String = "crawl") async throws
    -> Running
  {
    _ = PortalFarm(on: place.server)
    place.server.on("/wanted.html", .html(notice("本页由专人调取，仅供核对之用。")))
    try place.writePortal(delay: delay, connections: 1)
    let crawl = try place.start(command, "-q")
    try await place.waitForHits(2)
    return crawl
  }

  private func stop(_ crawl: Running) async throws {
    crawl.send(SIGTERM)
    let ending = try await crawl.end()
    #expect(ending.status == 11, "\(ending.errors)")
  }

  @Test("The crawl fetches it next, and the line and the exit code are those of any fetch")
  func line() async throws {
    let place = try Workplace()
    let crawl = try await crawl(in: place)
    let ending = try await place.run("fetch", place.server.url("/wanted.html"))
    #expect(ending.status == 0, "\(ending.errors)")
    let columns = try #require(ending.columns.first)
    #expect(ending.lines.count == 1 && columns.prefix(2) == ["new", "200"])
    #expect(columns[3].wholeMatch(of: /\+\d+ -0/) != nil && columns[4] == place.server.url("/wanted.html"))
    #expect(columns[5].hasPrefix("archive/pages/127.0.0.1"))
    let folder = place.folder.appending(path: columns[5])
    #expect(FileManager.default.fileExists(atPath: folder.appending(path: "document.json").path))
    let gone = try await place.run("fetch", "--json", place.server.url("/none.html"), "ftp://127.0.0.1/")
    #expect(gone.status == 3)
    #expect(try gone.objects.map { $0["outcome"] as? String } == ["gone", "excluded"])
    try await stop(crawl)
    let again = try await place.run("fetch", place.server.url("/wanted.html"))
    #expect(again.columns.first?.first == "unchanged" && again.columns.first?.last == columns.last)
    #expect(try await place.run("verify", "--deep").status == 0)
  }

  @Test("Requests of crawl and people together keep the host's delay; a waiting person goes before the queue")
  func politeness() async throws {
    let place = try Workplace()
    let crawl = try await crawl(in: place)
    let first = try place.start("fetch", place.server.url("/wanted.html"))
    let second = try place.start("fetch", place.server.url("/xw/201.html"))
    for fetch in [first, second] { #expect(try await fetch.end().status == 0) }
    try await place.waitForHits(8)
    try await stop(crawl)
    let hits = place.server.hits
    #expect(hits.count { $0.target == "/wanted.html" } == 1)
    for (earlier, later) in zip(hits, hits.dropFirst()) where earlier.target != "/robots.txt" {
      let gap = earlier.time.duration(to: later.time)
      // Two requests are timed where they arrive, not where they leave.
      #expect(gap >= .milliseconds(370), "\(earlier.target), \(gap), \(later.target)")
    }
  }

  @Test("A host of no portal: its robots.txt is asked and obeyed, redirects and attachments are followed")
  func foreign() async throws {
    let place = try Workplace()
    let other = try LoopbackServer()
    other.on("/robots.txt", .plain("User-agent: *\nDisallow: /closed/\n"))
    other.on("/old.html", .redirect(to: "/a.html"))
    other.on("/a.html", .html(notice().replacing("</body>", with: "<p><a href=\"/b.pdf\">附件.pdf</a></p></body>")))
    other.on("/b.pdf", .respond(200, [("Content-Type", "application/pdf")], text: "%PDF-1.4\n% 1\n%%EOF\n"))
    let crawl = try await crawl(in: place)
    let ending = try await place.fetch("--attachments", other.url("/old.html"))
    #expect(ending.columns.map(\.first) == ["redirect", "new", "new"], "\(ending.text)")
    let closed = try await place.fetch(other.url("/closed/a.html"))
    #expect(closed.status == 3 && closed.text.contains("(robots.txt: line 2 disallows /closed/)"))
    #expect(try await place.fetch("--ignore-robots", other.url("/closed/a.html")).columns.first?.first == "gone")
    let refused = try await place.run("fetch", other.url("/a.html"))
    #expect(refused.status == 3 && refused.text.contains("--allow-private"))
    #expect(other.hits.map(\.target) == ["/robots.txt", "/old.html", "/a.html", "/b.pdf", "/closed/a.html"])
    try await stop(crawl)
  }

  @Test("A run fetches between its rounds as well")
  func betweenRounds() async throws {
    let place = try Workplace()
    let run = try await crawl(in: place, delay: 0, "run")
    let health = place.archive.appending(path: "health.json")
    for _ in 0..<400 {
      if let text = try? String(contentsOf: health, encoding: .utf8), text.contains(#/"rounds": ?1/#) { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    let ending = try await place.run("fetch", place.server.url("/wanted.html"))
    #expect(ending.status == 0 && ending.columns.first?.first == "new", "\(ending.text)\(ending.errors)")
    try await stop(run)
  }

  @Test("An interrupt of the one who waits withdraws the request")
  func withdrawn() async throws {
    let place = try Workplace()
    let crawl = try await crawl(in: place, delay: 4)
    let fetch = try place.start("fetch", place.server.url("/wanted.html"))
    try await Task.sleep(for: .seconds(2))
    fetch.send(SIGINT)
    #expect(try await fetch.end().status == 11)
    try await place.waitForHits(3)
    try await Task.sleep(for: .milliseconds(200))
    #expect(!place.asked.contains("/wanted.html"))
    try await stop(crawl)
  }

  @Test("When the crawl is killed meanwhile, fetch does it itself")
  func killedCrawl() async throws {
    let place = try Workplace()
    let crawl = try await crawl(in: place, delay: 4)
    let fetch = try place.start("fetch", place.server.url("/wanted.html"))
    try await Task.sleep(for: .milliseconds(1_500))
    crawl.send(SIGKILL)
    _ = try await crawl.end()
    let ending = try await fetch.end()
    #expect(ending.status == 0 && ending.columns.first?.first == "new", "\(ending.text)\(ending.errors)")
  }

  @Test("Exit code 7, at once: what holds the archive is no crawl")
  func noCrawl() async throws {
    let place = try Workplace()
    place.server.on("/slow.html") { _ in Script([.pause(milliseconds: 3_000)] + Script.html(notice()).steps) }
    let slow = try place.start("fetch", "--allow-private", place.server.url("/slow.html"))
    try await place.waitForHits(2)
    let ending = try await place.fetch(place.server.url("/wanted.html"))
    #expect(ending.status == 7 && ending.errors.contains("is being written by process"), "\(ending.errors)")
    #expect(ending.errors.contains("(fetch)") && ending.output.isEmpty)
    #expect(try await slow.end().status == 0)
    #expect(!place.asked.contains("/wanted.html"))
  }
}
