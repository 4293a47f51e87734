import Extracting
import Testing

@Suite("House rules: a page as blocks and links")
struct PageTests {
  private func page(_ html: String) -> Page { Page(utf8: Array(html.utf8)) }
  private func lines(_ html: String) -> [String] {
    let page = page(html)
    return page.blocks.map { page.string(of: $0) }
  }

  @Test func breaksAndBlocksEndALineAndInlineTagsDoNot() {
    #expect(lines("<p>一<b>二</b><br>三</p>四<div>五</div>六") == ["一二", "三", "四", "五", "六"])
  }

  @Test func allBlanksAreOneSpace() {
    #expect(lines("<p>\u{3000}\u{3000}甲 \n\t乙&nbsp;&nbsp;丙\u{3000}丁\u{200B}戊 </p>") == ["甲 乙 丙 丁戊"])
  }

  @Test func aLineOfPreformattedTextIsABlock() {
    #expect(lines("<pre>第一行\n  第二行\n\n第三行</pre>") == ["第一行", "第二行", "第三行"])
  }

  @Test func scriptsStylesAndOptionsAreNoText() {
    #expect(lines("<style>p{}</style><script>var a='x'</script><select><option>甲</option></select><p>乙</p>") == ["乙"])
  }

  @Test func textStandsInTheElementThatHoldsIt() {
    let html = """
      甲<html>乙<head><title>丙</title></head>丁<body class="a">戊<P ID='b'>己<br>庚<br/>辛</P >壬<p>癸<div>子</p>丑</DIV>寅
      <form></html</form>卯<b title="<p>">辰&lt;巳</b></form>午
      """
    let page = page(html)
    #expect(page.titleTag == "丙")
    #expect(
      page.blocks.map { "\(page.elements[$0.element].tag) \(page.string(of: $0))" } == [
        "p 甲乙", "body 丁戊", "p 己", "p 庚", "p 辛", "body 壬", "p 癸", "div 子丑", "body 寅", "form 卯辰<巳", "body 午",
      ])
  }

  @Test func aScriptIsReadToItsEndTag() {
    let page = page(
      "<script>a = '<b></b>'\u{C}; location.href = '/s'</SCRIPT>甲<script><!-- b --></script><style>c</style>乙")
    #expect(page.scripts == ["a = '<b></b>'; location.href = '/s'", "<!-- b -->"])
    #expect(page.blocks.map { page.string(of: $0) } == ["甲乙"])
  }

  @Test func evidenceIsCounted() {
    let block = page("<p>今天，<a href='/x'>河水</a>清了。</p>").blocks[0]
    #expect(block.evidence.scalars == 8)
    #expect(block.evidence.linkScalars == 2)
    #expect(block.evidence.punctuation == 2)
    #expect(block.evidence.links == 1)
  }

  @Test(arguments: [
    "<div style='DISPLAY : none'>甲</div>", "<div hidden>甲</div>", "<p class='x ng-hide'>甲</p>",
    "<div style='visibility:hidden'><p>甲</p></div>", "<noscript>甲</noscript>",
  ])
  func whatIsNotShownIsMarkedAndKept(_ html: String) {
    #expect(page(html).blocks[0].evidence.traits.contains(.hidden))
  }

  @Test func textAfterTheEndOfTheBodyIsKept() {
    #expect(lines("<html><body><p>甲</p></body></html><p>乙</p>") == ["甲", "乙"])
  }

  @Test func everyAddressIsKeptWithItsOrigin() {
    let html = """
      <head><base href="/b/"><link rel="canonical" href="/c"><meta http-equiv="refresh" content="0; URL='/r.html'"></head>
      <a href=" /a ">文件<b>甲</b></a><a onclick="window.open('/w.pdf')">乙</a><iframe src="/f"></iframe>
      <img data-src="/i.jpg" src="blank.gif" alt="图"><map><area href="/m" alt="丙"></map>
      <script>if (x) { y() } location.href = "/s"; location.href = "/t" + z;</script>
      """
    let found = page(html).links.map { "\($0.kind.rawValue) \($0.origin) \($0.reference) \($0.text)" }
    #expect(
      found == [
        "canonical href /c ", "refresh content /r.html ", "anchor href /a 文件甲", "script onclick /w.pdf ",
        "frame src /f ", "image src /i.jpg 图", "area href /m 丙", "script location /s ",
      ])
    #expect(page(html).baseReference == "/b/")
  }

  @Test func commentsThatMayBeMarksKnowTheirPlace() {
    let read = page("<p>甲</p><!--ZJEG_RSS.content.begin--><p>乙</p><!--ZJEG_RSS.content.end-->")
    #expect(read.marks.map(\.text) == ["ZJEG_RSS.content.begin", "ZJEG_RSS.content.end"])
    #expect(read.marks.map(\.block) == [1, 2])
  }
}
