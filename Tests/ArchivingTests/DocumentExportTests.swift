import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

/// The lines of `export jsonl` as objects, by their URL.
private func documents(
  _ ground: Ground, _ change: (inout ExportSelection) -> Void = { _ in }
) async throws -> [String: [String: Any]] {
  var selection = ExportSelection()
  change(&selection)
  var found: [String: [String: Any]] = [:]
  try await DocumentExport(of: ground.holdings(), selection: selection).forEach { document in
    let object = try JSONSerialization.jsonObject(with: Data(document.jsonLine)) as? [String: Any]
    #expect(found.updateValue(try #require(object), forKey: document.address.url) == nil || selection.allVersions)
  }
  return found
}

@Suite("Export of documents")
struct DocumentExportTests {
  @Test func `current articles and reports that are not gone, twins of a portal once, later pages inside the first`()
    async throws
  {
    let ground = try await exported.value
    let found = try await documents(ground)
    let paths = ["/a.html", "/new.html", "/quiet.html", "/plan.html", "/xw/t7001.html", "/linked.html", "/late.html"]
    #expect(Set(found.keys) == Set(paths.map { site + $0 } + ["http://www.other.gov.cn/a.html"]))
    #expect(found[site + "/a.html"]?["aliases"] as? [String] == [site + "/copy.html"])
    // One that moved is an alias of where it stands now.
    #expect(found[site + "/new.html"]?["aliases"] as? [String] == [site + "/old.html"])
    // So is one whose last visits failed, of where it was seen last.
    #expect(found[site + "/quiet.html"]?["aliases"] as? [String] == [site + "/gone.html"])
  }

  @Test func `the same host names of one portal share twins`() async throws {
    let ground = try await exported.value
    let found = try await documents(ground) {
      $0.portals = ["www.example.gov.cn": "yunxi", "www.other.gov.cn": "yunxi"]
    }
    #expect(found["http://www.other.gov.cn/a.html"] == nil)
    #expect(
      found[site + "/a.html"]?["aliases"] as? [String] == ["http://www.other.gov.cn/a.html", site + "/copy.html"])
  }

  @Test func `the keys stand in their order, with what the archive knows beside the page`() async throws {
    let ground = try await exported.value
    var lines: [String: String] = [:]
    try await DocumentExport(of: ground.holdings(), selection: ExportSelection()).forEach {
      lines[$0.address.url] = String(decoding: $0.jsonLine, as: UTF8.self)
    }
    let keys = [
      "url", "aliases", "id", "version", "captured", "outcome", "state", "kind", "title", "published", "source", "text",
      "tables", "attachments", "parts", "warnings",
    ]
    let linked = try #require(lines[site + "/linked.html"])
    let places = try keys.map { try #require(linked.range(of: "\"\($0)\":")?.lowerBound, "\($0)") }
    #expect(places == places.sorted())
    let object = try #require(try await documents(ground)[site + "/linked.html"])
    let attachment = try #require((object["attachments"] as? [[String: Any]])?.first)
    #expect(attachment["url"] as? String == site + "/file.zip" && attachment["name"] as? String == "附件：报名表")
    #expect(attachment["sha256"] as? String == Digest(of: Pages.file.body).hex)
    #expect(attachment["mime"] as? String == "application/zip" && attachment["bytes"] as? Int == Pages.file.body.count)
    #expect(object["published"] as? String == "2026-03-02T09:20+08:00" && object["source"] as? String == "云溪区园林所")
    let plan = try #require(try await documents(ground)[site + "/plan.html"])
    let grid = try #require(((plan["tables"] as? [[String: Any]])?.first?["grid"]) as? [[String?]])
    #expect(grid[1] == ["柳湾", "400", "三月底"])
    let notice = try #require(try await documents(ground)[site + "/a.html"])
    #expect(notice["outcome"] as? String == "reverted" || notice["outcome"] as? String == "unchanged")
  }

  @Test func `parts are joined and a missing one is a warning`() async throws {
    let found = try await documents(try await exported.value)
    let article = try #require(found[site + "/xw/t7001.html"])
    let text = try #require(article["text"] as? String)
    #expect(text == (SeveralPages.texts[0] + SeveralPages.texts[1]).joined(separator: "\n"))
    #expect(article["parts"] as? [String] == [1, 2].map { site + SeveralPages.path($0) })
    let codes = (article["warnings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    #expect(codes?.contains("missing_part") == true)
  }

  @Test func `selectors narrow and widen`() async throws {
    let ground = try await exported.value
    #expect(try await documents(ground) { $0.hosts = ["www.other.gov.cn"] }.count == 1)
    #expect(try await documents(ground) { $0.kinds = ["attachment"] }.keys.sorted() == [site + "/file.zip"])
    #expect(try await documents(ground) { $0.kinds = ["list"] }.keys.sorted() == [site + "/list/"])
    #expect(try await documents(ground) { $0.from = "2026-03-03" }.isEmpty)
    #expect(try await documents(ground) { $0.to = "2026-02" }.isEmpty)
    #expect(
      try await documents(ground) {
        $0.from = "2026-03-02"; $0.to = "2026"
      }.count == 8)
    var versions = 0
    var selection = ExportSelection()
    selection.allVersions = true
    try await DocumentExport(of: ground.holdings(), selection: selection).forEach { document in
      versions += document.address.url == site + "/a.html" ? 1 : 0
    }
    #expect(
      versions
        == (try ground.holdings().catalogue.versions(of: AddressIdentity(key: "www.example.gov.cn/a.html").id)).count)
  }

  @Test func `what is gone is left out until all versions are asked for`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.water), in: archive)
    for _ in 1...3 { try await ground.visit("/a.html", .status(404), in: archive, after: 86_400) }
    try await archive.close()
    #expect(try await documents(ground).isEmpty)
    let gone = try await documents(ground) { $0.allVersions = true }[site + "/a.html"]
    #expect(gone?["state"] as? String == "gone" && gone?["outcome"] as? String == "gone")
  }

  @Test func `pages without any text are no twins, and a large family is told once`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    for number in 0..<40 { try await ground.visit("/same/\(number).html", .page(Pages.water), in: archive) }
    for number in 0..<2 {
      let empty = Pages.article("图片新闻", ["<img src=\"/\(number).png\">"])
      try await ground.visit("/empty/\(number).html", .page(empty), in: archive)
    }
    try await archive.close()
    let found = try await documents(ground) { $0.kinds = ["article", "report", "other"] }
    #expect(found.keys.count { $0.contains("/same/") } == 1)
    #expect((found[site + "/same/0.html"]?["aliases"] as? [String])?.count == 39)
    #expect(found.keys.count { $0.contains("/empty/") } == 2)
  }
}
