import Cataloguing
import Extracting
import Foundation
import Searching
import Testing
import Web

@testable import Archiving

@Suite("Search follows what becomes of an address")
struct IndexingTests {
  private func found(_ word: String, in ground: Ground, all: Bool = false) throws -> [String] {
    var filter = SearchFilter()
    filter.allVersions = all
    return try ground.holdings().search(SearchQuery(word), filter: filter).map(\.url)
  }

  @Test func `a version is found once it is indexed, the one before only among all versions`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    #expect(try found("植树", in: ground).isEmpty)
    try await archive.commit()
    try await archive.indexTexts(limit: 100)
    #expect(try found("植树", in: ground) == [site + "/a.html"])
    #expect(try found("上午九时", in: ground).count == 1)
    try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive)
    try await archive.commit()
    try await archive.indexTexts(limit: 100)
    #expect(try found("上午九时", in: ground).isEmpty)
    #expect(try found("上午九时", in: ground, all: true).count == 1)
    #expect(try found("下午两时", in: ground).count == 1)
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await archive.close()
    #expect(try found("上午九时", in: ground).count == 1, "reverted")
    #expect(try found("下午两时", in: ground).isEmpty)
    try await ground.expectSound()
  }

  @Test func `what is gone or moved is found among all versions only, and again when it comes back`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.water), in: archive)
    for day in 1...3 {
      try await archive.commit()
      try await archive.indexTexts(limit: 100)
      #expect(try found("停水", in: ground).count == 1, "day \(day)")
      try await ground.visit("/a.html", .status(404), in: archive, after: 86_400)
    }
    try await archive.commit()
    try await archive.indexTexts(limit: 100)
    #expect(try found("停水", in: ground).isEmpty)
    #expect(try found("停水", in: ground, all: true).count == 1)
    try await ground.visit("/a.html", .page(Pages.water), in: archive)
    try await archive.commit()
    try await archive.indexTexts(limit: 100)
    #expect(try found("停水", in: ground).count == 1)
    try await ground.visit("/a.html", .status(301, [("Location", "/b.html")]), in: archive)
    try await ground.visit("/b.html", .page(Pages.water), in: archive)
    try await archive.close()
    #expect(try found("停水", in: ground) == [site + "/b.html"])
    try await ground.expectSound()
  }

  @Test func `a rebuild fills the index again, and of a group that was lost nothing is found`() async throws {
    let ground = try await Ground.full()
    let before = try found("植树", in: ground)
    #expect(Set(before) == [site + "/a.html", site + "/copy.html", site + "/plan.html"])
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: ground.layout.catalogue.path + suffix)
    }
    _ = try await ground.rebuild()
    #expect(try Set(found("植树", in: ground)) == Set(before))
    try await ground.expectSound()
    let archive = try await ground.open()
    try await ground.visit("/late.html", .page(Pages.article("夜间集市", ["夜间集市每晚开放到十点，入口在河边。"])), in: archive)
    #expect(try found("夜间集市", in: ground).isEmpty)
  }

  @Test func `traditional and simplified queries find each other, with version, date and organ`() async throws {
    let ground = try await Ground.full()
    #expect(try Set(found("舊書集市", in: ground)) == [site + "/new.html"])
    var filter = SearchFilter()
    filter.organ = "园林所"
    filter.from = "2026-03"
    filter.to = "2026-03-02"
    filter.kind = "article"
    let hit = try #require(try ground.holdings().search(SearchQuery("舊書集市"), filter: filter).first)
    #expect(hit.title == "旧书集市办了三年" && hit.published == "2026-03-02T09:20+08:00")
    let address = try #require(
      try ground.holdings().catalogue.address(AddressIdentity(key: "www.example.gov.cn/new.html").id))
    #expect(hit.version == address.version)
  }

  @Test func `who searches puts into the index what a crawl left waiting`() async throws {
    let ground = try await Ground.full()
    let all = try found("植树", in: ground)
    try await ground.leaveWaiting("/a.html")
    #expect(try Set(found("植树", in: ground)) == Set(all).subtracting([site + "/a.html"]))
    try await ground.expectSound("what waits is no damage")
    let result = try await Program.fangzhi(["search", "植树"], archive: ground.layout.root)
    #expect(result.status == 0 && String(decoding: result.output, as: UTF8.self).contains(site + "/a.html"))
    #expect(try ground.holdings().catalogue.waitingTexts == 0)
    try await ground.expectSound()
  }

  @Test func `while another process holds the archive a search leaves what waits to it, and says so`() async throws {
    let ground = try await Ground.full()
    try await ground.leaveWaiting("/a.html")
    let lock = try ArchiveLock(layout: ground.layout)
    let result = try await Program.fangzhi(["search", "植树"], archive: ground.layout.root)
    #expect(result.status == 0 && result.errors.contains("1 new documents are not in the search index yet"))
    #expect(try ground.holdings().catalogue.waitingTexts == 1)
    withExtendedLifetime(lock) {}
  }

  @Test func `an archive without its index says so, to who searches and to who verifies`() async throws {
    let ground = try await Ground.full()
    #expect(try !ground.holdings().catalogue.lacksSearchIndex)
    let catalogue = try Catalogue(path: ground.layout.catalogue.path, access: .writing)
    try catalogue.removeSearchEntries()
    try catalogue.close()
    #expect(try ground.holdings().catalogue.lacksSearchIndex)
    let result = try await Program.fangzhi(["search", "植树"], archive: ground.layout.root)
    #expect(result.status == 5 && result.errors.contains("fangzhi rebuild"))
    let damages = try await ground.damages()
    let addresses = try ground.holdings().catalogue.addresses().filter { $0.version != nil }
    #expect(damages.count == addresses.count && !damages.isEmpty)
    #expect(damages.allSatisfy { $0.message.contains("search has other versions") }, "\(damages)")
    _ = try await ground.rebuild()
    try await ground.expectSound()
  }

  @Test func `pages of a PDF begin where their text does, in scalars`() {
    let blocks = [("page 1", "甲乙𠮷"), ("page 1", "丙"), ("page 3", "丁")].enumerated().map {
      DocumentBlock(ordinal: $0 + 1, DocumentBlock.paragraph($1.1), locator: $1.0)
    }
    let extraction = DocumentExtraction(extractor: "x", version: "1.0.0", rule: "file")
    let source = DocumentSource(rawDigest: Digest(of: []), mediaType: MediaType("application/pdf"))
    let document = Document(id: "x", source: source, extraction: extraction, metadata: Metadata(), blocks: blocks)
    #expect(document.pageStarts == [PageStart(page: 1, offset: 0), PageStart(page: 3, offset: 6)])
    let text = Array(PlainText.body(of: blocks).unicodeScalars)
    #expect(text[6] == "丁")
  }
}

extension Ground {
  /// Takes the current version of a path out of the index and hands it to search again, as a busy crawl leaves it.
  fileprivate func leaveWaiting(_ path: String) async throws {
    let catalogue = try Catalogue(path: layout.catalogue.path, access: .writing)
    let address = AddressIdentity(key: "www.example.gov.cn" + path).id
    let stored = try catalogue.searchEntries(of: address).first { $0.isCurrent }
    try catalogue.index(try #require(stored).entry)
    try catalogue.close()
  }
}
