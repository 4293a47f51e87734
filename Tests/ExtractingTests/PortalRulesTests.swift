import Extracting
import Testing

@Suite("House rules: a portal's own selectors")
struct PortalRulesTests {
  private let html = """
    <html><body><div id="Main" class="box wide"><div class="text">甲段落讲的是河道，写得清楚。</div>
    <div class="note">乙段落是编者按，也是完整的句子。</div></div>
    <div class="other"><p>丙段落很长，讲的是另一件事情，写了许多字，标点也多，一看就像正文。</p></div></body></html>
    """

  private func text(_ rules: PortalRules) -> String {
    Extractor(rules: rules).extract(PageInput(body: Array(html.utf8))).text
  }

  @Test func includeChoosesTheBody() throws {
    let rules = PortalRules(include: [try #require(Selector("#main .text"))])
    #expect(text(rules) == "甲段落讲的是河道，写得清楚。")
  }

  @Test func excludeTakesOut() throws {
    let rules = PortalRules(include: [try #require(Selector("div.box"))], exclude: [try #require(Selector(".note"))])
    #expect(text(rules) == "甲段落讲的是河道，写得清楚。")
  }

  @Test func theRuleIsNamed() throws {
    let rules = PortalRules(include: [try #require(Selector("div.box"))])
    let extraction = Extractor(rules: rules).extract(PageInput(body: Array(html.utf8)))
    #expect(extraction.extraction.rule == "rule:div.box")
  }

  @Test(arguments: [
    ("div", true), ("DIV#main", true), (".wide", true), (".wid", false), ("[class*=box]", true), ("[id=main]", true),
    ("body div", true), ("p div", false), ("*", true),
  ])
  func selectorsMatchAsCSSDoes(_ text: String, _ matches: Bool) throws {
    let page = Page(utf8: Array(html.utf8))
    let main = try #require(page.elements.firstIndex { page.id(of: $0) == "Main" })
    #expect(try #require(Selector(text)).matches(main, in: page) == matches)
  }

  @Test(arguments: ["", "div >", "..", "[href=x]", "#", "a:hover"]) func otherSelectorsAreRefused(_ text: String) {
    #expect(Selector(text) == nil)
  }
}
