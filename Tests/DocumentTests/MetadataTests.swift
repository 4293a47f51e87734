import Testing
import Web

@testable import Extracting

private func line(_ text: String, _ label: BlockLabel = .metaLine, _ position: BodyPosition = .before) -> MetadataLine {
  MetadataLine(text: text, label: label, locator: "/p", position: position)
}

private func read(
  lines: [MetadataLine] = [], metas: [(String, String)] = [], tables: [MetadataTable] = [], url: String? = nil
) -> Metadata {
  var evidence = MetadataEvidence()
  evidence.lines = lines
  evidence.metas = metas.map { .init(name: $0.0, content: $0.1) }
  evidence.tables = tables
  evidence.url = url.flatMap { CrawlURL($0) }
  return Metadata(reading: evidence)
}

@Suite("Tags of every page and article (国办发〔2017〕47号)")
struct MandatedMetaTests {
  static let metas = [
    ("SiteName", "云溪县人民政府"), ("SiteDomain", "www.yunxi.gov.cn"), ("SiteIDCode", "bm01000001"), ("ColumnName", "信息公开年报"),
    ("ArticleTitle", "东山镇年度报告"), ("PubDate", "2017——04——12 21:37"), ("ContentSource", "本网"), ("Author", ""),
  ]

  @Test("Each has its place, its origin and stays in raw_meta")
  func places() {
    let metadata = read(metas: Self.metas)
    #expect(metadata.site == SiteIdentity(name: "云溪县人民政府", domain: "www.yunxi.gov.cn", idCode: "bm01000001"))
    #expect(metadata.title == "东山镇年度报告")
    #expect(
      metadata.published
        == PrintedDate(text: "2017——04——12 21:37", value: "2017-04-12T21:37+08:00", precision: .minute))
    #expect(metadata.sourceOrg == "本网")
    #expect(metadata.sourceOrgResolved == "云溪县人民政府")
    #expect(metadata.rawMeta["Author"] == [""])
    let field = metadata.fields.first { $0.name == "published" }
    #expect(field?.origin == .meta && field?.locator == "meta[6]")
  }

  @Test("Names are read whatever their case; a repeated name keeps all that it says")
  func cases() {
    let metadata = read(metas: [("sitename", "甲"), ("SITENAME", "乙"), ("k", "1"), ("k", "1"), ("k", "2")])
    #expect(metadata.site.name == "甲")
    #expect(metadata.rawMeta == ["sitename": ["甲"], "SITENAME": ["乙"], "k": ["1", "2"]])
  }

  @Test("Nothing in, nothing out")
  func empty() {
    let metadata = read()
    #expect(metadata == Metadata())
  }
}

@Suite("Which evidence wins")
struct MetadataPrecedenceTests {
  @Test("A visible date beats PubDate, which beats the address; all of them stay in fields")
  func dates() {
    let url = "https://www.yunxi.gov.cn/202101/t20210103_1.html"
    let meta = [("PubDate", "2021-01-02 08:00")]
    let visible = read(lines: [line("发布日期：2021-01-01")], metas: meta, url: url)
    #expect(visible.published?.value == "2021-01-01")
    #expect(visible.fields.filter { $0.name == "published" }.map(\.origin) == [.meta, .label, .url])
    #expect(read(metas: meta, url: url).published?.value == "2021-01-02T08:00+08:00")
    #expect(read(url: url).published?.value == "2021-01-03")
  }

  @Test("Of visible dates of one day the one that says more wins, whatever stands first")
  func finest() {
    let lines = [line("发布日期：2021年1月1日", .disclosure), line("发布时间：2021-01-01 09:30")]
    #expect(read(lines: lines).published?.value == "2021-01-01T09:30+08:00")
  }

  @Test("A date in prose, a notice's time and a list of other pages are no publication")
  func prose() {
    let lines = [
      line("时间：2024年5月1日上午", .body, .inside), line("2019-05-15", .related, .after), line("2020-01-01", .navigation),
      line("会议定于2024年5月2日召开。", .body, .inside),
    ]
    #expect(read(lines: lines).published == nil)
  }

  @Test("The source beside the title beats ContentSource and the one below the body")
  func sources() {
    let below = line("（来源：东山日报）", .body, .inside)
    let meta = [("ContentSource", "云溪网")]
    #expect(read(lines: [line("来源：云溪镇"), below], metas: meta).sourceOrg == "云溪镇")
    #expect(read(lines: [below], metas: meta).sourceOrg == "云溪网")
    #expect(read(lines: [below]).sourceOrg == "东山日报")
    #expect(read(lines: [line("经费来源：财政拨款", .body, .inside)]).sourceOrg == nil)
  }

  @Test("A label and its value may stand in two lines; a title or sentence below is no value")
  func twoLines() {
    #expect(read(lines: [line("来源："), line("云溪日报", .boilerplate)]).sourceOrg == "云溪日报")
    #expect(read(lines: [line("来源："), line("东山大桥通车", .title)]).sourceOrg == nil)
    #expect(read(lines: [line("发布日期："), line("2021-01-01", .boilerplate)]).published?.value == "2021-01-01")
    #expect(read(lines: [line("来源"), line("："), line("云溪日报")]).sourceOrg == "云溪日报")
  }

  @Test("The date below the signature is the date of writing, not of publication")
  func signature() {
    let lines = [line("正文。", .body, .inside), line("东山镇人民政府", .body, .inside), line("2021年1月20日", .body, .inside)]
    let metadata = read(lines: lines)
    #expect(metadata.written?.value == "2021-01-20")
    #expect(metadata.published == nil)
  }
}

@Suite("Disclosure labels")
struct DisclosureTests {
  static let labels = [
    ("索 引 号：", "11330100/2021-00001"), ("发文机关：", "云溪县人民政府办公室"), ("成文日期：", "2021年01月05日"), ("发布日期：", "2021年01月08日"),
    ("文　　号：", "云政办〔2021〕5号"), ("主题分类：", "农业、林业"), ("有 效 性：", "有效"), ("责任编辑：", "周明"),
  ]

  private func check(_ metadata: Metadata) {
    #expect(metadata.indexNumber == "11330100/2021-00001")
    #expect(metadata.issuers == ["云溪县人民政府办公室"])
    #expect(metadata.written?.value == "2021-01-05")
    #expect(metadata.published?.value == "2021-01-08")
    #expect(metadata.docNumber == "云政办〔2021〕5号")
    #expect(metadata.topic == ["农业", "林业"])
    #expect(metadata.validity == "有效")
    #expect(metadata.fields.contains { $0.name == "责任编辑" && $0.value == "周明" })
  }

  @Test("as lines of label and value")
  func oneLine() { check(read(lines: Self.labels.map { line($0.0 + $0.1, .disclosure) })) }

  @Test("as a line of several labels")
  func severalInOneLine() {
    check(read(lines: [line(Self.labels.map { $0.0 + $0.1 }.joined(separator: "\u{3000}"), .disclosure)]))
  }

  @Test("as a line for the label and one for the value")
  func twoLines() { check(read(lines: Self.labels.flatMap { [line($0.0, .disclosure), line($0.1, .disclosure)] })) }

  @Test("as a table of two or four columns, with or without colons")
  func tables() throws {
    let bare = Self.labels.map { "<td>\($0.0.replacingAll("：", by: ""))<td>\($0.1)" }
    let two = try #require(parsed(html: bare.map { "<tr>" + $0 }.joined()))
    check(read(tables: [MetadataTable(table: two, position: .before)]))
    let full = Self.labels.map { "<td>\($0.0)<td>\($0.1)" }
    let rows = stride(from: 0, to: 8, by: 2).map { "<tr>" + full[$0] + full[$0 + 1] }
    check(read(tables: [MetadataTable(table: try #require(parsed(html: rows.joined())), position: .inside)]))
  }

  @Test("shown twice they count once")
  func twice() {
    let lines = Self.labels.map { line($0.0 + $0.1, .disclosure) }
    let metadata = read(lines: lines + lines)
    check(metadata)
    #expect(metadata.fields.count == read(lines: lines).fields.count)
  }

  @Test("A data table with such words for columns is none")
  func dataTable() throws {
    let table = try #require(parsed(html: "<tr><td>名称<td>日期<tr><td>东山桥<td>2021-01-01"))
    #expect(read(tables: [MetadataTable(table: table, position: .inside)]).fields.isEmpty)
  }

  @Test("The number of a red-headed paper is read from its own line")
  func redHeadNumber() {
    #expect(read(lines: [line("云政办发〔2021〕5号", .body, .inside)]).docNumber == "云政办发〔2021〕5号")
    #expect(read(lines: [line("根据云政办发〔2021〕5号文件要求", .body, .inside)]).docNumber == nil)
  }
}

@Suite("Column, host, language and script")
struct MetadataSiteTests {
  @Test(
    "A breadcrumb is split at whatever separates it",
    arguments: [
      "您现在的位置：首页 > 政务公开 > 统计数据", "当前位置： 首页»政务公开»统计数据", "首页＞政务公开＞统计数据＞正文", "您当前的位置 首页 / 政务公开 / 统计数据", "首页｜政务公开｜统计数据",
      "首页>>政务公开>>统计数据>>", "首页 → 政务公开 → 统计数据", "首页 政务公开 统计数据",
    ])
  func breadcrumbs(text: String) {
    #expect(read(lines: [line(text, .breadcrumb)]).column == ["首页", "政务公开", "统计数据"])
  }

  @Test("A breadcrumb printed twice counts once, the fuller one")
  func twice() {
    let lines = [line("首页 > 详情", .breadcrumb), line("首页 > 要闻 > 镇街", .breadcrumb)]
    #expect(read(lines: lines).column == ["首页", "要闻", "镇街"])
    #expect(read(lines: [lines[1], lines[1]]).column == ["首页", "要闻", "镇街"])
  }

  @Test("A breadcrumb may stand one column a line, and end with the title")
  func columnsInLines() {
    let lines = ["首页", ">", "政务公开", ">", "东山大桥建成通车"].map { line($0, .breadcrumb) }
    let metadata = read(lines: lines + [line("东山大桥建成通车", .title)])
    #expect(metadata.column == ["首页", "政务公开"])
  }

  @Test(
    "Only .gov.cn is a government's host",
    arguments: [
      ("https://www.yunxi.gov.cn/a.html", true), ("http://gov.cn/", true), ("https://www.yunxigov.cn/", false),
      ("https://www.yunxi.gov.cn.example.com/", false), ("https://regpost.com/gov.cn/", false),
    ])
  func hosts(url: String, isOfficial: Bool) { #expect(read(url: url).officialHost == isOfficial) }

  @Test(
    "The script is told by its own characters and words",
    arguments: [
      ("东山镇党委会议研究了财务问题，对资产进行统计。", "https://a.gov.cn/", Script.simplified),
      ("東山鎮會議研究了財務問題，對資產進行統計。", "https://a.gov.cn/", .converted),
      ("臺灣的財務報告與資產統計問題", "https://example.tw/", .traditional),
      ("東山鎮人民政府開展檔案下載與網路建設，認真組織實施。", "https://wiki.example.com/", .converted),
      ("加強機製建設，認真組織，開展會議", "https://wiki.example.com/", .converted),
      ("东山镇党委会议研究财务问题 東山鎮會議研究財務問題", "https://example.com/", .mixed),
    ])
  func scripts(text: String, url: String, script: Script) {
    let metadata = read(lines: [line(text, .body, .inside)], url: url)
    #expect(metadata.script == script)
    #expect(metadata.language == "zh")
  }

  @Test(
    "The language follows the letters",
    arguments: [("བོད་ཡིག་གི་གསར་འགྱུར", "bo"), ("Notice of the district office", "en"), ("ئۇيغۇرچە خەۋەر", "ug")])
  func languages(text: String, code: String) {
    #expect(read(lines: [line(text, .body, .inside)]).language == code)
  }

  @Test(
    "Dates of addresses",
    arguments: [
      ("/zwgk/202101/t20210125_2941307.shtml", "2021-01-25"), ("/art/2021/3/5/art_12_345.html", "2021-03-05"),
      ("/2021-03/15/content_123.htm", "2021-03-15"), ("/20210315/0a1b2c3d4e5f60718293a4b5c6d7e8f9.html", "2021-03-15"),
      ("/c100/202103/0a1b2c3d4e5f60718293a4b5c6d7e8f9.shtml", "2021-03"), ("/20210315/123.html", "2021-03-15"),
      ("/n1/2024/0510/c1004-402.html", "2024-05-10"), ("/202105/t20210532_1.html", "2021-05"),
      ("/content/post_7043962.html", ""),
      ("/20213115/123.html", ""), ("/202199/1.html", ""), ("/1880/1/1/art_1.html", ""),
      ("/columns/ab-cd/202103/15/ef.html", "2021-03-15"),
    ])
  func addresses(path: String, value: String) { #expect(URLDate.find(in: path)?.value ?? "" == value) }
}
