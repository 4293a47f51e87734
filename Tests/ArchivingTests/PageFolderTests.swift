import Cataloguing
import Extracting
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("What visits place in pages/")
struct PageFolderTests {
  @Test func `the first answer makes a version with its folder`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    #expect(kept.capture.outcome == .new)
    #expect(try archive.record(kept).kind == .response)
    let folder = ground.layout.folder(of: kept.capture.version!, at: kept.address.identity)
    #expect(!FileManager.default.fileExists(atPath: folder.path), "pages are placed with the commit")
    try await archive.commit()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["document.json", "document.md", "document.txt", "raw.html"])
    #expect(try ground.raw(kept) == Array(Pages.notice.utf8))
    #expect(try ground.latest(kept.address) == kept.capture.version?.text)
    let document = try Document(json: [UInt8](Data(contentsOf: folder.appending(path: "document.json"))))
    #expect(document.source.rawDigest == Digest(of: Array(Pages.notice.utf8)))
    #expect(document.source.warc?.offset == kept.capture.record.offset)
    try await archive.close()
  }

  @Test func `each data table is a file of its own`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.visit("/plan.html", .page(Pages.table), in: archive)
    try await archive.close()
    let csv = String(decoding: try ground.raw(kept, "table-1.csv"), as: UTF8.self)
    #expect(csv.hasPrefix("\u{FEFF}街道") && csv.contains("青禾"))
  }

  @Test func `a page that is named later gets its folder then, with its whole timeline`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/q.html", .page(Pages.water), in: archive, materialise: .none)
    try await archive.commit()
    let folder = ground.layout.folder(of: first.address.identity)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    let named = try await ground.visit("/q.html", .page(Pages.water), in: archive, materialise: .named)
    #expect(named.lacksFolder?.id == first.capture.version)
    try await archive.close()
    #expect(try ground.raw(named) == Array(Pages.water.utf8))
    let lines = try String(contentsOf: folder.appending(path: "captures.jsonl"), encoding: .utf8)
    #expect(lines.split(separator: "\n").count == 2)
    #expect(try ground.latest(named.address) == first.capture.version?.text)
    try await ground.expectSound()
  }

  @Test func `an address that keeps its latest folder only has one, also when an old page comes back`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    var kept: [KeptVisit] = []
    for page in [Pages.notice, Pages.noticeEdited, Pages.notice] {
      kept.append(try await ground.visit("/a.html", .page(page), in: archive, materialise: .latest))
      try await archive.commit()
    }
    #expect(kept.map(\.capture.outcome) == [.new, .changed, .reverted])
    let identity = kept[0].address.identity
    for version in [kept[0].version, kept[1].version].compactMap({ $0?.id }) {
      let folder = ground.layout.folder(of: version, at: identity).path
      #expect(FileManager.default.fileExists(atPath: folder) == (version == kept[0].version?.id))
    }
    #expect(try ground.latest(kept[0].address) == kept[0].version?.id.text)
    try await archive.close()
    try await ground.expectSound()
    _ = try await ground.rebuild()
    try await ground.expectSound("rebuilt")
  }
}
