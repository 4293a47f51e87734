import Extracting
import Testing

@Suite("House rules: site templates")
struct SiteTemplateTests {
  /// A page whose side column the vocabulary does not know.
  private func html(_ number: Int, _ sentences: [String]) -> String {
    """
    <html><head><title>第\(number)号简报</title></head><body><h1>第\(number)号简报</h1>
    <div class="text">\(sentences.map { "<p>\($0)</p>" }.joined())</div>
    <div class="side"><p>云溪区融媒体中心每天上午九点播报天气，晚上七点重播，欢迎收听。</p>
    <p>市民信箱常年开放，来信请写明姓名、住址和电话，七个工作日内答复。</p></div></body></html>
    """
  }

  private var pages: [Page] {
    (1...6).map { number in
      Page(utf8: Array(html(number, ["第\(number)组今天检查了河堤，没有发现新的渗漏点，记录已经归档备查。"]).utf8))
    }
  }

  @Test func whatRepeatsInPlaceIsLearned() {
    let template = SiteTemplate.learn(host: "www.yunxi.example", from: pages)
    #expect(template.entries.count == 2)
    #expect(template.entries.allSatisfy { $0.pages == 6 && $0.place.hasSuffix("div.side>p") })
  }

  @Test func fewPagesTeachNothing() {
    #expect(SiteTemplate.learn(host: "www.yunxi.example", from: Array(pages.prefix(3))).entries.isEmpty)
  }

  @Test func theOrderOfPagesDoesNotMatter() {
    let one = SiteTemplate.learn(host: "www.yunxi.example", from: pages)
    let other = SiteTemplate.learn(host: "www.yunxi.example", from: pages.reversed())
    #expect(one.canonicalText == other.canonicalText)
    #expect(one.version == other.version)
  }

  @Test func aFileReadBackIsTheSameTemplate() throws {
    let template = SiteTemplate.learn(host: "www.yunxi.example", from: pages)
    #expect(try SiteTemplate(parsing: template.canonicalText) == template)
  }

  @Test func aBodyFarBelowTheUsualShareIsAWarning() throws {
    let filler = "各组继续巡查各自的堤段，夜里两小时走一遍，早晨把记录交到值班室，再由值班室汇总上报。"
    func sentences(_ page: Int) -> [String] { (1...9).map { "第\(page)期第\($0)段。\(filler)" } }
    let template = SiteTemplate.learn(
      host: "www.yunxi.example",
      from: (1...6).map { Page(utf8: Array(html($0, sentences($0)).utf8)) })
    #expect(template.bodyShare ?? 0 > 80)
    let whole = Extractor(template: template).extract(
      PageInput(body: Array(html(9, sentences(9)).utf8)))
    #expect(!whole.extraction.warnings.contains { $0.code == "body_below_usual" })
    // The rules of the portal's file look at the wrong place: nearly all of the page's own text is left out.
    let rules = try PortalRules(include: [#require(Selector("div.note"))])
    let marked = html(9, sentences(9)).replacing(
      "<div class=\"side\">", with: "<div class=\"note\"><p>本期简报共九段。</p></div><div class=\"side\">")
    let poor = Extractor(rules: rules, template: template).extract(PageInput(body: Array(marked.utf8)))
    #expect(poor.text == "本期简报共九段。")
    #expect(poor.extraction.warnings.contains { $0.code == "body_below_usual" })
  }

  @Test func filesOfAnotherFormatAreRefused() {
    #expect(throws: SiteTemplateError.unknownFormat("# other/1")) { try SiteTemplate(parsing: "# other/1\n") }
    #expect(throws: SiteTemplateError.unreadableLine(2)) {
      try SiteTemplate(parsing: "# fangzhi/template/1\nno fields\n")
    }
  }

  @Test func learnedChromeIsNoLongerBody() {
    let sentence = "今天的巡查一切正常。"
    let input = PageInput(body: Array(html(9, [sentence]).utf8))
    let template = SiteTemplate.learn(host: "www.yunxi.example", from: pages)
    let extraction = Extractor(template: template).extract(input)
    #expect(extraction.text == sentence)
    #expect(extraction.extraction.rule.hasSuffix("template:\(template.version)"))
    #expect(extraction.extraction.configDigest != nil)
  }

  @Test func withoutATemplateNothingIsSaidAboutOne() {
    let extraction = Extractor().extract(PageInput(body: Array(html(9, ["今天的巡查一切正常。"]).utf8)))
    #expect(extraction.extraction.configDigest == nil)
    #expect(!extraction.extraction.rule.contains("template"))
  }
}
