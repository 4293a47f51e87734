/// One address that the demo fetches twice, with what there is to see.
package struct SampleSeed: Sendable {
  /// The path on the portal, beginning with `/`.
  package let path: String
  /// What it is, one line of Chinese.
  package let chinese: String
  /// What it is, one line of English.
  package let english: String
  /// The outcome of the first visit, then of one after the portal has advanced, in the words of docs/formats.md.
  /// `disallowed` is no visit: robots.txt forbids the address.
  package let outcomes: [String]
}

extension SampleSeed {
  /// Every address of the demo, in its order.
  static let all: [SampleSeed] = [
    SampleSeed(
      path: "/zwgk/zfxxgknb/jd/content/post_9000120.html",
      chinese: "2020年度报告，含2019年版三张表，附PDF和DOCX",
      english: "annual report for 2020 with the three tables of the 2019 form, PDF and DOCX attached",
      outcomes: ["new", "unchanged"]),
    SampleSeed(
      path: "/art/2021/1/28/art_1201_90388.html",
      chinese: "2020年度报告，事后改了一句话和一个表格单元",
      english: "annual report for 2020 in which one sentence and one table cell are edited later",
      outcomes: ["new", "changed"]),
    SampleSeed(
      path: "/zwgk/sxgknb/201803/t20180328_8810042.htm",
      chinese: "2017年度报告，没有表格；服务器答复304",
      english: "annual report for 2017 without tables; the server answers 304",
      outcomes: ["new", "not_modified"]),
    SampleSeed(
      path: "/qzb/2012/dimingkao.htm",
      chinese: "标称gb2312、实为GB18030的旧网页（镕、喆、㛃、〇）",
      english: "an old page labelled gb2312 that holds GB18030 (镕, 喆, 㛃, 〇)",
      outcomes: ["new", "unchanged"]),
    SampleSeed(
      path: "/gkmlpt/content/9/9000/post_9000201.html",
      chinese: "带索引号和文号的规范性文件，以gzip传送",
      english: "a policy document with index and document numbers, sent as gzip",
      outcomes: ["new", "unchanged"]),
    SampleSeed(
      path: "/xwzx/c100186/202011/6f3c1d0a9b7e4c528d1f0e6a2b94c7d3.shtml",
      chinese: "浏览量和服务器时间每次都变的新闻",
      english: "news whose view counter and clock change at every visit",
      outcomes: ["new", "cosmetic"]),
    SampleSeed(
      path: "/zwgk/tzgg/202009/t20200915_8810311.html",
      chinese: "后来迁到新网址（301）的公告",
      english: "a notice that moves to a new address (301)",
      outcomes: ["new", "moved"]),
    SampleSeed(
      path: "/zwgk/tzgg/202011/t20201109_8810377.html",
      chinese: "后来被删除（404）的公告",
      english: "a notice that is removed (404)",
      outcomes: ["new", "gone"]),
    SampleSeed(
      path: "/hdjl/c100221/202005/0d4b8e7f61a24935bc7e50f9d2a6831c.shtml",
      chinese: "后来以200答复“页面不存在”的指南",
      english: "a guide that later answers 200 with “this page does not exist”",
      outcomes: ["new", "gone"]),
    SampleSeed(
      path: "/zwgk/zfxxgknb/index.html",
      chinese: "年报栏目的列表页",
      english: "the list page of the annual reports",
      outcomes: ["new", "unchanged"]),
    SampleSeed(
      path: "/attachment/0/12/12045/9000120.pdf",
      chinese: "年度报告的PDF",
      english: "the annual report as PDF",
      outcomes: ["new", "not_modified"]),
    SampleSeed(
      path: "/bsfw/index.html",
      chinese: "防火墙的脚本验证（521）：只记录，不绕过",
      english: "a firewall's script challenge (521): recorded, never evaded",
      outcomes: ["blocked", "blocked"]),
    SampleSeed(
      path: "/nbgz/content/post_9000300.html",
      chinese: "robots.txt不许访问的页面",
      english: "a page that robots.txt forbids",
      outcomes: ["disallowed", "disallowed"]),
  ]
}
