import Testing

@testable import Extracting

@Suite("document.md, document.txt and table-N.csv")
struct RenderingTests {
  @Test("Markdown of every kind of block")
  func markdown() throws {
    #expect(MarkdownText.render(SampleDocuments.full) == (try Fixtures.text("full.md")))
  }

  @Test("Text is the body only, each cell once")
  func text() throws {
    #expect(PlainText.render(SampleDocuments.full) == (try Fixtures.text("full.txt")))
    #expect(PlainText.render(SampleDocuments.bare).isEmpty)
  }

  @Test("CSV: byte order mark, CRLF, quotes doubled (RFC 4180), spans filled, missing cells empty")
  func csv() throws {
    let table = try #require(SampleDocuments.full.tables.first)
    #expect(
      String(decoding: CSVText.render(table), as: UTF8.self)
        == "\u{FEFF}项目,数量|额,数量|额\r\n项目,\"甲\n一\",乙\r\n\"收,\"\"到\"\"\",1,\r\nx,,\r\n")
  }
}
