import Testing

@testable import Extracting

@Suite("Date lines above a document")
struct MetadataLineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let published: String
    let source: String
    var testDescription: String { line }
  }

  static let cases: [Case] = {
    let rows = (try? Fixtures.rows("meta-lines.tsv")) ?? []
    return rows.map { Case(line: $0[0], published: $0[1], source: $0[2]) }
  }()

  @Test("There are more than a hundred and twenty of them")
  func count() { #expect(Self.cases.count >= 120) }

  @Test("Date and source are read from a line labelled as metadata", arguments: cases)
  func labelled(line: Case) { check(line, .metaLine) }

  @Test("and from one that the labelling did not recognise", arguments: cases)
  func unlabelled(line: Case) { check(line, .boilerplate) }

  private func check(_ line: Case, _ label: BlockLabel) {
    var evidence = MetadataEvidence()
    evidence.lines = [MetadataLine(text: line.line, label: label, position: .before)]
    let metadata = Metadata(reading: evidence)
    #expect(metadata.published?.value ?? "" == line.published)
    #expect(metadata.sourceOrg ?? "" == line.source)
  }
}
