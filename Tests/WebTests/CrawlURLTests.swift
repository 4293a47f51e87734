import Foundation
import Testing

@testable import Web

@Suite("The URL standard's parser")
struct URLStandardTests {
  @Test("Each reference resolves as the URL standard says")
  func resolution() throws {
    let table = try Table("urls/resolution.tsv")
    #expect(table.rows.count > 300)
    for row in table.rows {
      let url = row[1] == "-" ? CrawlURL(row[0]) : try #require(CrawlURL(row[1])).resolve(row[0])
      #expect((url?.text ?? "-") == row[2], "\(row[0].debugDescription) against \(row[1])")
    }
  }

  @Test(
    "The short way of plain links ends where the parser does",
    arguments: [
      "/a/b.html", "/", "a.html", "./a.html", "./", ".//a", "a/b//c..d/e.", "/a-b_c~d?e=f&g", "a?b=/../c?d",
      "http://www.example.gov.cn/x.html?y", "http://www.example.gov.cn//x",
    ])
  func joining(reference: String) throws {
    for text in ["http://www.example.gov.cn/", "http://www.example.gov.cn/p/q?r=/s", "http://www.example.gov.cn/p/"] {
      let base = try #require(CrawlURL(text))
      let joined = try #require(base.joined(plain: reference))
      var parser = try #require(URLParser(reference))
      let parsed = parser.parse(against: base)
      #expect(joined.text == parsed?.text)
      #expect(joined.partEnds == parsed?.partEnds)
    }
  }

  @Test(
    "What needs the parser is left to it",
    arguments: [
      "", "?a", "#a", "a#b", "//example.com/a", "../a", "a/./b", "/.a", "/%2e/a", "a b", "中.html", "a:b", "mailto:a",
      "https://www.example.gov.cn/a", "http://www.example.gov.cn.example.com/", "http://www.example.gov.cn", "\\a",
      " a",
    ])
  func parsing(reference: String) throws {
    #expect(try #require(CrawlURL("http://www.example.gov.cn/p/q")).joined(plain: reference) == nil)
  }

  @Test("An address that was parsed parses to itself, the short way and the long one alike")
  func idempotent() throws {
    var short = 0
    for row in try Table("urls/resolution.tsv").rows where row[2] != "-" {
      #expect(CrawlURL(row[2])?.text == row[2])
      var parser = try #require(URLParser(row[2]))
      let parsed = parser.parse(against: nil)
      guard let url = CrawlURL(canonical: row[2]) else { continue }
      #expect(url.text == parsed?.text && url.partEnds == parsed?.partEnds)
      short += 1
    }
    #expect(short > 100)
  }

  @Test(
    "The short way of written addresses ends where the parser does",
    arguments: [
      "http://www.example.gov.cn/", "https://www.example.gov.cn:80/a/b.html", "http://h-1_2.test:65535/?",
      "http://example.gov.cn//a/b:c;d=e/f%20g?h=/../i?j", "http://www.example.gov.cn/a.b/c%2e/",
    ])
  func canonical(text: String) throws {
    let url = try #require(CrawlURL(canonical: text))
    var parser = try #require(URLParser(text))
    let parsed = parser.parse(against: nil)
    #expect(url.text == parsed?.text && url.partEnds == parsed?.partEnds)
  }

  @Test(
    "What is written otherwise, or may be, is left to the parser",
    arguments: [
      "", "http://", "http://www.example.gov.cn", "http://WWW.example.gov.cn/", "http://a@b.test/", "http:///a",
      "http://127.0.0.1/", "http://0x7f.test.1/", "http://a.0x/", "http://[::1]/", "http://a.test:/",
      "http://a.test:80/", "https://a.test:443/", "http://a.test:08/", "http://a.test:65536/", "http://a.test:123456/",
      "http://a.test:8a/",
      "http://a.test/./", "http://a.test/../b", "http://a.test/%2e/", "http://a.test/a b", "http://a.test/中",
      "http://a.test/a#b", "http://a.test/a?b#c", "http://a.test/a?'", "http://a.test\\b", "ftp://a.test/",
      "http://a.test/\n", " http://a.test/",
    ])
  func otherwise(text: String) { #expect(CrawlURL(canonical: text) == nil) }
}

@Suite("Addresses as the archive keeps them")
struct CrawlURLTests {
  @Test("The parts of an address are found again")
  func parts() throws {
    let url = try #require(CrawlURL("https://WWW.Example.gov.cn:8443/a/b?c=d#e"))
    #expect(url.scheme == "https")
    #expect(url.isSecure)
    #expect(url.host == "www.example.gov.cn")
    #expect(url.port == 8443)
    #expect(url.authority == "www.example.gov.cn:8443")
    #expect(url.path == "/a/b")
    #expect(url.query == "c=d")
    #expect(url.target == "/a/b?c=d")
    #expect(url.effectivePort == 8443)
    #expect(url.text == "https://www.example.gov.cn:8443/a/b?c=d")
  }

  @Test("All addresses of a server have one origin, its scheme and its port tell it from others")
  func origins() throws {
    func origin(_ text: String) throws -> Origin { try #require(CrawlURL(text)).origin }
    let one = try origin("http://www.example.gov.cn/a/b?c")
    #expect(one == (try origin("http://WWW.example.gov.cn:80/")))
    #expect(Set([one, try origin("http://www.example.gov.cn/d")]).count == 1)
    #expect(one.host == "www.example.gov.cn")
    for text in ["https://www.example.gov.cn/a", "http://www.example.gov.cn:81/a", "http://www.example.gov.cm/a"] {
      #expect(one != (try origin(text)))
    }
  }

  @Test("Without a port and a query both are nil, an empty query is kept")
  func absentParts() throws {
    let bare = try #require(CrawlURL("http://example.com"))
    #expect(bare.port == nil && bare.query == nil && bare.path == "/" && bare.effectivePort == 80)
    #expect(CrawlURL("http://example.com/?")?.query == "")
    #expect(CrawlURL("https://example.com")?.effectivePort == 443)
    #expect(CrawlURL("http://0x7f.1/")?.address?.isLoopback == true)
    #expect(CrawlURL("http://[::1]/")?.address?.isLoopback == true)
    #expect(CrawlURL("http://example.com/")?.address == nil)
  }

  @Test("An address of 8 KiB is read, a longer one is refused")
  func lengths() {
    let longest = "http://example.com/" + String(repeating: "a", count: CrawlURL.maxLength - 19)
    #expect(CrawlURL(longest) != nil)
    #expect(CrawlURL(longest + "a") == nil)
    #expect(CrawlURL("http://example.com/" + String(repeating: "中", count: 2_000)) == nil)
    #expect(CrawlURL("http://example.com/" + String(repeating: "../a/", count: 1_600))?.text == "http://example.com/a/")
  }

  @Test("An address is written as its text in JSON and read back; another text is refused")
  func codable() throws {
    let url = try #require(CrawlURL("http://example.com:81/a?b"))
    let data = try JSONEncoder().encode([url])
    #expect(String(decoding: data, as: UTF8.self).contains("example.com:81"))
    #expect(try JSONDecoder().decode([CrawlURL].self, from: data) == [url])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([CrawlURL].self, from: Data(#"["ftp://a/"]"#.utf8)) }
  }

  @Test("Addresses sort by their text")
  func order() throws {
    let urls = ["http://b/", "https://a/", "http://a/b", "http://a/"].compactMap { CrawlURL($0) }
    #expect(urls.sorted().map(\.text) == ["http://a/", "http://a/b", "http://b/", "https://a/"])
  }
}
