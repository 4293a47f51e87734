import Extracting
import Foundation
import Testing
import Web

/// One folder of `Fixtures/pages`: a page and what is expected of it.
///
/// `source.html` bytes as served · `expected.txt` the body, a line each · `labels.tsv` label and the start of a block ·
/// `expected.json` whichever facts matter: kind, title, published, source, rule, charset, attachments (ends of the
/// addresses), parts, warnings, tables; `url` and `status` are input.
struct PageFixture: CustomTestStringConvertible, Sendable {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  static let all: [PageFixture] = {
    guard let pages = Bundle.module.url(forResource: "Fixtures/pages", withExtension: nil) else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: pages.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { PageFixture(folder: pages.appendingPathComponent($0)) }
  }()

  var source: [UInt8] { (try? Data(contentsOf: folder.appendingPathComponent("source.html"))).map(Array.init) ?? [] }

  var expectedLines: [String] { lines("expected.txt") }

  /// Label and the beginning of a block that must have it.
  var labels: [(label: String, start: String)] {
    lines("labels.tsv").filter { !$0.hasPrefix("#") }.map { line in
      let fields = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(fields[0]), String(fields[1]))
    }
  }

  var facts: [String: Any] {
    let data = (try? Data(contentsOf: folder.appendingPathComponent("expected.json"))) ?? Data()
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
  }

  var input: PageInput {
    let facts = self.facts
    return PageInput(
      body: source, url: (facts["url"] as? String).flatMap { CrawlURL($0) }, status: facts["status"] as? Int)
  }

  func extract() -> Extraction { Extractor().extract(input) }

  private func lines(_ name: String) -> [String] {
    let text = (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}

extension Extraction {
  /// The body's lines as fixtures write them.
  var lines: [String] { text.split(separator: "\n").map(String.init) }
}
