import Foundation
import Testing
import Web

@testable import Scheduling

@Suite("RFC 9309")
struct RobotsStandardTests {
  @Test("Each case of the table, section by section, is judged as the standard says")
  func sections() throws { try judge("robots/rfc9309.tsv", count: 70) }

  @Test("§2.3.1: each status means what the standard says")
  func access() throws {
    let body = Array("User-agent: *\nDisallow: /a".utf8)
    let url = try #require(CrawlURL("http://example.gov.cn/a"))
    let open = [301, 302, 307, 308, 400, 401, 403, 404, 410, 451]
    for status in open { #expect(RobotsAccess(status: status, body: body).verdict(for: url, agent: "x").isAllowed) }
    for status in [429, 500, 502, 503, 504, 599, 100, 0, 999] {
      let access = RobotsAccess(status: status, body: body)
      #expect(!access.verdict(for: url, agent: "x").isAllowed)
      if case .disallowAll(let reason) = access { #expect(reason.contains("\(status)")) } else { Issue.record() }
    }
    for status in [200, 203, 206] {
      #expect(RobotsAccess(status: status, body: body).verdict(for: url, agent: "x").line == 2)
    }
    #expect(!RobotsAccess(unreachable: "no route").verdict(for: url, agent: "x").isAllowed)
    let file = try #require(CrawlURL("http://example.gov.cn/robots.txt"))
    #expect(RobotsAccess(unreachable: "no route").verdict(for: file, agent: "x").isAllowed)
  }

  @Test("§2.5: 512 KiB are read, and no half line")
  func size() throws {
    let head = "User-agent: *\nDisallow: /a\n"
    let filler = String(repeating: "# filler line of 31 characters\n", count: RobotsRules.maxBytes / 31 - 1)
    let inside = RobotsRules.parse(Array((head + filler).utf8))
    #expect(!inside.isCut)
    let long = head + filler + filler
    let cutAt = RobotsRules.maxBytes
    let text = String(long.prefix(cutAt - 8)) + "\nAllow: /a/b/c\n"
    let rules = RobotsRules.parse(Array(text.utf8))
    #expect(rules.isCut)
    #expect(!rules.verdict(for: try #require(CrawlURL("http://h/a/b/c")), agent: "x").isAllowed)
    let beyond = RobotsRules.parse(Array((head + filler + "Disallow: /z\n" + filler).utf8))
    #expect(!beyond.verdict(for: try #require(CrawlURL("http://h/z")), agent: "x").isAllowed)
  }

  @Test("§2.1: CR, LF and CRLF end lines alike", arguments: ["\r", "\n", "\r\n"])
  func lineEnds(end: String) throws {
    let rules = RobotsRules.parse(Array(["User-agent: *", "", "Disallow: /a"].joined(separator: end).utf8))
    #expect(rules.verdict(for: try #require(CrawlURL("http://h/a")), agent: "x").line == 3)
  }
}

@Suite("House rules for robots.txt")
struct RobotsHouseTests {
  @Test("Each case of the table is judged as the house says")
  func cases() throws { try judge("robots/house.tsv", count: 15) }

  @Test("Sitemaps are collected as written, delays by agent, the longest one")
  func records() throws {
    let rules = RobotsRules.parse(try file("portal.txt"))
    #expect(
      rules.sitemaps == ["http://www.example.gov.cn/sitemap.xml", "http://www.example.gov.cn/sitemap-news.xml.gz"])
    #expect(rules.crawlDelay(for: "Fangzhi/1.0") == 2.5)
    #expect(rules.crawlDelay(for: "Unknown") == 10)
    #expect(rules.crawlDelay(for: "Baiduspider") == nil)
    let odd = "User-agent: *\nCrawl-delay: 1\nCrawl-delay: 30 s\nCrawl-delay: -5\nCrawl-delay: x\nCrawl-delay: 2"
    #expect(RobotsRules.parse(Array(odd.utf8)).crawlDelay(for: "x") == 30)
  }

  @Test("A web page sent for robots.txt says so")
  func html() {
    #expect(RobotsRules.parse(Array("\n <!doctype html>".utf8)).isHTML)
    #expect(!RobotsRules.parse(Array("User-agent: *".utf8)).isHTML)
  }

  @Test("Byte order marks and UTF-16 are read")
  func encodings() throws {
    let text = "User-agent: *\r\nDisallow: /目录\r\n"
    let little = Array(text.utf16).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = Array(text.utf16).flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    let url = try #require(CrawlURL("http://h/目录/a"))
    for bytes in [[0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      #expect(!RobotsRules.parse(bytes).verdict(for: url, agent: "x").isAllowed)
    }
  }

  @Test("A pattern in GBK forbids addresses with GBK escapes")
  func gbk() throws {
    let rules = RobotsRules.parse(Array("User-agent: *\nDisallow: /".utf8) + [0xB9, 0xE3])
    #expect(!rules.verdict(for: try #require(CrawlURL("http://h/%b9%E3/a")), agent: "x").isAllowed)
    #expect(rules.verdict(for: try #require(CrawlURL("http://h/广/a")), agent: "x").isAllowed)
  }

  @Test("Patterns full of stars cost no more than a second in all", .timeLimit(.minutes(1)))
  func stars() throws {
    let pattern = "/" + String(repeating: "*a", count: 2_000) + "*b"
    let rules = RobotsRules.parse(Array("User-agent: *\nDisallow: \(pattern)\n".utf8))
    let url = try #require(CrawlURL("http://h/" + String(repeating: "a", count: 8_000)))
    for _ in 0..<50 { #expect(rules.verdict(for: url, agent: "x").isAllowed) }
  }

  @Test("Any bytes are a robots.txt", arguments: 0..<100)
  func anything(seed: Int) throws {
    let words = [
      "User-agent:", "Disallow:", "Allow:", "*", "$", "/", "\r", "\n", "#", ":", " ", "%", "%2", "\u{FEFF}", "中",
    ]
    var state = UInt64(seed)
    var text = ""
    for _ in 0..<200 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += words[Int(state >> 33) % words.count]
    }
    _ = RobotsRules.parse(Array(text.utf8)).verdict(for: try #require(CrawlURL("http://h/a?b")), agent: "x")
  }
}

@Suite("Robots rules beside Protego")
struct RobotsProtegoTests {
  @Test(
    "Every file of the folder is judged as Protego judges it",
    .enabled(if: Venv.has("protego"), Venv.missing("protego")))
  func differential() throws {
    let targets = try String(contentsOf: fixture("robots/targets.txt"), encoding: .utf8).split(separator: "\n")
    let files = try FileManager.default.contentsOfDirectory(atPath: fixture("robots/files").path).sorted()
    #expect(files.count >= 12)
    let agents = ["Fangzhi", "Baiduspider", "Unknown"]
    var ours: [String] = []
    var questions = ""
    for name in files {
      let rules = RobotsRules.parse(try file(name))
      for agent in agents {
        for target in targets {
          let url = try #require(CrawlURL("http://www.example.gov.cn" + target))
          let isAllowed = rules.verdict(for: url, agent: agent).isAllowed
          ours.append("\(name) \(agent) \(target) \(isAllowed ? "True" : "False")")
          questions += "\(name) \(agent) \(target)\n"
        }
      }
    }
    let program = """
      import sys, protego
      parsed = {}
      for line in sys.stdin:
          name, agent, target = line.rstrip('\\n').split(' ')
          if name not in parsed:
              body = open('\(fixture("robots/files").path)/' + name, encoding='utf-8-sig', newline='').read()
              parsed[name] = protego.Protego.parse(body)
          print(name, agent, target, parsed[name].can_fetch('http://www.example.gov.cn' + target, agent))
      """
    let theirs = try Venv.run(program, input: questions)
    #expect(theirs.count == ours.count)
    for (our, their) in zip(ours, theirs) { #expect(our == their) }
  }
}

private func judge(_ table: String, count: Int) throws {
  let text = try String(contentsOf: fixture(table), encoding: .utf8)
  let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  #expect(rows.count >= count)
  for row in rows {
    let rules = RobotsRules.parse(Array(row[1].replacing("⏎", with: "\n").utf8))
    let url = try #require(CrawlURL("http://www.example.gov.cn\(row[3])"))
    let verdict = rules.verdict(for: url, agent: String(row[2]))
    #expect(verdict.decision.rawValue == row[4], "\(row[1]) \(row[3]): \(row[6])")
    #expect(verdict.line.map { String($0) } ?? "-" == row[5], "\(row[1]) \(row[3]): \(row[6])")
  }
}

private func file(_ name: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: fixture("robots/files/\(name)")))
}

private func fixture(_ path: String) -> URL {
  Bundle.module.resourceURL!.appending(path: "Fixtures").appending(path: path)
}
