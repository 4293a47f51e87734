import Foundation
import Testing
import Web

@testable import Extracting

@Suite("document.json")
struct DocumentJSONTests {
  @Test("A document read back is the same and gives the same bytes", arguments: SampleDocuments.all)
  func roundTrips(document: Document) throws {
    let read = try Document(json: document.json)
    #expect(read == document)
    #expect(read.json == document.json)
  }

  @Test("The same document in any of its lives renders to the same bytes", arguments: SampleDocuments.all)
  func renders(document: Document) throws {
    let read = try Document(json: document.json)
    #expect(MarkdownText.render(read) == MarkdownText.render(document))
    #expect(PlainText.render(read) == PlainText.render(document))
    #expect(read.tables.map(CSVText.render) == document.tables.map(CSVText.render))
  }

  @Test("The keys stand in the order of the schema")
  func order() throws {
    let text = String(decoding: SampleDocuments.full.json, as: UTF8.self)
    let keys = [
      "schema", "id", "source", "url", "final_url", "captured_at", "version", "raw_sha256", "raw_file", "mime",
      "charset",
      "charset_from", "warc", "extraction", "metadata", "title", "language", "script", "kind", "published", "written",
      "source_org", "source_org_resolved", "issuers", "doc_number", "index_number", "topic", "validity", "column",
      "site",
      "official_host", "raw_meta", "fields", "blocks", "attachments", "parts", "links", "content_sha256", "text_sha256",
    ]
    var from = text.startIndex
    for key in keys {
      let found = try #require(text.range(of: "\"\(key)\":", range: from..<text.endIndex), "\(key) is out of order")
      from = found.upperBound
    }
  }

  @Test("An absent value is an absent key")
  func absent() {
    let text = String(decoding: SampleDocuments.bare.json, as: UTF8.self)
    #expect(!text.contains("null") && !text.contains("\"title\"") && !text.contains("\"charset\""))
  }

  @Test(
    "A document of another schema, a broken one and a wrong type are refused with the place",
    arguments: [
      ("{\"schema\":\"fangzhi/document/9\"}", "fangzhi/document/9"), ("{\"schema\":", "document.json"),
      ("{}", "schema"),
      ("{\"schema\":\"fangzhi/document/1\",\"id\":7}", "$.id"),
    ])
  func refuses(json: String, place: String) {
    let error = #expect(throws: UnreadableDocument.self) { try Document(json: Array(json.utf8)) }
    #expect(error?.description.contains(place) == true)
  }
}

@Suite("Digests of a document")
struct DocumentDigestTests {
  @Test("The content is canonical JSON (RFC 8785) of the stated shape")
  func canon() throws {
    var metadata = Metadata()
    metadata.title = "题"
    metadata.sourceOrg = "本网"
    metadata.published = PrintedDate(text: "2021年1月2日", value: "2021-01-02", precision: .day)
    let table = try #require(parsed(html: "<tr><td>a<td>b<tr><td>c"))
    let blocks = [
      DocumentBlock(ordinal: 1, .paragraph("正\n文\u{1}", number: nil), locator: "x"),
      DocumentBlock(ordinal: 2, .table(table), locator: "y"),
    ]
    let json = ContentCanon.json(
      metadata: metadata, blocks: blocks, attachments: [DocumentAttachment(url: "u", title: "t", filename: "f")])
    #expect(
      String(decoding: json, as: UTF8.self)
        == #"{"attachments":[{"title":"t","url":"u"}],"blocks":["正\n文\u0001",[["a","b"],["c",null]]],"published":"2021-01-02","source_org":"本网","title":"题"}"#
    )
  }

  @Test("A locator, a level, a link or a warning makes no other content; a word, a cell, a title does")
  func sensitivity() {
    let document = SampleDocuments.full
    var cosmetic = document.blocks
    cosmetic[0] = DocumentBlock(id: "b1", .heading("一、总体情况", level: 3, number: "一、"), locator: "elsewhere")
    #expect(digest(document.metadata, cosmetic) == digest(document.metadata, document.blocks))
    var changed = document.blocks
    changed[0] = DocumentBlock(ordinal: 1, DocumentBlock.heading("一、总体情況", level: 2), locator: "")
    #expect(digest(document.metadata, changed) != digest(document.metadata, document.blocks))
    var metadata = document.metadata
    metadata.title = "别的题"
    #expect(digest(metadata, document.blocks) != digest(document.metadata, document.blocks))
  }

  @Test("White space and normal form do not change the text's digest")
  func textDigest() {
    let composed = [DocumentBlock(ordinal: 1, .paragraph("caf\u{e9} 云 溪\u{3000}镇", number: nil), locator: "")]
    let decomposed = [
      DocumentBlock(ordinal: 1, .paragraph("cafe\u{301}", number: nil), locator: ""),
      DocumentBlock(ordinal: 2, .paragraph("云溪镇", number: nil), locator: ""),
    ]
    #expect(PlainText.digest(of: PlainText.body(of: composed)) == PlainText.digest(of: PlainText.body(of: decomposed)))
    #expect(PlainText.digest(of: PlainText.body(of: composed)) == Digest(of: "caf\u{e9}云溪镇".utf8))
  }

  @Test("Compatibility ideographs take their NFC form in the digest, as every reader of NFC does")
  func compatibility() {
    let blocks = [DocumentBlock(ordinal: 1, .paragraph("\u{F900}", number: nil), locator: "")]
    #expect(PlainText.digest(of: PlainText.body(of: blocks)) == Digest(of: "\u{8C48}".utf8))
  }

  private func digest(_ metadata: Metadata, _ blocks: [DocumentBlock]) -> Digest {
    ContentCanon.digest(metadata: metadata, blocks: blocks, attachments: [])
  }
}
