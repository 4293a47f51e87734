import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi status and explain", .timeLimit(.minutes(1)))
struct StatusCommandTests {
  /// A crawl that ended after five visits.
  private func place() async throws -> Workplace {
    let place = try Workplace()
    _ = PortalFarm(on: place.server)
    try place.writePortal()
    #expect(try await place.run("crawl", "--max-pages", "5").status == 0)
    return place
  }

  @Test("Runs, queues, what is due, standing requests and rounds")
  func status() async throws {
    let place = try await place()
    for arguments in [["pause", "qinghe"], ["resume", "qinghe"], ["delay", "qinghe", "2"]] {
      #expect(try await place.start(Workplace.program, arguments).end().status == 0)
    }
    let lines = try await place.run("status", "--json").objects
    #expect(lines.contains { $0["command"] as? String == "crawl" && $0["ended"] != nil })
    let host = try #require(lines.first { $0["host"] as? String == place.server.authority })
    #expect((host["queued"] as? Int ?? 0) > 5 && host["done"] as? Int == 5)
    #expect(host["due_now"] as? Int == host["queued"] as? Int)
    #expect(
      lines.filter { $0["request"] != nil }.map { $0["request"] as? String } == ["delay"],
      "a pause that was ended is over")
    let round = try #require(lines.first { $0["schedule"] != nil })
    #expect(round["portal"] as? String == "qinghe" && round["last_round"] == nil && round["next_round"] != nil)
    #expect(try await place.run("status").text.contains("\tround by 30 9 * * *\tlast never\tnext now"))
  }

  @Test("A host that rests is shown with the reason")
  func rest() async throws {
    let place = try Workplace()
    try place.writePortal()
    place.server.on("/", .respond(503, [("Retry-After", "3600")]))
    _ = try await place.run("crawl", "--max-wait", "0")
    let rests = try await place.run("status", "--json").objects.filter { $0["rests"] != nil }
    #expect(rests.map { $0["reason"] as? String } == ["retry-after"])
    #expect(rests.map { $0["rests"] as? String } == ["host:\(place.server.authority)"])
    let why = try await place.run("explain", "--json", place.server.url("/")).objects
    #expect((why.first?["rests"] as? String)?.contains("retry-after") == true)
  }

  @Test("Why an address is queued or not, by which rule, and which delay holds")
  func explain() async throws {
    let place = try await place()
    func answers(_ url: String) async throws -> [String: String] {
      let ending = try await place.run("explain", "--json", url)
      #expect(ending.status == 0, "\(ending.errors)")
      return try #require(try ending.objects.first as? [String: String])
    }
    let admin = try await answers(place.server.url("/admin/login.html"))
    #expect(admin["robots"]?.hasPrefix("disallowed by line 2, /admin/") == true, "\(admin)")
    let calendar = try await answers(place.server.url("/rili/?year=2026&month=1"))
    #expect(calendar["scope"]?.hasPrefix("rejected by trap:calendar") == true, "\(calendar)")
    #expect(calendar["frontier"]?.hasPrefix("excluded by trap:calendar") == true)
    #expect(calendar["found"]?.hasPrefix("from \(place.server.url("/")), by link, 1 links") == true)
    let foreign = try await answers("http://elsewhere.example/")
    #expect(foreign["portal"]?.hasPrefix("none") == true)
    #expect(foreign["scope"] == "rejected by default: no rule accepts elsewhere.example")
    let home = try await answers(place.server.url("/"))
    #expect(home["frontier"]?.hasPrefix("visited; due 20") == true && home["visits"]?.contains(": new;") == true)
    #expect(home["scope"] == "accepted by hosts: accept host \(place.server.authority)", "\(home)")
    let unknown = try await answers(place.server.url("/nowhere.html"))
    #expect(unknown["frontier"]?.hasPrefix("no page that was visited leads there") == true)
    #expect(try await place.run("delay", "qinghe", "7").status == 0)
    #expect(try await answers(place.server.url("/"))["delay"]?.hasPrefix("7.0 s between two requests") == true)
    let page = try await place.run("explain", place.server.url("/"))
    #expect(page.text.contains("portal\tqinghe\n") && page.lines.count > 12, "its blocks come after that")
  }

  @Test("explain needs no archive to say what a portal's rules are")
  func noArchive() async throws {
    let place = try Workplace()
    try place.writePortal()
    let ending = try await place.run("explain", place.server.url("/a.html"))
    #expect(ending.status == 0 && ending.text.contains("scope\taccepted by "))
    #expect(!FileManager.default.fileExists(atPath: place.archive.path))
  }
}
