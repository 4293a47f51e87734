import Foundation
import Testing

@testable import Extracting

@Suite("Titles")
struct MetadataTitleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let row: [String]
    var title: String { row[3] }
    var testDescription: String { row.joined(separator: " ¦ ") }

    var evidence: MetadataEvidence {
      var evidence = MetadataEvidence()
      evidence.titleTag = row[0]
      evidence.metas = row[1].components(separatedBy: " & ").filter { !$0.isEmpty }.map { meta in
        let parts = meta.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return .init(name: String(parts[0]), content: String(parts[1]))
      }
      evidence.lines = row[2].split(separator: ";").enumerated().map { index, text in
        let parts = text.split(separator: " ", maxSplits: 3).map(String.init)
        return MetadataLine(
          text: parts[3], label: BlockLabel(rawValue: parts[1]) ?? .boilerplate, headingLevel: Int(parts[2]),
          blockIndex: index, position: parts[0] == "before" ? .before : .inside)
      }
      return evidence
    }
  }

  static let cases: [Case] = ((try? Fixtures.rows("titles.tsv")) ?? []).map { Case(row: $0) }

  @Test("The title is what the document is called, without site and column", arguments: cases)
  func titles(page: Case) { #expect(Metadata(reading: page.evidence).title ?? "" == page.title) }

  @Test("The table of cases is there")
  func count() { #expect(Self.cases.count >= 35) }
}
