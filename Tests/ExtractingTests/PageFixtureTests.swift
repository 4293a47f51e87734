import Extracting
import Foundation
import Testing

@Suite("House rules: the pages of Fixtures/pages")
struct PageFixtureTests {
  @Test func thereAreAtLeastThirtyPages() { #expect(PageFixture.all.count >= 30) }

  @Test(arguments: PageFixture.all) func theBodyIsExactlyTheExpectedLines(_ page: PageFixture) {
    #expect(page.extract().lines == page.expectedLines)
  }

  @Test(arguments: PageFixture.all) func theNamedBlocksHaveTheirLabels(_ page: PageFixture) {
    let extraction = page.extract()
    let found = extraction.labelled.map { labelled in
      (labelled.label.rawValue, extraction.page.string(of: extraction.page.blocks[labelled.index]))
    }
    for (label, start) in page.labels {
      let blocks = found.filter { $0.1.hasPrefix(start) }
      #expect(blocks.contains { $0.0 == label }, "\(start): \(blocks.map(\.0)) instead of \(label)")
    }
  }

  @Test(arguments: PageFixture.all) func theFactsHold(_ page: PageFixture) {
    let extraction = page.extract()
    let facts = page.facts
    func check(_ name: String, _ value: String?) {
      if let expected = facts[name] as? String { #expect(value == expected, "\(name)") }
    }
    check("kind", extraction.kind.rawValue)
    check("title", extraction.metadata.title)
    check("published", (extraction.metadata.published?.value.prefix(10)).map(String.init))
    check("source", extraction.metadata.sourceOrg)
    check("rule", extraction.extraction.rule)
    check("charset", extraction.charset.charset.name)
    if let parts = facts["parts"] as? [String] { #expect(extraction.parts == parts) }
    if let tables = facts["tables"] as? Int { #expect(extraction.blocks.count { $0.table != nil } == tables) }
    for end in facts["attachments"] as? [String] ?? [] {
      #expect(extraction.attachments.contains { $0.url.hasSuffix(end) }, "\(end) in \(extraction.attachments)")
    }
    for code in facts["warnings"] as? [String] ?? [] {
      #expect(extraction.extraction.warnings.contains { $0.code == code }, "\(code)")
    }
  }

  @Test(arguments: PageFixture.all) func everyBlockHasALabelAndAReason(_ page: PageFixture) {
    let extraction = page.extract()
    #expect(extraction.labelled.map(\.index) == Array(extraction.page.blocks.indices))
    #expect(extraction.labelled.allSatisfy { !$0.reason.description.isEmpty })
  }

  @Test(arguments: PageFixture.all) func theTextAloneIsTheTextOfTheDocument(_ page: PageFixture) {
    let lines = Extractor().text(of: page.input).split(separator: "\n").map(String.init)
    #expect(lines == page.expectedLines)
  }

  @Test(arguments: PageFixture.all) func theSameBytesGiveTheSameExplanation(_ page: PageFixture) {
    #expect(Explanation(page.extract()).text == Explanation(page.extract()).text)
  }
}
