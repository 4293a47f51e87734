import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi search", .timeLimit(.minutes(2)))
struct SearchCommandTests {
  private func archive() async throws -> Workplace {
    let place = try Workplace()
    place.server.on("/a.html", .html(notice("甲。")))
    place.server.on("/b.html", .html(notice("關於東溪的補充規定。").replacing("秋季河道清理", with: "冬季道路養護")))
    #expect(try await place.fetch(place.server.url("/a.html"), place.server.url("/b.html")).status == 0)
    return place
  }

  @Test("Each hit begins with its address; then title, date and version, then the place")
  func plain() async throws {
    let place = try await archive()
    let ending = try await place.run("search", "河道清理")
    #expect(ending.status == 0)
    let url = place.server.url("/a.html")
    #expect(ending.lines.count == 3 && ending.lines[0] == url)
    let version = try #require(try await place.run("list", "--json", url).objects.first?["version"] as? String)
    #expect(ending.lines[1] == "  关于开展秋季河道清理工作的通知  2026-11-18T09:30+08:00  \(version)")
    #expect(ending.lines[2].contains("秋季河道清理工作"))
    #expect(try await place.run("search", "--limit", "1", "清理范围").lines.count == 3)
    let both = try await place.run("search", "道路养护 OR 河道清理").lines.filter { $0.hasPrefix("http") }
    #expect(Set(both) == [url, place.server.url("/b.html")])
  }

  @Test("JSON: a hit a line, what was found in scalars of the snippet")
  func json() async throws {
    let place = try await archive()
    let hits = try await place.run("search", "--json", "补充规定").objects
    let hit = try #require(hits.first)
    #expect(hits.count == 1 && hit["url"] as? String == place.server.url("/b.html"))
    #expect(hit["kind"] as? String == "article" && hit["rank"] is Double && hit["version"] is String)
    let snippet = Array(try #require(hit["snippet"] as? String).unicodeScalars)
    let range = try #require((hit["hits"] as? [[Int]])?.first)
    #expect(String(String.UnicodeScalarView(snippet[range[0]..<range[1]])) == "補充規定")
  }

  @Test("Exit codes: 5 without a hit or an archive, 2 for what cannot be asked")
  func exitCodes() async throws {
    let place = try await archive()
    let none = try await place.run("search", "不存在的词语")
    #expect(none.status == 5 && none.text.isEmpty && none.errors.contains("nothing in the archive"))
    #expect(try await place.run("search", "--host", "www.other.example", "清理").status == 5)
    #expect(try await place.run("search", "--host", "127.0.0.1:\(place.server.port)", "清理").status == 0)
    #expect(try await place.run("search", "--from", "2999", "清理").status == 5)
    #expect(try await place.run("search", "--from", "2000-01-01", "--to", "29991231", "清理").status == 0)
    #expect(try await place.run("search", "--kind", "report", "清理").status == 5)
    for arguments in [["--kind", "banana", "清理"], ["--from", "yesterday", "清理"], ["--limit", "0", "清理"], ["，"], []] {
      #expect(try await place.start(Workplace.program, ["search"] + arguments).end().status == 2, "\(arguments)")
    }
    #expect(try await place.run("search", "--archive", "nowhere", "清理").status == 5)
  }
}

@Suite("An article in several pages on the command line", .timeLimit(.minutes(2)))
struct SeveralPagesTests {
  private func page(_ number: Int, _ sentence: String) -> String {
    let pager = (0...2).map {
      $0 == number ? "<span>\($0 + 1)</span>" : "<a href=\"n\($0 == 0 ? "" : "_\($0)").html\">\($0 + 1)</a>"
    }
    return notice(sentence).replacing(
      "</div>\n</body>", with: "</div><div class=\"page\">\(pager.joined())</div></body>")
  }

  @Test("show prints it whole under its first page and says what is missing; search leads there")
  func joins() async throws {
    let place = try Workplace()
    for (number, sentence) in ["首页的话。", "第二页另有规定。", "末页附则。"].enumerated() {
      place.server.on("/n\(number == 0 ? "" : "_\(number)").html", .html(page(number, sentence)))
    }
    let urls = ["/n.html", "/n_1.html", "/n_2.html"].map { place.server.url($0) }
    #expect(try await place.fetch(urls[0], urls[1]).status == 0)
    let partly = try await place.run("show", "--text", urls[0])
    #expect(partly.status == 0 && partly.errors.contains("warning: the part \(urls[2])"))
    #expect(partly.text.contains("第二页另有规定") && !partly.text.contains("末页附则"))
    #expect(try await place.fetch(urls[2]).status == 0)
    for flags in [["--text"], ["--markdown"], ["--json"], []] {
      let whole = try await place.start(Workplace.program, ["show"] + flags + [urls[0]]).end()
      #expect(whole.errors.isEmpty && whole.text.contains("首页的话") && whole.text.contains("末页附则"), "\(flags)")
    }
    #expect(try await !place.run("show", "--text", urls[1]).text.contains("末页附则"))
    let hit = try await place.run("search", "末页附则")
    #expect(hit.lines.first == urls[0] && hit.lines[1].contains("in \(urls[2])"))
    let json = try #require(try await place.run("search", "--json", "末页附则").objects.first)
    #expect((json["part"] as? [String: String])?["url"] == urls[2])
  }
}
