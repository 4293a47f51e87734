import Foundation
import Testing
import Web

@testable import Extracting

/// A page of the fixtures with the links it leads to, one a line as `kind TAB address TAB adapter TAB text`.
struct Fixture {
  let path: String
  var bytes: [UInt8] { get throws { try Array(Data(contentsOf: file)) } }
  private var file: URL { Bundle.module.resourceURL!.appending(path: "Fixtures").appending(path: path) }

  var expected: [String] {
    get throws {
      let table = file.deletingPathExtension().appendingPathExtension("links.tsv")
      return try String(contentsOf: table, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { String($0) }
    }
  }
}

func lines(_ links: [DiscoveredLink]) -> [String] {
  links.map { "\($0.kind.rawValue)\t\($0.url)\t\($0.adapter)\t\($0.text)" }
}

func url(_ text: String) -> CrawlURL { CrawlURL(text)! }

func discover(_ html: String, at address: String = "http://www.example.gov.cn/tzgg/index.html") -> [DiscoveredLink] {
  Discovery.links(in: Page(utf8: Array(html.utf8)), at: url(address))
}

func addresses(_ links: [DiscoveredLink], _ kind: DiscoveredLink.Kind) -> [String] {
  links.filter { $0.kind == kind }.map(\.url.text)
}
