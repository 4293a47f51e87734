import Archiving
import Cataloguing
import Foundation
import LoopbackServer
import Testing
import WARC
import Web

@testable import Crawling

/// Two documents of a district that does not exist, long enough to be edited and still be the same.
private enum Prose {
  static let notice = [
    "为做好全区冬春季农田水利设施管护工作，保障灌溉渠系安全畅通，经区人民政府同意，现就有关事项通知如下，请结合实际认真抓好落实。",
    "一、明确管护范围。本次管护包括东溪灌区、西溪灌区和南坡提灌站所属的干渠、支渠、泵房、闸门以及沿线道路，由所在镇逐项登记，建立台账，不得遗漏。",
    "二、落实管护责任。各镇人民政府负责辖区内支渠以下设施，区水务局负责干渠和泵房，供电企业负责专用线路，村民委员会组织受益农户参加日常巡查。",
    "三、突出工作重点。优先疏浚淤积严重的渠段，更换锈蚀闸门，修补渗漏衬砌，清除影响过水的杂草和垃圾，对存在安全隐患的桥涵设置警示标志。",
    "四、安排工作进度。十二月上旬完成调查登记，十二月底前完成主要渠段疏浚，次年二月组织验收，验收结果在区人民政府网站公开，接受群众监督。",
    "五、规范资金使用。管护经费由区级财政和镇级财政共同承担，实行专账核算，任何单位和个人不得截留挪用，审计部门对使用情况进行抽查。",
    "六、加强技术指导。区水务局组织技术人员分片包干，编印操作手册，举办两期培训班，培训渠道管理员和泵站操作人员，及时解答基层提出的问题。",
    "七、做好宣传引导。通过广播、宣传栏和村民小组会议讲解节约用水知识，推广先进灌溉方法，鼓励农户自愿投工投劳，形成共同爱护水利设施的风气。",
    "八、严格督促检查。区水务局每半月通报一次进展情况，对工作滞后的镇进行约谈，对成绩突出的单位和个人给予表扬，督查结果纳入年度考核。",
  ]

  /// A report that is the same every year but for its year.
  static func report(_ year: Int) -> [String] {
    let themes = ["水资源", "河道", "灌溉", "供水", "防汛", "水土保持"].map {
      "本年度主动公开\($0)方面信息，按照规定期限在门户网站发布，内容包括机构职能、政策文件、办事指南、财政预算和工作动态。"
    }
    return ["根据《中华人民共和国政府信息公开条例》要求，青禾区水务局编制本年度报告，统计期限自\(year)年1月1日起至12月31日止。"] + themes + [
      "受理公开申请若干件，均在规定期限内办结，未发生行政复议和行政诉讼案件，存在的主要问题是公开内容不够全面，下一步将继续改进。",
      "其他需要报告的事项：本年度没有收取信息处理费，也没有其他需要报告的事项，报告的电子版可以在区人民政府门户网站查阅下载。",
    ]
  }

  static func page(
    _ title: String, _ paragraphs: [String], published: String = "2026-11-02", source: String = "青禾区水务局"
  ) -> Script {
    let text = paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n")
    return .html(
      """
      <!DOCTYPE html><html><head><meta charset="utf-8"><title>\(title)</title><meta name="ArticleTitle" content="\(title)">
      <meta name="PubDate" content="\(published)"><meta name="ContentSource" content="\(source)"></head><body>
      <div class="article"><h1>\(title)</h1>\(text)</div></body></html>
      """)
  }

  static let edited = notice.map { $0.replacing("两期培训班", with: "三期培训班").replacing("次年二月", with: "次年三月") }
  static let title = "关于做好冬春季农田水利设施管护工作的通知"
}

@Suite("Documents that moved", .timeLimit(.minutes(1)))
struct MoveTests {
  private func home(_ ground: CrawlGround, _ names: [String]) {
    ground.server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    let links = names.map { "<li><a href=\"/\($0).html\">关于\($0)的通知</a></li>" }.joined()
    ground.server.on("/", .html("<html><head><title>通知公告</title></head><body><ul>\(links)</ul></body></html>"))
  }

  private func gone(_ ground: CrawlGround, _ name: String) {
    ground.server.on("/\(name).html", .html("<title>404</title>", status: 404))
  }

  private func address(_ ground: CrawlGround, _ path: String) throws -> Address {
    let catalogue = try Holdings(at: ArchiveLayout(root: ground.folder)).catalogue
    return try #require(try catalogue.address(CrawlURL(ground.server.url(path))!.identity().id))
  }

  /// All addresses, and what search finds of them; the same after a rebuild.
  private func expectRebuilt(_ ground: CrawlGround, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let layout = ArchiveLayout(root: ground.folder)
    let before = try Holdings(at: layout).catalogue.addresses()
    let versions = try before.flatMap { try Holdings(at: layout).catalogue.versions(of: $0.id) }
    let path = layout.catalogue.path
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    _ = try await Archive.rebuild(at: layout, settings: Ground.config.archive) { Timestamp(seconds: 1_800_000_000) }
    let after = try Holdings(at: layout).catalogue
    #expect(try after.addresses() == before, sourceLocation: sourceLocation)
    #expect(try before.flatMap { try after.versions(of: $0.id) } == versions, sourceLocation: sourceLocation)
    try await ground.expectSound(sourceLocation: sourceLocation)
  }

  /// A first state with a document at /old.html, and a second one in which it is gone and something new stands at /new.html.
  private func refreshed(_ old: Script, _ new: Script) async throws -> (
    ground: CrawlGround, report: RefreshReport, lines: [String: RefreshLine]
  ) {
    let ground = try CrawlGround()
    home(ground, ["same", "old"])
    ground.server.on("/same.html", .html(notice()))
    ground.server.on("/old.html", old)
    _ = try await ground.run(ground.portal())
    home(ground, ["same", "new"])
    gone(ground, "old")
    ground.server.on("/new.html", new)
    let (report, lines) = try await ground.refresh(ground.portal())
    return (ground, report, lines)
  }

  @Test("and were edited a little are found by their likeness, linked both ways, and stay moved after a rebuild")
  func edited() async throws {
    let (ground, report, lines) = try await refreshed(
      Prose.page(Prose.title, Prose.notice), Prose.page(Prose.title, Prose.edited))
    defer { ground.remove() }
    let (old, new) = (ground.server.url("/old.html"), ground.server.url("/new.html"))
    #expect(lines["/old.html"]?.outcome == .moved && lines["/old.html"]?.state == .moved)
    #expect(lines["/old.html"]?.newURL == new && lines["/new.html"]?.previousURL == old)
    #expect(lines["/old.html"]?.reason?.hasPrefix("nearly the same text (simhash ") == true)
    #expect(report.movedDocuments == 1 && report.outcomes[.moved] == 1 && report.outcomes[.gone] == nil)
    #expect(try address(ground, "/old.html").standing.movedTo == new)
    try await expectRebuilt(ground)
  }

  @Test("are found by the same organ and year where the title was edited too")
  func otherTitle() async throws {
    let (ground, _, lines) = try await refreshed(
      Prose.page(Prose.title, Prose.notice), Prose.page(Prose.title + "（更正）", Prose.edited))
    defer { ground.remove() }
    #expect(lines["/old.html"]?.newURL == ground.server.url("/new.html"))
  }

  @Test("are not mistaken for next year's report, however alike both are", arguments: [true, false])
  func nextYear(isInTitle: Bool) async throws {
    let texts = [2025, 2026].compactMap { Simhash(of: Prose.report($0).joined(separator: "\n")) }
    #expect(texts[0].distance(to: texts[1]) <= SimhashTable<Int>.tolerance, "alike enough to be confused")
    let titles = ["2025年", "2026年"].map { "青禾区水务局\(isInTitle ? $0 : "")政府信息公开工作年度报告" }
    let (ground, _, lines) = try await refreshed(
      Prose.page(titles[0], Prose.report(2025)), Prose.page(titles[1], Prose.report(2026)))
    defer { ground.remove() }
    #expect(lines["/old.html"]?.outcome == .gone && lines["/old.html"]?.newURL == nil)
    #expect(lines["/new.html"]?.previousURL == nil)
    #expect(try address(ground, "/old.html").standing.state == .failing)
  }

  @Test("are not looked for among those that the first crawl found beside them, be they alike or the same")
  func copies() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    home(ground, ["a", "b", "c", "d"])
    for name in ["a", "b", "c"] { ground.server.on("/\(name).html", Prose.page(Prose.title, Prose.notice)) }
    ground.server.on("/d.html", Prose.page(Prose.title, Prose.edited))
    _ = try await ground.run(ground.portal { $0.limits.connectionsPerHost = 1 })
    gone(ground, "a")
    let (report, lines) = try await ground.refresh(ground.portal())
    #expect(lines["/a.html"]?.outcome == .gone && report.movedDocuments == 0)
  }

  @Test("are not mistaken for another organ's of the same words")
  func otherOrgan() async throws {
    let (ground, _, lines) = try await refreshed(
      Prose.page(Prose.title, Prose.notice), Prose.page(Prose.title, Prose.edited, source: "柳河县水利局"))
    defer { ground.remove() }
    #expect(lines["/old.html"]?.outcome == .gone && lines["/new.html"]?.previousURL == nil)
  }

  @Test("after their old address was found gone are linked when they appear", arguments: [true, false])
  func appearsLater(isEdited: Bool) async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    home(ground, ["same", "old"])
    ground.server.on("/same.html", .html(notice()))
    ground.server.on("/old.html", Prose.page(Prose.title, Prose.notice))
    _ = try await ground.run(ground.portal())
    home(ground, ["same"])
    gone(ground, "old")
    #expect(try await ground.refresh(ground.portal()).lines["/old.html"]?.outcome == .gone)
    home(ground, ["same", "new"])
    ground.server.on("/new.html", Prose.page(Prose.title, isEdited ? Prose.edited : Prose.notice))
    let lines = try await ground.refresh(ground.portal(), onlyDue: true, daysLater: 200).lines
    #expect(lines["/new.html"]?.previousURL == ground.server.url("/old.html"))
    #expect(try address(ground, "/old.html").standing.state == .moved)
    try await expectRebuilt(ground)
  }

  @Test("that were visited at their new address before the old one, in the run that still found both, are linked later")
  func bothInOneRun() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    let portal = ground.portal { $0.limits.connectionsPerHost = 1 }
    home(ground, ["same", "old", "copy"])
    ground.server.on("/same.html", .html(notice()))
    for name in ["old", "copy"] { ground.server.on("/\(name).html", Prose.page(Prose.title, Prose.notice)) }
    _ = try await ground.run(portal)
    // The new address is an entry, so it goes before everything else.
    var later = portal
    later.entries = [PortalEntry(kind: .column, url: CrawlURL(ground.server.url("/new.html"))!)] + portal.entries
    ground.server.on("/new.html", Prose.page(Prose.title, Prose.notice))
    ground.server.forgetHits()
    _ = try await ground.refresh(later)
    let order = ground.asked
    #expect(order.firstIndex(of: "/new.html")! < order.firstIndex(of: "/old.html")!)
    gone(ground, "old")
    let line = try await ground.refresh(later, daysLater: 2).lines["/old.html"]
    #expect(line?.newURL == ground.server.url("/new.html"), "and not the copy that stood beside it from the first")
  }

  @Test("stay moved as long as the old address answers 404, and are current again when it has them again")
  func states() async throws {
    let (ground, _, _) = try await refreshed(
      Prose.page(Prose.title, Prose.notice), Prose.page(Prose.title, Prose.edited))
    defer { ground.remove() }
    let new = ground.server.url("/new.html")
    for day in [2, 3, 4, 5] as [Int64] {
      let (report, lines) = try await ground.refresh(ground.portal(), daysLater: day)
      #expect(lines["/old.html"]?.outcome == .moved && lines["/old.html"]?.newURL == new, "day \(day)")
      #expect(lines["/old.html"]?.state == .moved && report.outcomes[.gone] == nil)
      #expect(try address(ground, "/old.html").standing.state == .moved)
    }
    var moves = 0
    let warc = ArchiveLayout(root: ground.folder).warc
    for name in try FileManager.default.contentsOfDirectory(atPath: warc.path) {
      var reader = WARCReader(try WARCFile(path: warc.appending(path: name).path))
      while let found = try reader.next() {
        if found.record.targetURI?.hasPrefix("urn:fangzhi:move:") == true { moves += 1 }
      }
    }
    #expect(moves == 1, "what is known is not written again")
    ground.server.on("/old.html", .respond(503))
    #expect(try await ground.refresh(ground.portal(), daysLater: 6).lines["/old.html"]?.state == .failing)
    gone(ground, "old")
    #expect(try await ground.refresh(ground.portal(), daysLater: 7).lines["/old.html"]?.state == .moved)
    try await expectRebuilt(ground)
    ground.server.on("/old.html", Prose.page(Prose.title, Prose.notice))
    let line = try await ground.refresh(ground.portal(), daysLater: 8).lines["/old.html"]
    #expect(line?.state == .current && line?.newURL == nil)
    #expect(try address(ground, "/old.html").standing == AddressStanding(state: .current))
    try await expectRebuilt(ground)
  }

  @Test("by a permanent redirect stay moved to its target when the redirect is taken away")
  func redirected() async throws {
    let ground = try CrawlGround()
    defer { ground.remove() }
    home(ground, ["old"])
    ground.server.on("/old.html", Prose.page(Prose.title, Prose.notice))
    _ = try await ground.run(ground.portal())
    ground.server.on("/old.html", .redirect(to: "/new.html", status: 301))
    ground.server.on("/new.html", Prose.page("另一份通知", Array(Prose.notice.prefix(3))))
    let new = ground.server.url("/new.html")
    #expect(try await ground.refresh(ground.portal()).lines["/old.html"]?.newURL == new)
    #expect(try address(ground, "/old.html").standing.movedTo == new)
    gone(ground, "old")
    let line = try await ground.refresh(ground.portal(), daysLater: 2).lines["/old.html"]
    #expect(line?.outcome == .moved && line?.state == .moved && line?.newURL == new)
    try await expectRebuilt(ground)
  }
}
