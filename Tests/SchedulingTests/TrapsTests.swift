import Testing
import Web

@testable import Scheduling

@Suite("Traps") struct TrapsTests {
  @Test("each address of the table is the trap it names, or none") func table() throws {
    for row in try Cases("urls/traps.tsv").rows {
      let trap = Traps().trap(url(row[0]), hops: try #require(Int(row[1])))
      #expect((trap?.rule ?? "-") == row[2], "\(row[0])")
    }
  }

  @Test("an address longer than 2,048 bytes is refused") func length() {
    let head = "http://www.example.gov.cn/"
    let fits = url(head + String(repeating: "x", count: 2_048 - head.utf8.count))
    #expect(Traps().trap(fits, hops: 0) == nil)
    #expect(Traps().trap(url(fits.text + "x"), hops: 0)?.kind == .urlLength)
  }

  @Test("a list ends after two pages without new links, not after one") func listRun() {
    var run = ListRun()
    run.visited(newLinks: 0)
    #expect(run.trap == nil)
    run.visited(newLinks: 3)
    run.visited(newLinks: 0)
    #expect(run.trap == nil)
    run.visited(newLinks: 0)
    #expect(run.trap?.rule == "trap:list-without-new-links")
  }

  @Test("pages of one list share a name, other lists do not") func listPages() {
    let first = ListPage(url("http://www.example.gov.cn/zwgk/"))
    let second = ListPage(url("https://www.example.gov.cn/zwgk/index_1.html"))
    #expect(first.list == second.list && first.number == 0 && second.number == 1)
    let byQuery = ListPage(url("http://www.example.gov.cn/zwgk/list.do?id=4&pageNo=7"))
    #expect(byQuery.number == 7)
    #expect(byQuery.list == ListPage(url("http://www.example.gov.cn/zwgk/list.do?pageNo=8&id=4")).list)
    #expect(byQuery.list != ListPage(url("http://www.example.gov.cn/zwgk/list.do?pageNo=8&id=5")).list)
    #expect(ListPage(url("http://www.example.gov.cn/a/common_list_2.shtml")).number == 2)
    #expect(
      ListPage(url("http://www.example.gov.cn/a/list_10231.html")).list
        != ListPage(url("http://www.example.gov.cn/a/list_10232.html")).list)
  }

  @Test("session parameters are cut off, everything else stays byte for byte") func session() {
    let strip = SessionParameters(adding: ["TOKEN"])
    #expect(strip.stripped(url("http://h.cn/a;jsessionid=1F/b.jsp")).text == "http://h.cn/a/b.jsp")
    #expect(strip.stripped(url("http://h.cn/a.jsp?x=%B9%E3&PHPSESSID=3&y=")).text == "http://h.cn/a.jsp?x=%B9%E3&y=")
    #expect(strip.stripped(url("http://h.cn/a.jsp?token=3")).text == "http://h.cn/a.jsp")
    #expect(strip.stripped(url("http://h.cn/a.jsp?sid=3")).text == "http://h.cn/a.jsp?sid=3")
    #expect(strip.stripped(url("http://h.cn/a;v=1?")).text == "http://h.cn/a;v=1?")
  }
}
