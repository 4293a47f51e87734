import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi crawl and refresh", .timeLimit(.minutes(3)))
struct CrawlCommandTests {
  @Test("A crawl, then a refresh that says what changed: terminal, JSON and Markdown")
  func refresh() async throws {
    let place = try Workplace()
    _ = PortalFarm(on: place.server)
    try place.writePortal()
    let crawl = try await place.run("crawl", "--max-wait", "0")
    #expect(crawl.status == 0, "\(crawl.errors)")
    #expect(crawl.lines.last?.hasSuffix("nothing is left to do") == true)
    place.server.on("/xw/201.html", .html(notice("本页已经更正。")))
    place.server.on("/xw/202.html", .html("<title>404</title>", status: 404))
    let json = try await place.run("refresh", "--json", "--max-wait", "0", "--markdown", "report.md")
    #expect(json.status == 0, "\(json.errors)")
    let lines = try json.objects
    for line in lines.dropLast() {
      #expect(Set(line.keys).isSuperset(of: ["url", "outcome", "state", "version"]), "\(line)")
    }
    let byURL = Dictionary(
      uniqueKeysWithValues: lines.compactMap { line in (line["url"] as? String).map { ($0, line) } })
    let changed = try #require(byURL[place.server.url("/xw/201.html")])
    #expect(changed["outcome"] as? String == "changed" && (changed["added"] as? Int ?? 0) > 0)
    let gone = try #require(byURL[place.server.url("/xw/202.html")])
    #expect(gone["outcome"] as? String == "gone" && gone["state"] as? String == "failing")
    let summary = try #require(lines.last?["summary"] as? [String: Any])
    #expect(summary["due"] as? Int == lines.count - 1 && summary["visited"] as? Int == lines.count - 1)
    let markdown = try String(contentsOf: place.folder.appending(path: "report.md"), encoding: .utf8)
    #expect(markdown.contains("## Changed\n\n- <\(place.server.url("/xw/201.html"))> +"))
    #expect(markdown.contains("## Gone\n\n") && markdown.contains("| qinghe | \(lines.count - 1) |"))
    let text = try await place.run("refresh", "--max-wait", "0")
    #expect(text.lines.contains { $0.hasPrefix("gone  ") && $0.contains("/xw/202.html") })
    #expect(!text.text.contains("/xw/201.html"), "what did not change has no line")
  }

  @Test("A document that moved: list, status and explain say so, also after a rebuild")
  func moved() async throws {
    let place = try Workplace()
    _ = PortalFarm(on: place.server)
    try place.writePortal()
    #expect(try await place.run("crawl", "--max-wait", "0").status == 0)
    let (old, new) = (place.server.url("/xw/202.html"), place.server.url("/xw/moved/202.html"))
    place.server.on("/xw/202.html", .html("<title>404</title>", status: 404))
    place.server.on("/xw/moved/202.html", .html(notice("本页编号/xw/202.html，仅供核对。")))
    place.server.on("/xw/201.html", .html(notice("本页另有去处。<a href=\"\(new)\">新址</a>")))
    let refresh = try await place.run("refresh", "--max-wait", "0")
    #expect(refresh.lines.contains { $0.hasPrefix("moved  ") && $0.contains("\(old)  -> \(new)") }, "\(refresh.text)")
    for _ in 0..<2 {
      let lines = try await place.run("list", "--json").objects
      let line = try #require(lines.first { $0["url"] as? String == old })
      #expect(line["state"] as? String == "moved" && line["moved_to"] as? String == new)
      #expect(try await place.run("list").lines.contains { $0.hasPrefix("moved\t") && $0.hasSuffix("\t-> \(new)") })
      #expect(try await place.run("list", old).lines.first?.hasSuffix("\t-> \(new)") == true)
      let host = try await place.run("status", "--json").objects.first {
        $0["host"] as? String == place.server.authority
      }
      #expect((host?["addresses"] as? [String: Int])?["moved"].map { $0 > 0 } == true)
      #expect(try await place.run("explain", old).text.contains("it is moved, to \(new)"))
      #expect(try await place.run("rebuild").status == 0)
    }
  }

  @Test("Exit code 3, and the report names the outage, when a portal answers 503 everywhere")
  func outage() async throws {
    let place = try Workplace()
    _ = PortalFarm(on: place.server)
    try place.writePortal()
    _ = try await place.run("crawl", "--max-wait", "0")
    place.server.on("/robots.txt", .respond(503))
    let ending = try await place.run("refresh", "--max-wait", "0", "--markdown", "report.md")
    #expect(ending.status == 3)
    #expect(ending.text.contains("qinghe: an outage, nothing is concluded from it: 127.0.0.1"))
    let markdown = try String(contentsOf: place.folder.appending(path: "report.md"), encoding: .utf8)
    #expect(markdown.contains("- **qinghe**: an outage") && markdown.contains("## Not visited"))
  }

  @Test("Exit code 9: every target declines")
  func allBlocked() async throws {
    let place = try Workplace()
    place.server.on("/", .html("<title>403 Forbidden</title>", status: 403))
    try place.writePortal()
    for command in ["crawl", "refresh"] {
      #expect(try await place.run(command, "--max-wait", "0").status == 9, "\(command)")
    }
  }

  @Test("Exit code 10: the network is down, before the first answer or after a crawl that was fine")
  func networkDown() async throws {
    let place = try Workplace()
    try place.write("config.json", #"{"contact": "mailto:test@example.org"}"#)
    try place.writePortal(delay: 1, connections: 1, host: "no-such-host.invalid", isPrivate: false)
    let first = try await place.run("crawl", "--max-wait", "0", "--report-skipped", "skipped.txt")
    #expect(first.status == 10, "\(first.errors)")
    let skipped = try String(contentsOf: place.folder.appending(path: "skipped.txt"), encoding: .utf8)
    #expect(skipped.hasPrefix("http://no-such-host.invalid/\tqueued\tnameNotResolved: "), "\(skipped)")
    #expect(first.text.contains("nameNotResolved"))
    let queue = try await place.run("status", "--json")
    #expect(try queue.objects.contains { $0["host"] as? String == "no-such-host.invalid" && $0["queued"] as? Int == 1 })
    #expect(try await place.run("refresh", "--max-wait", "5").status == 10)
  }

  @Test("Exit code 11: the first interrupt stops cleanly, and the same command goes on", arguments: [SIGINT, SIGTERM])
  func interrupted(signal: Int32) async throws {
    let place = try Workplace()
    let farm = PortalFarm(on: place.server)
    try place.writePortal(delay: 0.1, connections: 1)
    let crawl = try place.start("crawl", "--max-wait", "5")
    try await place.waitForHits(8)
    crawl.send(signal)
    let stopped = try await crawl.end()
    #expect(stopped.status == 11, "\(stopped.errors)")
    #expect(stopped.errors.contains("the same command goes on"))
    #expect(try await place.run("verify", "--deep").status == 0)
    let before = Set(place.asked)
    #expect(!before.isEmpty && before.count < farm.truth.count)
    try place.writePortal()
    #expect(try await place.run("crawl", "--max-wait", "0").status == 0)
    #expect(Set(place.asked) == farm.truth)
  }

  @Test("Exit code 7: a second writer is told who has the archive; readers are not in the way")
  func secondWriter() async throws {
    let place = try Workplace()
    _ = PortalFarm(on: place.server)
    try place.writePortal(delay: 0.3, connections: 1)
    let crawl = try place.start("crawl")
    try await place.waitForHits(4)
    for arguments in [["crawl"], ["refresh"], ["run"], ["seal"]] {
      let second = try await place.start(Workplace.program, arguments).end()
      #expect(second.status == 7, "\(arguments)")
      #expect(second.errors.contains("is being written by process"))
    }
    #expect(try await place.run("status").status == 0)
    #expect(try await place.run("verify").status == 0)
    crawl.send(SIGTERM)
    #expect(try await crawl.end().status == 11)
  }

  @Test("Exit code 8: a place that cannot be written to, and a disk below its floor")
  func disk() async throws {
    let place = try Workplace()
    _ = PortalFarm(on: place.server)
    try place.writePortal()
    let unwritable = try await place.run("crawl", "--archive", "/proc/fangzhi")
    #expect(unwritable.status == 8 && unwritable.errors.contains("/proc/fangzhi"))
    try place.write("config.json", #"{"archive": {"diskFloorBytes": 1125899906842624, "diskFloorShare": 1}}"#)
    let full = try await place.run("crawl")
    #expect(full.status == 8 && full.errors.contains("diskFloorBytes"))
    #expect(place.asked.isEmpty)
  }

  @Test(
    "Exit code 8: a disk that is full in the middle of a crawl; with room the same command goes on",
    .enabled(if: getuid() == 0, "a small volume can be mounted only by root: skipped"))
  func fullDisk() async throws {
    let place = try Workplace()
    let farm = PortalFarm(on: place.server)
    try place.writePortal()
    try place.write("config.json", #"{"archive": {"diskFloorShare": 0}}"#)
    let mount = try await place.shell("mkdir archive && mount -t tmpfs -o size=700k tmpfs archive")
    try #require(mount.status == 0, "\(mount.errors)")
    let full = try await place.run("crawl", "--max-wait", "0")
    #expect(full.status == 8, "\(full.errors)")
    #expect(full.errors.contains("no room") || full.errors.contains("full"), "\(full.errors)")
    _ = try await place.shell("mount -o remount,size=60m archive")
    let again = try await place.run("crawl", "--max-wait", "0")
    #expect(again.status == 0, "\(again.errors)")
    #expect(Set(place.asked) == farm.truth)
    #expect(try await place.run("verify", "--deep").status == 0)
    _ = try await place.shell("umount -l archive")
  }
}

@Suite("fangzhi run", .timeLimit(.minutes(2)))
struct RunCommandTests {
  @Test("Crawls, tells Prometheus and the health file how it is, and ends with 11 when systemd stops it")
  func service() async throws {
    let place = try Workplace()
    let farm = PortalFarm(on: place.server)
    try place.writePortal()
    let (socket, port) = try listenOnLoopback()
    close(socket)
    try place.write("config.json", #"{"run": {"noticeCommand": ["sh", "-c", "cat >> notices.jsonl"]}}"#)
    let run = try place.start("run", "--metrics", "\(port)")
    let health = place.archive.appending(path: "health.json")
    var state: [String: Any] = [:]
    for _ in 0..<600 {
      try await Task.sleep(for: .milliseconds(50))
      guard let data = try? Data(contentsOf: health) else { continue }
      state = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      if state["rounds"] as? Int == 1 { break }
    }
    #expect(state["rounds"] as? Int == 1 && state["state"] as? String == "waiting", "\(state)")
    #expect(Set(place.asked) == farm.truth)
    let metrics = try await place.shell("curl -fsS --noproxy '*' http://127.0.0.1:\(port)/metrics")
    #expect(metrics.status != 0 || metrics.text.contains("fangzhi_rounds_total 1"))
    run.send(SIGTERM)
    let ending = try await run.end()
    #expect(ending.status == 11, "\(ending.errors)")
    #expect(
      ending.errors.contains("metrics at http://127.0.0.1:\(port)/metrics") && ending.errors.contains("round 1: qinghe")
    )
    let last = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: health)) as? [String: Any])
    #expect(last["state"] as? String == "stopped")
    let notices = try Data(contentsOf: place.folder.appending(path: "notices.jsonl"))
    let notice = try #require(try JSONSerialization.jsonObject(with: notices) as? [String: Any])
    #expect((notice["changes"] as? [[String: Any]])?.isEmpty == false)
    #expect(try await place.run("verify").status == 0)
  }

  @Test("A wrong cron expression is an error of the portal file")
  func cron() async throws {
    let place = try Workplace()
    try place.write(
      "seeds/a.json",
      #"{"id": "a", "hosts": ["127.0.0.1:1"], "entries": [{"kind": "home", "url": "http://127.0.0.1:1/"}], "schedule": "61 * * * *"}"#
    )
    let ending = try await place.run("run")
    #expect(ending.status == 4)
    #expect(ending.errors.contains("$.schedule") && ending.errors.contains("61"))
  }
}
