import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi fetch", .timeLimit(.minutes(2)))
struct FetchCommandTests {
  @Test("A line for every address: outcome, status, version, change, URL, folder")
  func lines() async throws {
    let place = try Workplace()
    place.server.on("/a.html", .html(notice()))
    place.server.on("/old.html", .redirect(to: "/a.html"))
    let ending = try await place.fetch(place.server.url("/a.html"), place.server.url("/old.html"))
    #expect(ending.status == 0)
    #expect(ending.lines.count == 3)
    let first = try #require(ending.columns.first)
    #expect(first.prefix(2) == ["new", "200"])
    #expect(first[2].wholeMatch(of: /\d{14}-[0-9a-f]{12}/) != nil)
    #expect(first[3].wholeMatch(of: /\+\d+ -0/) != nil)
    #expect(first[4] == place.server.url("/a.html"))
    #expect(first[5].hasPrefix("archive/pages/127.0.0.1"))
    #expect(FileManager.default.fileExists(atPath: place.folder.appending(path: first[5] + "/document.json").path))
    #expect(ending.columns[1].prefix(3) == ["redirect", "302", "-"])
    #expect(ending.lines[1].contains("-> \(place.server.url("/a.html"))"))
    #expect(ending.columns[2].first == "unchanged")
    #expect(FileManager.default.fileExists(atPath: place.archive.appending(path: "README.txt").path))
  }

  @Test("With --json every line is an object with the promised keys, null where there is no value")
  func json() async throws {
    let place = try Workplace()
    place.server.on("/a.html", .html(notice()))
    let ending = try await place.fetch("--json", place.server.url("/a.html"), place.server.url("/missing.html"))
    #expect(ending.status == 3)
    let objects = try ending.objects
    #expect(objects.map { $0["outcome"] as? String } == ["new", "gone"])
    for object in objects {
      #expect(Set(object.keys).isSuperset(of: ["url", "outcome", "status", "version", "path", "warnings"]))
    }
    #expect(objects[0]["status"] as? Int == 200)
    #expect((objects[0]["path"] as? String)?.hasPrefix("/") == true)
    #expect(objects[1]["version"] is NSNull)
    #expect(objects[1]["path"] is NSNull)
    #expect(objects[1]["warnings"] is [Any])
  }

  @Test("Addresses come from a list as well: blank lines and remarks are passed over")
  func list() async throws {
    let place = try Workplace()
    place.server.on("/a.html", .html(notice()))
    try place.write("list.txt", "# two\n\n\(place.server.url("/a.html"))\r\n  \(place.server.url("/a.html"))\n")
    let ending = try await place.fetch("--list", "list.txt")
    #expect(ending.status == 0)
    #expect(ending.columns.map(\.first) == ["new", "unchanged"])
    #expect(try await place.fetch("--list", "none.txt").status == 8)
  }

  @Test("Exit code 3: refused, disallowed, gone, failed; a portal's file or a flag lifts the refusal")
  func someFailed() async throws {
    let place = try Workplace()
    place.server.on("/robots.txt", .plain("User-agent: *\nDisallow: /closed/\n"))
    place.server.on("/closed/a.html", .html(notice()))
    let url = place.server.url("/closed/a.html")
    let refused = try await place.run("fetch", url)
    #expect(refused.status == 3)
    #expect(refused.columns.first?.first == "excluded")
    #expect(refused.text.contains("--allow-private"))
    #expect(place.server.hits.isEmpty)
    let disallowed = try await place.fetch(url)
    #expect(disallowed.status == 3)
    #expect(disallowed.columns.first?.first == "disallowed")
    #expect(disallowed.text.contains("(robots.txt: line 2 disallows /closed/)"))
    #expect(try await place.fetch("--ignore-robots", url).status == 0)
    try place.write(
      "seeds/p.json",
      """
      {"id": "p", "hosts": ["\(place.server.authority)"], "allowPrivateAddresses": true,
       "entries": [{"kind": "home", "url": "\(place.server.url("/"))"}]}
      """)
    #expect(try await place.run("fetch", "--ignore-robots", url).columns.first?.first == "unchanged")
    #expect(try await place.run("fetch", "ftp://127.0.0.1/").status == 3)
  }

  @Test("The host's delay is kept between a crawl, fetches and the next crawl, each a process of its own")
  func pace() async throws {
    let place = try Workplace()
    _ = PortalFarm(on: place.server)
    try place.writePortal(delay: 1, connections: 1)
    for arguments in [
      ["crawl", "--max-pages", "1"], ["fetch", place.server.url("/xw/201.html")],
      ["fetch", place.server.url("/old.html")],
      ["crawl", "--max-pages", "1"],
    ] { #expect(try await place.start(Workplace.program, arguments).end().status == 0, "\(arguments)") }
    let hits = place.server.hits
    #expect(hits.count == 8)
    for (earlier, later) in zip(hits, hits.dropFirst()) where earlier.target != "/robots.txt" {
      // Two requests are timed where they arrive, not where they leave.
      let gap = earlier.time.duration(to: later.time)
      #expect(gap >= .milliseconds(970), "\(earlier.target), \(gap), \(later.target)")
    }
    let time = try await ContinuousClock().measure {
      _ = try await place.fetch("--delay", "0", place.server.url("/xw/201.html"), place.server.url("/xw/202.html"))
    }
    #expect(time < .seconds(2), "\(time)")
  }

  @Test("--attachments fetches the files of a page after it")
  func attachments() async throws {
    let place = try Workplace()
    place.server.on("/a.html", .html(notice("附件：<a href=\"1.pdf\">登记表.pdf</a>")))
    place.server.on("/1.pdf", .respond(200, [("Content-Type", "application/pdf")], text: "%PDF-1.4\n%%EOF\n"))
    let ending = try await place.fetch("--json", "--attachments", place.server.url("/a.html"))
    let objects = try ending.objects
    #expect(objects.map { $0["url"] as? String } == [place.server.url("/a.html"), place.server.url("/1.pdf")])
    #expect((objects.last?["sha256"] as? String)?.count == 64)
  }

  @Test("Exit code 4: a config or portal file that cannot be used, with every problem and its path")
  func settings() async throws {
    let place = try Workplace()
    let missing = try await place.fetch("--config", "none.json", place.server.url("/"))
    #expect(missing.status == 4)
    #expect(missing.errors.contains("none.json"))
    try place.write("config.json", #"{"contact": 1, "speed": 2}"#)
    let broken = try await place.fetch(place.server.url("/"))
    #expect(broken.status == 4)
    #expect(broken.errors.contains("config.json: $.contact: must be a string"))
    #expect(broken.errors.contains("config.json: $.speed: unknown key"))
    try place.write("config.json", "{}")
    try place.write("seeds/bad.json", #"{"id": "x"}"#)
    let portal = try await place.fetch(place.server.url("/"))
    #expect(portal.status == 4)
    #expect(portal.errors.contains("bad.json: $.hosts"))
    #expect(place.server.hits.isEmpty)
  }

  @Test("The config names archive and portal files; --archive goes before it")
  func folders() async throws {
    let place = try Workplace()
    place.server.on("/a.html", .html(notice()))
    try place.write("my.json", #"{"archiveFolder": "kept/here"}"#)
    #expect(try await place.fetch("--config", "my.json", place.server.url("/a.html")).status == 0)
    #expect(FileManager.default.fileExists(atPath: place.folder.appending(path: "kept/here/catalogue.sqlite").path))
    #expect(try await place.fetch("--config", "my.json", "--archive", "other", place.server.url("/a.html")).status == 0)
    #expect(FileManager.default.fileExists(atPath: place.folder.appending(path: "other/catalogue.sqlite").path))
  }

  @Test("Exit code 7: another process writes to the archive, and the message names it")
  func inUse() async throws {
    let place = try Workplace()
    place.server.on("/a.html", .html(notice()))
    #expect(try await place.fetch(place.server.url("/a.html")).status == 0)
    let lock = open(place.archive.appending(path: ".lock").path, O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let refused = try await place.fetch(place.server.url("/a.html"))
    #expect(refused.status == 7)
    #expect(refused.errors.contains("process"))
    #expect(try await place.run("seal").status == 7)
    #expect(try await place.run("rebuild").status == 7)
    #expect(try await place.run("list").status == 0)
    #expect(flock(lock, LOCK_UN) == 0)
    #expect(try await place.fetch(place.server.url("/a.html")).status == 0)
  }

  @Test("Exit code 8: no room, or a place that is no folder")
  func disk() async throws {
    let place = try Workplace()
    try place.write("full.json", #"{"archive": {"diskFloorBytes": 1000000000000000, "diskFloorShare": 1}}"#)
    let full = try await place.fetch("--config", "full.json", place.server.url("/"))
    #expect(full.status == 8)
    #expect(full.errors.contains("diskFloorBytes"))
    try place.write("file", "not a folder")
    #expect(try await place.fetch("--archive", "file/archive", place.server.url("/")).status == 8)
  }
}

@Suite("Signals", .timeLimit(.minutes(3)))
struct SignalTests {
  /// A fetch of a good page and then of one that never answers, once both were asked for.
  private func started(_ place: Workplace) async throws -> Running {
    place.server.on("/a.html", .html(notice()))
    place.server.on("/silent.html", Script([.hold]))
    let running = try place.start(
      "fetch", "--allow-private", place.server.url("/a.html"), place.server.url("/silent.html"))
    while place.server.hits(of: "/silent.html").isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    return running
  }

  @Test("The first one ends the run in order: what was fetched is kept, exit code 11", arguments: [SIGINT, SIGTERM])
  func first(_ signal: Int32) async throws {
    let place = try Workplace()
    let running = try await started(place)
    running.send(signal)
    let ending = try await running.end()
    #expect(ending.status == 11)
    #expect(ending.columns.map(\.first) == ["new"])
    #expect(ending.errors.contains("stopped"))
    #expect(try await place.run("verify", "--deep").status == 0)
    let listed = try await place.run("list", "--json", place.server.url("/a.html")).objects
    #expect(listed.compactMap { $0["outcome"] as? String } == ["new"])
    #expect(try await place.run("list", place.server.url("/silent.html")).status == 5)
  }

  @Test("A second one ends the process at once, and nothing that was kept is lost")
  func second() async throws {
    let place = try Workplace()
    // Stopped, so that both signals are there before anything can end.
    let running = try await started(place)
    running.send(SIGSTOP)
    running.send(SIGINT)
    running.send(SIGTERM)
    running.send(SIGCONT)
    let status = try await running.end().status
    #expect([11, 128 + SIGTERM, 128 + SIGINT].contains(status))
    #expect(try await place.run("verify", "--deep").status == 0)
    #expect(try await place.fetch(place.server.url("/a.html")).columns.map(\.first) == ["unchanged"])
  }
}
