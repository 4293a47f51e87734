import Extracting
import Testing

@Suite("House rules: pages that want too much")
struct PageLimitTests {
  private func page(_ html: String) -> Page { Page(utf8: Array(html.utf8)) }
  private func joined(_ page: Page) -> String { page.string(of: 0..<page.blocks.count) }

  @Test func threeHundredNestedElementsLoseNoText() {
    let html = (0..<300).map { "<div>层\($0)" }.joined() + String(repeating: "</div>", count: 300)
    let text = joined(page(html))
    #expect((0..<300).allSatisfy { text.contains("层\($0)") })
  }

  @Test func tenThousandNestedElementsKeepTheirText() {
    let html =
      String(repeating: "<div>", count: 10_000) + "最里面的一句话。" + String(repeating: "</div>", count: 10_000) + "后面。"
    let read = page(html)
    #expect(joined(read).contains("最里面的一句话。"))
    #expect(joined(read).contains("后面。"))
    #expect(read.cuts == [.depth])
  }

  @Test func aTagWithManyAttributesIsCutAndTheTextAfterItKept() {
    let attributes = (0..<200_000).map { "a\($0)=\"\($0)\"" }.joined(separator: " ")
    let read = page("<p>前。</p><div \(attributes)>中间。</div><p>后。</p>")
    #expect(joined(read) == "前。\n中间。\n后。")
    #expect(read.cuts == [.attributes])
  }

  @Test func quotesHideNoEndOfATag() {
    let attributes = (0..<30_000).map { "a\($0)=\">\"" }.joined(separator: " ")
    let read = page("<p>前。</p><div \(attributes)>中间。</div><p>后。</p>")
    #expect(joined(read) == "前。\n中间。\n后。")
  }

  @Test func aTextNodeOfTwentyMegabytesIsKeptWhole() {
    let sentence = "河水清了，"
    let count = 20_000_000 / sentence.utf8.count
    let read = page("<p>" + String(repeating: sentence, count: count) + "</p><p>完。</p>")
    #expect(read.blocks.count == 2)
    #expect(read.blocks[0].text.count == count * sentence.utf8.count)
    #expect(read.cuts.isEmpty)
  }

  @Test func aPageAboveTheCapIsCutAtACharacterAndSaysSo() {
    var limits = PageLimits()
    limits.bytes = 1_000
    let read = Page(utf8: Array(("<p>" + String(repeating: "水", count: 2_000)).utf8), limits: limits)
    #expect(read.cuts == [.bytes])
    #expect(String(validating: read.text, as: UTF8.self) != nil)
  }

  @Test func manyElementsAreCountedAndTheirTextKept() {
    var limits = PageLimits()
    limits.elements = 100
    let read = Page(utf8: Array(String(repeating: "<p>一句。</p>", count: 500).utf8), limits: limits)
    #expect(read.elements.count == 100)
    #expect(read.cuts == [.elements])
    #expect(read.text.count >= 500 * "一句。".utf8.count)
  }

  @Test func manyEndTagsWithoutStartEndInTime() {
    let html = String(repeating: "<div>", count: 1_500) + String(repeating: "</b>", count: 1_000_000) + "末。"
    #expect(joined(page(html)) == "末。")
  }

  @Test func aTableWithTooManyCellsStaysAsLines() {
    let rows = String(repeating: "<tr><td colspan=1000>甲<td>1", count: 205)
    let read = Extractor().extract(PageInput(body: Array(("<table border=1>" + rows).utf8)))
    #expect(read.blocks.allSatisfy { $0.table == nil })
    #expect(read.extraction.warnings.contains { $0.code == "page_cut_table" })
  }

  @Test(arguments: [
    [], [0x3C], Array("<".utf8), Array("<!--".utf8), Array("<a href=".utf8), [0xE6, 0xB0], [0xFF, 0xFE],
  ])
  func brokenStartsAreEmptyPagesOrText(_ bytes: [UInt8]) {
    let extraction = Extractor().extract(PageInput(body: bytes))
    #expect(extraction.blocks.count <= 1)
  }
}
