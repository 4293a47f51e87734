import Foundation
import Testing
import Web

@testable import Extracting

@Suite("Damaged pages and answers") struct DamagedInputTests {
  private static let paths = [
    "trs/first.html", "kaipuyun/list.html", "hanweb/column.html", "hanweb/windows.html", "hanweb/answer.xml",
    "gkmlpt/index.html", "gkmlpt/answer.json", "gkmlpt/article.html", "plain/page.html", "plain/shell.html",
    "sitemaps/urls.xml", "sitemaps/lines.txt", "sitemaps/feed.xml", "json/list.json",
  ]

  @Test("bytes cut, doubled and replaced at random are read without harm, and read twice alike", arguments: paths)
  func damaged(path: String) throws {
    let whole = try Fixture(path: path).bytes
    var state: UInt64 = 11
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0..<(1 + state % 4) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let place = Int(state >> 33) % max(1, bytes.count)
        switch (state >> 20) % 4 {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
        case 2 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: state >> 12)
        default: bytes.insert(Array("\"'\\<{[(".utf8)[Int(state >> 9) % 7], at: place)
        }
      }
      #expect(read(bytes) == read(bytes))
    }
  }

  private func read(_ bytes: [UInt8]) -> [DiscoveredLink] {
    let at = url("http://www.example.gov.cn/tzgg/dataproxy.jsp?page=1&startrecord=1&endrecord=45")
    let page = Page(utf8: Array(String(decoding: bytes, as: UTF8.self).utf8))
    return Discovery.links(in: page, at: at) + Discovery.links(inXML: bytes, at: at)
      + Discovery.links(inJSON: bytes, at: at) + Discovery.links(inSitemap: bytes, at: at)
  }
}
