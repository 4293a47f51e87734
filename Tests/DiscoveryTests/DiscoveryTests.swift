import Testing
import Web

@testable import Extracting

@Suite("Discovery on pages") struct DiscoveryTests {
  @Test(
    "a page leads to the addresses of its table, in their order",
    arguments: [
      ("trs/first.html", "/tzgg/"), ("nfcms/index.html", "/tzgg/index.html"), ("nfcms/scripted.html", "/tzgg/"),
      ("kaipuyun/list.html", "/tzgg/common_list.shtml"), ("hanweb/column.html", "/col/col722/index.html"),
      ("hanweb/windows.html", "/col/col45/index.html"), ("gkmlpt/index.html", "/zqhjj/gkmlpt/index"),
      ("plain/page.html", "/"), ("plain/shell.html", "/old/a.html"), ("plain/refresh.html", "/old/a.html"),
      ("plain/frames.html", "/tzgg/index.htm"),
    ])
  func table(path: String, target: String) throws {
    let fixture = Fixture(path: path)
    let links = Discovery.links(in: Page(utf8: try fixture.bytes), at: url("http://www.example.gov.cn" + target))
    #expect(lines(links) == (try fixture.expected))
  }

  @Test("a page of Guangdong's platform leads to the files in its body string") func detail() throws {
    let page = Page(utf8: try Fixture(path: "gkmlpt/article.html").bytes)
    let links = Discovery.links(in: page, at: url("http://www.example.gov.cn/gkmlpt/content/9/9000/post_9000031.html"))
    #expect(
      lines(links) == [
        "attachment\thttp://www.example.gov.cn/attachment/0/0/8/1.docx\tgkmlpt\t附件一",
        "attachment\thttp://www.example.gov.cn/attachment/0/0/9/1.pdf\tgkmlpt\t附件二.pdf",
      ])
  }

  @Test("an address found by two means is named once, by the means that says more, with the text of either")
  func once() {
    let links = discover(
      "<a href='index_1.html'>更多通知</a><script>createPageHTML(2,0,'index','html')</script>")
    #expect(lines(links) == ["pagination\thttp://www.example.gov.cn/tzgg/index_1.html\tcreatePageHTML\t更多通知"])
  }

  @Test("a page that is no page gives nothing and does no harm") func junk() {
    #expect(discover("").isEmpty)
    #expect(discover("<script>createPageHTML(</script><script>createPageHTML</script>").isEmpty)
    #expect(discover("<script>window._CONFIG = {SID: 'x', TREE: [{id: 1, children: [").isEmpty == false)
    #expect(discover("<script>window._CONFIG = " + String(repeating: "[{a:", count: 50_000)).isEmpty)
    #expect(discover("<script>\"\\u12\"; '\\uD800'; `${createPageHTML(3,0,'a','b')}`</script>").isEmpty)
  }
}

@Suite("createPageHTML and its kin (portals.md §2.2)") struct CreatePageHTMLTests {
  private func pages(_ call: String, at target: String = "/tzgg/index.html") -> [String] {
    addresses(discover("<script>\(call)</script>", at: "http://www.example.gov.cn" + target), .pagination)
      .map { String($0.split(separator: "/").last!) }
  }

  @Test("page 2 is index_1 where the first page calls itself 0") func trs() {
    #expect(pages("createPageHTML(3, 0, \"index\", \"html\");") == ["index_1.html", "index_2.html"])
    #expect(pages("createPageHTML( 3 ,0, 'index' ,'shtml' );") == ["index_1.shtml", "index_2.shtml"])
    #expect(pages("createPageHTML(\"3\", \"0\", \"list\", \"htm\", 51)") == ["list_1.htm", "list_2.htm"])
    #expect(pages("createPageHTML(1, 0, \"index\", \"html\")") == [])
    #expect(pages("createPageHTML(0, 0, \"index\", \"html\")") == [])
  }

  @Test("page 2 is index_2 where the first page calls itself 1") func oneBased() {
    #expect(pages("createPageHTML(3, 1, 'index', 'shtml');") == ["index_2.shtml", "index_3.shtml"])
  }

  @Test("of three numbers the second is the pages") func records() {
    #expect(pages("createPageHTML(41, 3, 0, 'index', 'html')") == ["index_1.html", "index_2.html"])
  }

  @Test("a division's id before the numbers means Kaipuyun, whose page 2 is list_2") func division() {
    #expect(
      pages("createPageHTML('page_div',3, 1,'fg','shtml',89)", at: "/c1/fg.shtml") == ["fg_2.shtml", "fg_3.shtml"])
  }

  @Test("variables are looked up, other expressions are not guessed") func variables() {
    #expect(pages("var countPage = 3;\nvar cur=0;\ncreatePageHTML(countPage, cur, 'index', 'html')").count == 2)
    #expect(pages("createPageHTML(a + 1, 0, 'index', 'html')") == [])
    #expect(pages("var countPage = 3 //共多少页") == ["index_1.html", "index_2.html"])
    #expect(
      pages("var pagination_script_config = { pageNumber: '0', total: '3' }", at: "/a/") == [
        "index_1.html", "index_2.html",
      ])
    #expect(pages("pagination_script_config.total = 2;", at: "/a/xx.shtml") == ["xx_1.shtml"])
  }

  @Test("a call in a comment or in a string is none, one in a condition is one") func context() {
    #expect(pages("/* createPageHTML(3,0,'index','html') */") == [])
    #expect(pages("// createPageHTML(3,0,'index','html')") == [])
    #expect(pages("var a = \"createPageHTML(3,0,'index','html')\"") == [])
    #expect(pages("if (a) { createPageHTML(3,0,'index','html') }").count == 2)
    #expect(pages("<!--\ncreatePageHTML(3,0,'index','html')\n//-->").count == 2)
    #expect(pages("s.replace(/['\"]/g, x)\ncreatePageHTML(3,0,'index','html')").count == 2)
  }

  @Test("the first page names the list, a later one the next ten") func reach() {
    #expect(pages("createPageHTML(5000,0,'index','html')").count == 1_000)
    let later = pages("createPageHTML(5000,7,'index','html')", at: "/tzgg/index_7.html")
    #expect(later.first == "index_8.html" && later.last == "index_17.html" && later.count == 10)
    #expect(pages("createPageHTML(9,8,'index','html')", at: "/tzgg/index_8.html") == [])
  }

  @Test("a pager in the middle of a list names what lies between its links") func numbered() throws {
    let page = Page(utf8: try Fixture(path: "kaipuyun/middle.html").bytes)
    let links = Discovery.links(in: page, at: url("http://www.example.gov.cn/zc/list_12.shtml"))
    let names = Set(addresses(links, .pagination).map { $0.split(separator: "_").last! })
    #expect(names == Set((13...22).map { "\($0).shtml" } + ["11.shtml", "40.shtml"]))
  }
}

@Suite("Answers for programs") struct AnswerTests {
  private let proxy = "http://www.example.gov.cn/module/web/jpage/dataproxy.jsp"

  @Test("a window of jpage leads to its records and to the next window") func window() throws {
    let bytes = try Fixture(path: "hanweb/answer.xml").bytes
    let links = Discovery.links(inXML: bytes, at: url(proxy + "?startrecord=1&endrecord=45&perpage=15&columnid=722"))
    #expect(addresses(links, .link) == ["http://www.example.gov.cn/art/2023/9/1/art_722_77.html"])
    #expect(addresses(links, .api) == [proxy + "?startrecord=46&endrecord=87&perpage=15&columnid=722"])
    let last = Discovery.links(inXML: bytes, at: url(proxy + "?startrecord=46&endrecord=87&perpage=15&columnid=722"))
    #expect(addresses(last, .api).isEmpty)
  }

  @Test("a group of jpage without records is the end, whatever it names next") func end() throws {
    #expect(Discovery.links(inXML: try Fixture(path: "hanweb/end.xml").bytes, at: url(proxy + "?page=8")).isEmpty)
  }

  @Test("a page of Guangdong's platform leads to its articles, their files and the next page") func gkmlpt() throws {
    let bytes = try Fixture(path: "gkmlpt/answer.json").bytes
    let address = "http://www.example.gov.cn/gkmlpt/api/all/2002?page=1&sid=755999"
    #expect(
      lines(Discovery.links(inJSON: bytes, at: url(address))) == [
        "link\thttp://www.example.gov.cn/gkmlpt/content/9/9000/post_9000031.html\tgkmlpt\t河口镇年报",
        "attachment\thttp://www.example.gov.cn/attachment/0/0/7/9000031.pdf\tgkmlpt\t年报.pdf",
        "link\thttp://www.example.gov.cn/xxgknb/content/post_9000030.html\tgkmlpt\t山前镇年报\t(更正)",
        "api\thttp://www.example.gov.cn/gkmlpt/api/all/2002?page=2&sid=755999\tgkmlpt\t",
      ])
  }

  @Test(
    "the last page of Guangdong's platform is empty, or as full as its total says",
    arguments: [
      (1, 100, 140, true), (2, 40, 140, false), (1, 100, 100, false), (1, 0, 140, false), (1, 20, 45, true),
      (2, 20, 45, true), (3, 5, 45, true), (0, 100, 140, true),
    ])
  func pages(page: Int, count: Int, total: Int, hasNext: Bool) {
    let articles = (0..<count).map { "{\"url\":\"/post_\($0).html\"}" }.joined(separator: ",")
    let json = Array("{\"total\":\(total),\"articles\":[\(articles)]}".utf8)
    let links = Discovery.links(inJSON: json, at: url("http://h.cn/gkmlpt/api/all/5?page=\(page)&sid=2"))
    #expect(addresses(links, .api) == (hasNext ? ["http://h.cn/gkmlpt/api/all/5?page=\(max(1, page) + 1)&sid=2"] : []))
  }

  @Test("any other list as JSON leads to what is named like an address, and to the links in its HTML") func json()
    throws
  {
    let links = Discovery.links(
      inJSON: try Fixture(path: "json/list.json").bytes, at: url("http://www.example.gov.cn/x"))
    #expect(
      Set(lines(links)) == [
        "link\thttp://www.example.gov.cn/zc/c1/202406/fedcba9876543210fedcba9876543210.shtml\tjson\t关于防汛的通知",
        "link\thttp://www.example.gov.cn/art/2024/1/2/art_3_4.html\tjson\t公告",
      ])
    #expect(Discovery.links(inJSON: Array("<html>404</html>".utf8), at: url("http://h.cn/")).isEmpty)
    #expect(Discovery.links(inJSON: [], at: url("http://h.cn/")).isEmpty)
  }
}

@Suite("Sitemaps (sitemaps.org protocol)") struct SitemapTests {
  private let at = url("http://www.example.gov.cn/sitemap.xml")

  @Test("a sitemap leads to its addresses, entities and CDATA undone") func urls() throws {
    let bytes = try Fixture(path: "sitemaps/urls.xml").bytes
    let sitemap = try #require(Sitemap(bytes, at: at))
    #expect(!sitemap.isIndex)
    #expect(
      sitemap.entries.map { "\($0.url) \($0.lastModified ?? "-")" } == [
        "http://www.example.gov.cn/a.html?x=1&y=2 2024-05-01", "http://www.example.gov.cn/b.html?x=1&y=2 -",
        "http://www.example.gov.cn/c.pdf 2024-05-02T10:00:00+08:00",
      ])
    #expect(Discovery.links(inSitemap: bytes, at: at).map(\.kind) == [.link, .link, .attachment])
    #expect(Discovery.links(inXML: bytes, at: at).count == 3)
  }

  @Test("an index leads to sitemaps") func index() throws {
    let links = Discovery.links(inSitemap: try Fixture(path: "sitemaps/index.xml").bytes, at: at)
    #expect(addresses(links, .sitemap).count == 2 && links.count == 2)
  }

  @Test("a text sitemap has one address a line, a byte order mark does not hide the first") func text() throws {
    let links = Discovery.links(inSitemap: try Fixture(path: "sitemaps/lines.txt").bytes, at: at)
    #expect(links.map(\.url.path) == ["/a.html", "/b.html"])
  }

  @Test("a page is no sitemap, a feed leads to its items") func others() throws {
    #expect(Discovery.links(inSitemap: Array("<html><loc>http://h.cn/</loc></html>".utf8), at: at).isEmpty)
    #expect(Sitemap([], at: at) == nil)
    let feed = Discovery.links(inXML: try Fixture(path: "sitemaps/feed.xml").bytes, at: at)
    #expect(feed.map(\.url.path) == ["/", "/t20240101_1.html"])
  }

  @Test("50,000 addresses are read in a moment") func large() {
    let body = (0..<50_000).map { "<url><loc>http://www.example.gov.cn/\($0).html</loc></url>\n" }.joined()
    let bytes = Array("<urlset>\(body)</urlset>".utf8)
    let took = ContinuousClock().measure { #expect(Sitemap(bytes, at: at)?.entries.count == 50_000) }
    #expect(took < .seconds(30), "\(took)")
  }
}
