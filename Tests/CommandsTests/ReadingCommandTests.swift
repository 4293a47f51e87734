import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi show and list", .timeLimit(.minutes(2)))
struct ShowCommandTests {
  /// Three versions of one page, and the words that name them.
  private func threeVersions() async throws -> (place: Workplace, url: String, versions: [String]) {
    let place = try Workplace()
    let url = place.server.url("/a.html")
    var versions: [String] = []
    for sentence in ["第一稿。", "第二稿。", "第三稿。"] {
      place.server.on("/a.html", .html(notice(sentence)))
      versions.append(try #require(try await place.fetch("--json", url).objects.first?["version"] as? String))
    }
    return (place, url, versions)
  }

  @Test("Every form of a version")
  func forms() async throws {
    let (place, url, versions) = try await threeVersions()
    #expect(try await place.run("show", "--raw", url).output == Array(notice("第三稿。").utf8))
    let text = try await place.run("show", "--text", url).text
    #expect(text.contains("第三稿。") && !text.contains("<p>"))
    let markdown = try await place.run("show", url).text
    #expect(markdown.hasPrefix("---\n") && markdown.contains("第三稿。"))
    #expect(try await place.run("show", "--markdown", url).text == markdown)
    let headers = try await place.run("show", "--headers", url).text
    #expect(headers.hasPrefix("HTTP/1.1 200 OK\n") && headers.contains("Content-Type: text/html; charset=utf-8"))
    let json = try await place.run("show", "--json", url)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
    #expect(document["schema"] as? String == "fangzhi/document/1")
    let folder = try #require(try await place.fetch("--json", url).objects.first?["path"] as? String)
    #expect(folder.hasSuffix(versions[2] + "/") || folder.hasSuffix(versions[2]))
    let files = try files(in: URL(filePath: folder))
    #expect(files["document.json"] == Data(json.output))
    #expect(files["document.md"] == Data(markdown.utf8))
    #expect(files["document.txt"] == Data(text.utf8))
    #expect(files["raw.html"] == Data(notice("第三稿。").utf8))
  }

  @Test("Every word for a version")
  func words() async throws {
    let (place, url, versions) = try await threeVersions()
    let words = [
      ("", "第三稿。"), ("@latest", "第三稿。"), ("@-1", "第二稿。"), ("@-2", "第一稿。"), ("@\(versions[0])", "第一稿。"),
      ("@\(versions[1].prefix(14))", "第二稿。"), ("@29991231", "第三稿。"), ("@2999-12-31", "第三稿。"),
    ]
    for (word, sentence) in words {
      let ending = try await place.run("show", "--text", url + word)
      #expect(ending.status == 0, "\(word)")
      #expect(ending.text.contains(sentence), "\(word)")
    }
    for word in ["@-3", "@2000-01-01", "@20000101000000", "@20000101000000-000000000000"] {
      #expect(try await place.run("show", url + word).status == 5, "\(word)")
    }
  }

  @Test("Exit code 5: no archive, no such address, an address without a version")
  func missing() async throws {
    let place = try Workplace()
    let none = try await place.run("show", "http://127.0.0.1/")
    #expect(none.status == 5)
    #expect(none.errors.contains("there is no archive"))
    #expect(!FileManager.default.fileExists(atPath: place.archive.path))
    for command in ["list", "verify", "seal", "rebuild"] {
      #expect(try await place.run(command).status == 5, "\(command)")
    }
    #expect(!FileManager.default.fileExists(atPath: place.archive.path))
    _ = try await place.fetch(place.server.url("/missing.html"))
    #expect(try await place.run("show", place.server.url("/missing.html")).status == 5)
    #expect(try await place.run("show", place.server.url("/other.html")).status == 5)
    #expect(try await place.run("show", "not an address").status == 5)
  }

  @Test("An address with an @ of its own is found")
  func at() async throws {
    let place = try Workplace()
    let url = place.server.url("/post@2020")
    place.server.on("/post@2020", .html(notice()))
    #expect(try await place.fetch(url).status == 0)
    #expect(try await place.run("show", "--raw", url).output == Array(notice().utf8))
    #expect(try await place.run("show", "--raw", url + "@latest").output == Array(notice().utf8))
  }

  @Test("list: addresses, then versions and captures of one")
  func list() async throws {
    let (place, url, versions) = try await threeVersions()
    let all = try await place.run("list")
    #expect(all.lines.contains { $0.hasPrefix("current\t\(versions[2])\t") && $0.contains("\t\(url)\t关于开展") })
    let objects = try await place.run("list", "--json").objects
    let address = try #require(objects.first { $0["url"] as? String == url })
    #expect(address["state"] as? String == "current")
    #expect(address["version"] as? String == versions[2])
    let one = try await place.run("list", "--json", url).objects
    #expect(one.compactMap { $0["raw_sha256"] }.count == 3)
    #expect(one.compactMap { $0["outcome"] as? String } == ["new", "changed", "changed"])
    let capture = try #require(one.last)
    #expect(Set(capture.keys).isSuperset(of: ["at", "url", "status", "outcome", "version", "run", "warc", "hops"]))
    #expect(try await place.run("list", "--host", "127.0.0.1:\(place.server.port)").lines.count == all.lines.count)
    #expect(try await place.run("list", "--host", "other.gov.cn").lines.isEmpty)
    #expect(try await place.run("list", "--warnings").status == 0)
  }

  @Test("A reader who goes away ends the program quietly")
  func pipe() async throws {
    let place = try Workplace()
    let url = place.server.url("/large.html")
    place.server.on("/large.html", .html(notice(String(repeating: "长", count: 500_000))))
    #expect(try await place.fetch(url).status == 0)
    let ending = try await place.shell("\"$fangzhi\" show --raw '\(url)' | head -c 9; echo; echo \"${PIPESTATUS[0]}\"")
    #expect(ending.lines == ["<!DOCTYPE", "0"])
    #expect(ending.errors.isEmpty)
    let full = try await place.shell("\"$fangzhi\" show --raw '\(url)' > /dev/full")
    #expect(full.status == 8)
    #expect(full.errors.contains("standard output"))
  }
}

@Suite("fangzhi extract", .timeLimit(.minutes(2)))
struct ExtractCommandTests {
  @Test("Text, Markdown and JSON of files and of standard input")
  func forms() async throws {
    let place = try Workplace()
    try place.write("a.html", notice("请看<a href=\"../1.pdf\">附件</a>。"))
    let text = try await place.run("extract", "a.html").text
    #expect(text.contains("清理范围包括东溪、西溪") && !text.contains("<"))
    #expect(try await place.run("extract", "--text", "a.html").text == text)
    #expect(try await place.run("extract", "--markdown", "a.html").text.hasPrefix("---\n"))
    #expect(try await place.shell("\"$fangzhi\" extract - < a.html").text == text)
    let json = try await place.run("extract", "--json", "--base-url", "http://www.a.gov.cn/x/y/a.html", "a.html")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
    let attachments = try #require(document["attachments"] as? [[String: Any]])
    #expect(attachments.map { $0["url"] as? String } == ["http://www.a.gov.cn/x/1.pdf"])
  }

  @Test("One process for many pages: NNN.html becomes NNN.txt or NNN.json")
  func many() async throws {
    let place = try Workplace()
    for number in 1...3 { try place.write("in/00\(number).html", notice("第\(number)号。")) }
    try place.write("list.txt", "in/001.html\nin/002.html\n\nin/003.html\n")
    #expect(try await place.run("extract", "--files", "list.txt", "--out", "out").status == 0)
    #expect(try await place.run("extract", "--json", "--files", "list.txt", "--out", "out").status == 0)
    let files = try files(in: place.folder.appending(path: "out"))
    #expect(files.keys.sorted() == ["001.json", "001.txt", "002.json", "002.txt", "003.json", "003.txt"])
    #expect(String(decoding: try #require(files["002.txt"]), as: UTF8.self).contains("第2号。"))
  }

  @Test("A file that cannot be read is named, and the others are cleaned all the same")
  func unreadable() async throws {
    let place = try Workplace()
    try place.write("a.html", notice())
    let ending = try await place.run("extract", "none.html", "a.html")
    #expect(ending.status == 8)
    #expect(ending.errors.contains("none.html"))
    #expect(ending.text.contains("清理范围"))
    #expect(try await place.run("extract", "--files", "none.txt", "--out", "out").status == 8)
    #expect(try await place.run("extract", "--base-url", "ftp://x/", "a.html").status == 2)
    #expect(try await place.run("extract").status == 2)
  }

  private static let python =
    (ProcessInfo.processInfo.environment["FANGZHI_VENV"] ?? Workplace.packageRoot + "/.venv") + "/bin/python"
  private static let judge = """
    import json, sys, jsonschema
    validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
    for path in sys.argv[2:]:
        for error in validator.iter_errors(json.load(open(path))):
            print(path, error.json_path, error.message[:200])
    """

  @Test(
    "What it prints, and what an archive holds, keeps to docs/document.schema.json",
    .enabled(if: FileManager.default.isExecutableFile(atPath: python), "no Python at \(python): set FANGZHI_VENV"))
  func schema() async throws {
    let place = try Workplace()
    try place.write("a.html", notice())
    try place.write("b.html", "")
    for name in ["a", "b"] {
      #expect(try await place.shell("\"$fangzhi\" extract --json \(name).html > \(name).json").status == 0)
    }
    place.server.on("/a.html", .html(notice()))
    place.server.on("/1.pdf", .respond(200, [("Content-Type", "application/pdf")], text: "%PDF-1.4\n%%EOF\n"))
    place.server.on("/home", .html("<html><body><a href=/a.html>关于开展秋季河道清理工作的通知</a> 2026-11-18</body></html>"))
    let urls = ["/a.html", "/1.pdf", "/home"].map { place.server.url($0) }
    let reports = try await place.fetch("--json", urls[0], urls[1], urls[2]).objects
    let paths = try reports.map { try #require($0["path"] as? String) + "/document.json" }
    #expect(paths.count == 3)
    let schema = Workplace.packageRoot + "/docs/document.schema.json"
    let ending = try await place.start(
      URL(filePath: Self.python), ["-c", Self.judge, schema, "a.json", "b.json"] + paths
    ).end()
    #expect(ending.status == 0)
    #expect(ending.text == "")
    #expect(ending.errors == "")
  }
}
