import Cataloguing
import Extracting
import Foundation
import Searching
import Testing
import Web

@testable import Archiving

/// Pages of one article, each with links to the others.
enum SeveralPages {
  static let texts = [
    ["青禾镇上周完成了河道清淤的最后一段，沿岸三个村的排水口都换上了新的铁栅，下雨天再没有人守在桥头捞树枝。", "镇里的水利员老何说，过去一场大雨要忙到后半夜，现在打开手机就能看到水位。"],
    ["区交通局在石桥路口试行了新的信号配时方案，早高峰时东西方向多放行十二秒，公交车准点率提高了近一成。", "有居民提出，老人不会用取号机，中心随即在门口安排了两名志愿者，还把字号放大了一倍。"],
    ["云溪区政务服务中心从本月起把收件窗口由六个并为两个，办事的人进门先取号，等候时间平均缩短到九分钟。", "窗口旁边摆上了老花镜和针线盒，来办事的人说，这些小东西比宣传栏管用得多。"],
  ]

  static func path(_ number: Int) -> String { number == 0 ? "/xw/t7001.html" : "/xw/t7001_\(number).html" }

  /// - Parameter linked: the numbers that the pager shows beside the page's own.
  static func page(_ number: Int, linked: [Int] = [0, 1, 2], text: [String]? = nil) -> Answer {
    let pager = linked.map { $0 == number ? "<span>\($0 + 1)</span>" : "<a href=\"\(path($0))\">\($0 + 1)</a>" }
    let paragraphs = text ?? texts[number]
    let page = Pages.article("青禾镇完成河道清淤", paragraphs)
    return .page(
      page.replacing("</div><script>", with: "</div><div class=\"page\">\(pager.joined(separator: " "))</div><script>"))
  }
}

@Suite("An article in several pages is one")
struct ArticleTests {
  private func address(_ number: Int, _ holdings: Holdings) throws -> Address {
    try #require(try holdings.catalogue.address(CrawlURL(site + SeveralPages.path(number))!.identity().id))
  }

  private func article(_ number: Int, _ ground: Ground, _ word: String? = nil) async throws -> Article {
    let holdings = try ground.holdings()
    let address = try address(number, holdings)
    return try await holdings.article(of: try #require(try holdings.version(word, of: address)), at: address)
  }

  private func text(_ numbers: Int...) -> String {
    numbers.flatMap { SeveralPages.texts[$0] }.joined(separator: "\n")
  }

  @Test func `the first page joins the others, a later page stands alone`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    for number in [2, 0, 1] {
      try await ground.visit(SeveralPages.path(number), SeveralPages.page(number), in: archive)
    }
    try await archive.close()
    let whole = try await article(0, ground)
    #expect(PlainText.body(of: whole.document.blocks) == text(0, 1, 2))
    #expect(whole.document.blocks.map(\.id) == (1...6).map { "b\($0)" })
    #expect(whole.document.blocks[2].locator.hasPrefix("part 2: "))
    #expect(whole.parts.map(\.address.url) == [1, 2].map { site + SeveralPages.path($0) } && whole.missing.isEmpty)
    #expect(whole.document.parts == [1, 2].map { site + SeveralPages.path($0) })
    let second = try await article(1, ground)
    #expect(PlainText.body(of: second.document.blocks) == text(1) && second.parts.isEmpty)
    // The JSON of a joined document is one that is read back.
    #expect(try Document(json: whole.document.json) == whole.document)
    try await ground.expectSound()
  }

  @Test func `pages that name only the next one are followed, and a missing one is said`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit(SeveralPages.path(0), SeveralPages.page(0, linked: [0, 1]), in: archive)
    try await ground.visit(SeveralPages.path(1), SeveralPages.page(1, linked: [1, 2]), in: archive)
    try await archive.commit()
    let gap = try await article(0, ground)
    #expect(PlainText.body(of: gap.document.blocks) == text(0, 1))
    #expect(gap.missing == [site + SeveralPages.path(2)])
    #expect(gap.document.extraction.warnings.contains { $0.code == "missing_part" && $0.message.contains("t7001_2") })
    try await ground.visit(SeveralPages.path(2), SeveralPages.page(2, linked: [1, 2]), in: archive)
    try await archive.close()
    let whole = try await article(0, ground)
    #expect(PlainText.body(of: whole.document.blocks) == text(0, 1, 2) && whole.missing.isEmpty)
    #expect(try await article(1, ground).parts.isEmpty)
  }

  @Test func `an earlier version is joined with what the other pages said then`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    for number in 0...1 {
      try await ground.visit(SeveralPages.path(number), SeveralPages.page(number, linked: [0, 1]), in: archive)
    }
    let fresh = ["次年的信号配时又改了一次，早高峰时南北方向多放行八秒，晚高峰不变，公交车另有专门的相位。"]
    let edited = ["次年又清了一回，铁栅换成了不锈钢的，三个村的排水口旁边都立了水尺和说明牌。"]
    try await ground.visit(
      SeveralPages.path(0), SeveralPages.page(0, linked: [0, 1], text: edited), in: archive, after: 86_400)
    try await ground.visit(SeveralPages.path(1), SeveralPages.page(1, linked: [0, 1], text: fresh), in: archive)
    try await archive.close()
    #expect(
      PlainText.body(of: try await article(0, ground).document.blocks) == (edited + fresh).joined(separator: "\n"))
    #expect(PlainText.body(of: try await article(0, ground, "-1").document.blocks) == text(0, 1))
  }

  @Test func `a hit in a later page is one of the article, once, under its first page`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    for number in 0...2 { try await ground.visit(SeveralPages.path(number), SeveralPages.page(number), in: archive) }
    try await archive.close()
    let holdings = try ground.holdings()
    let hit = try #require(try holdings.search(SearchQuery("志愿者")).first)
    #expect(hit.url == site + SeveralPages.path(0) && hit.isInPart && hit.place.url == site + SeveralPages.path(1))
    #expect(hit.version == (try address(0, holdings).version))
    #expect(try holdings.search(SearchQuery("青禾镇")).map(\.url) == [site + SeveralPages.path(0)])
    // A page that is no part of anything finds itself.
    #expect(try holdings.firstPage(of: address(0, holdings)).id == address(0, holdings).id)
  }

  @Test(arguments: [
    ("https://a.cn/t1.html", 0), ("https://a.cn/t1_2.html", 2), ("https://a.cn/x/t1-12.shtml", 12),
    ("https://a.cn/t20240516_7001.html", 0), ("https://a.cn/art?id=7&page=3", 3), ("https://a.cn/art?id=7", 0),
    ("https://a.cn/", 0), ("no address", 0),
  ])
  func `the number of a page stands in its name`(url: String, number: Int) {
    #expect(PartNumber(of: url).value == number)
  }
}
