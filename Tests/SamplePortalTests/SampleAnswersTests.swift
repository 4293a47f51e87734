import Foundation
import Testing

@testable import SamplePortal

@Suite("What the sample portal sends")
struct SampleAnswersTests {
  static let old = "/zwgk/sxgknb/201803/t20180328_8810042.htm"
  static let gbk = "/qzb/2012/dimingkao.htm"
  static let pdf = "/attachment/0/12/12045/9000120.pdf"

  @Test("Content-Length is the length of the body, on every file of both states")
  func lengths() async throws {
    try await withPortal { portal in
      let files = try SiteFiles(folder: siteFolder())
      #expect(files.paths(in: .second).count == files.paths(in: .first).count + 1)
      for path in files.paths(in: .first) {
        let answer = try await ask(portal.port, path)
        #expect(answer["content-length"] == String(answer.body.count), "\(path)")
        #expect(answer["date"] == "Wed, 18 Nov 2020 09:00:00 GMT")
      }
    }
  }

  @Test("RFC 9110 §13: a request with the ETag or the date gets 304 without a body, another one the page")
  func conditional() async throws {
    try await withPortal { portal in
      let page = try await ask(portal.port, Self.old)
      let tag = try #require(page["etag"])
      let date = try #require(page["last-modified"])
      for header in ["If-None-Match: \(tag)", "If-None-Match: \"x\", W/\(tag)", "If-Modified-Since: \(date)"] {
        let answer = try await ask(portal.port, Self.old, headers: [header])
        #expect(answer.status == 304 && answer.body.isEmpty && answer["etag"] == tag, "\(header)")
        #expect(answer["content-length"] == String(page.body.count))
      }
      let both = ["If-None-Match: \"other\"", "If-Modified-Since: \(date)"]
      #expect(try await ask(portal.port, Self.old, headers: both).status == 200)
    }
  }

  @Test("A connection stays open behind an answer of 304, whose length is not followed by a body")
  func keepAlive() async throws {
    try await withPortal { portal in
      let tag = try #require(try await ask(portal.port, Self.old)["etag"])
      let first = "GET \(Self.old) HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \(tag)\r\n\r\n"
      let second = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      let replies = try await raw(portal.port, first + second).components(separatedBy: "\r\n\r\n")
      #expect(replies.count == 3)
      #expect(replies[0].hasPrefix("HTTP/1.1 304 ") && replies[1].hasPrefix("HTTP/1.1 200 "))
      #expect(replies[2].contains("Sitemap: http://localhost/sitemap.xml"))
    }
  }

  @Test("The edited page answers its old ETag with the new page")
  func editedTag() async throws {
    try await withPortal { portal in
      let tag = try #require(try await ask(portal.port, SampleStatesTests.edited)["etag"])
      await portal.advance()
      let answer = try await ask(portal.port, SampleStatesTests.edited, headers: ["If-None-Match: \(tag)"])
      #expect(answer.status == 200 && answer["etag"] != tag)
    }
  }

  @Test("The page labelled gb2312 holds GBK and four-byte GB18030, byte for byte as the file")
  func gbkBytes() async throws {
    try await withPortal { portal in
      let answer = try await ask(portal.port, Self.gbk)
      #expect(answer["content-type"] == "text/html")
      #expect(answer.body == [UInt8](try Data(contentsOf: siteFolder().appending(path: "first" + Self.gbk))))
      #expect(answer.text.contains("charset=gb2312"))
      let characters: [(String, [UInt8])] = [
        ("镕", [0xE9, 0x46]), ("喆", [0x86, 0xB4]), ("〇", [0xA9, 0x96]), ("㛃", [0x82, 0x30, 0xB7, 0x31]),
      ]
      for (character, bytes) in characters { #expect(contains(answer.body, bytes), "\(character)") }
      #expect(String(validating: answer.body, as: UTF8.self) == nil)
    }
  }

  @Test("The policy document comes as gzip, asked for or not")
  func gzip() async throws {
    try await withPortal { portal in
      let answer = try await ask(portal.port, "/gkmlpt/content/9/9000/post_9000201.html")
      #expect(answer["content-encoding"] == "gzip")
      #expect(answer.body.starts(with: [0x1F, 0x8B, 0x08]))
    }
  }

  @Test("The challenge is 521 with its marks, robots.txt forbids one page and names the sitemap")
  func challengeAndRobots() async throws {
    try await withPortal { portal in
      let challenge = try await ask(portal.port, "/bsfw/index.html")
      #expect(challenge["x-via-jsl"] != nil && challenge["set-cookie"]?.hasPrefix("__jsluid_h=") == true)
      let robots = try await ask(portal.port, "/robots.txt").text
      #expect(robots.contains("Disallow: /nbgz/"))
      #expect(robots.contains("Sitemap: \(portal.baseURL)/sitemap.xml"))
    }
  }

  @Test("What is not there is 404 with a page, and the folder cannot be left")
  func notFound() async throws {
    try await withPortal { portal in
      for path in ["/nowhere.html", "/../answers/521.html", "/%2e%2e/answers/404.html", "//etc/passwd"] {
        let answer = try await ask(portal.port, path)
        #expect(answer.status == 404 && answer.text.contains("您要查看的页面已删除或不存在"), "\(path)")
      }
      #expect(try await ask(portal.port, "/", method: "POST").status == 405)
      let head = try await ask(portal.port, Self.pdf, method: "HEAD")
      #expect(head.status == 200 && head.body.isEmpty && head["content-length"] != "0")
    }
  }

  @Test(
    "The PDF holds text that pdftotext reads", .enabled(if: FileManager.default.isExecutableFile(atPath: pdftotext)))
  func pdfText() async throws {
    let process = Process()
    process.executableURL = URL(filePath: pdftotext)
    process.arguments = [siteFolder().appending(path: "first" + Self.pdf).path, "-"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.contains("青禾区临溪街道办事处2020年政府信息公开工作年度报告"))
    #expect(text.contains("公开信息143条"))
  }
}

private let pdftotext = "/usr/bin/pdftotext"

/// The folder of the site in the sources.
private func siteFolder() -> URL {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/SamplePortal/Site").standardized
}

private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
  bytes.indices.contains { bytes[$0...].starts(with: part) }
}
