import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi doctor", .timeLimit(.minutes(1)))
struct DoctorCommandTests {
  /// Loopback speaks no TLS and says nothing to a handshake.
  private static let config = #"{"fetching": {"connectTimeoutSeconds": 1}}"#

  private func site(_ server: LoopbackServer) {
    server.on("/robots.txt") { _ in
      .plain("User-agent: *\nCrawl-delay: 0.05\nDisallow: /closed/\nSitemap: \(server.url("/sitemap.xml"))\n")
    }
    server.on(
      "/",
      .html(
        """
        <html><head><meta charset="utf-8"><title>青禾区人民政府</title><meta name="SiteName" content="青禾区人民政府门户网站">
        <meta name="SiteIDCode" content="3700000001"></head><body class="TRS_Web"><h1>青禾区</h1>
        <a href="/zwgk/">政府信息公开</a><a href="/closed/nb/">政府信息公开年报</a><a href="/tq/">天气</a></body></html>
        """))
    server.on("/zwgk/", .html("<title>公开</title><a href=\"/zwgk/xxgknb/\">政府信息公开年报</a><a href=\"/zwgk/ys/\">预算</a>"))
    server.on(
      "/zwgk/xxgknb/",
      .html("<title>年报</title><a href=\"a.html\">一</a><script>createPageHTML(3, 0, \"index\", \"html\");</script>"))
    server.on(
      "/sitemap.xml",
      .respond(
        200, [("Content-Type", "application/xml")],
        text: "<urlset><url><loc>\(server.url("/a.html"))</loc></url></urlset>"))
  }

  @Test("says how a host wants to be crawled and drafts its portal file, which a crawl can use")
  func draft() async throws {
    let place = try Workplace()
    try place.write("config.json", Self.config)
    site(place.server)
    let ending = try await place.run("doctor", "--allow-private", "--write", "--json", place.server.authority)
    #expect(ending.status == 0, "\(ending.errors)")
    let findings = try ending.objects.reduce(into: [String: String]()) {
      $0["\($1["subject"] ?? "")", default: ""] += "\($1["text"] ?? "")\n"
    }
    #expect(findings["robots"]?.contains("Crawl-delay 0.05 s, 1 sitemaps") == true, "\(findings)")
    #expect(findings["home"]?.contains("青禾区人民政府门户网站") == true)
    #expect(findings["charset"]?.contains("utf8") == true && findings["cms"] == "trs\n")
    #expect(findings["list"]?.contains("/zwgk/xxgknb/: 政府信息公开年报") == true)
    #expect(findings["list"]?.contains("goes on by") == true)
    #expect(findings["sitemap"]?.contains("1 addresses") == true)
    #expect(findings["unknown-path"]?.contains("404") == true)
    #expect(place.server.hits(of: "/closed/nb/").isEmpty, "robots.txt is obeyed")
    #expect(place.server.hits.count <= 12)
    let name = "127-0-0-1-\(place.server.port)"
    let file = try Data(contentsOf: place.folder.appending(path: "seeds/\(name).json"))
    let portal = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
    #expect(portal["siteIDCode"] as? String == "3700000001" && portal["official"] as? Bool == false)
    let entries = try #require(portal["entries"] as? [[String: String]])
    #expect(entries.map { $0["kind"] } == ["home", "column", "column"])
    #expect(entries.last?["url"] == place.server.url("/zwgk/xxgknb/"))
    #expect(try await place.run("crawl", "--dry-run").status == 0)
    // A second time it is a portal that is known, and the file is a person's.
    let again = try await place.run("doctor", "--write", name)
    #expect(again.status == 0)
    #expect(again.lines.filter { $0.contains("\tentry\t") }.count == 3)
    #expect(try Data(contentsOf: place.folder.appending(path: "seeds/\(name).json")) == file)
  }

  @Test("ends with 3 where nothing may or can be fetched, and says why")
  func closed() async throws {
    let place = try Workplace()
    try place.write("config.json", Self.config)
    for (robots, home, reason) in [
      (Script.respond(503), Script.html("x"), "503"),
      (.plain("User-agent: *\nDisallow: /\n"), .html("x"), "disallowed"),
      (
        .respond(404), .respond(521, [("X-Via-JSL", "1")], text: "<script>__jsl_clearance</script>"),
        "declined_programs"
      ),
    ] {
      place.server.on("/robots.txt", robots)
      place.server.on("/", home)
      let ending = try await place.run("doctor", "--allow-private", place.server.authority)
      #expect(ending.status == 3)
      #expect(ending.lines.contains { $0.hasPrefix("obstacle\t") && $0.contains(reason) }, "\(ending.text)")
    }
    #expect(try await place.run("doctor", "no-such-host.invalid").text.contains("nameNotResolved"))
  }
}
