import Cataloguing
import Foundation
import Testing
import Web

@testable import Archiving

@Suite("Addresses whose document an earlier release made")
struct UpgradeTests {
  @Test func `a page in new chrome is cosmetic, although digests of releases cannot be compared`() async throws {
    let (ground, archive, first) = try await archiveOfAnEarlierRelease()
    let again = try await ground.visit("/a.html", .page(Pages.noticeCounted), in: archive)
    #expect(again.capture.outcome == .cosmetic)
    #expect(again.capture.version == first.capture.version)
    try await archive.close()
  }

  @Test(arguments: [304, 200])
  func `what did not change is told without the stored page`(status: Int) async throws {
    let (ground, archive, first) = try await archiveOfAnEarlierRelease()
    try destroy(first.capture.record, in: ground)
    let answer = status == 304 ? Answer.status(304) : .page(Pages.notice)
    let again = try await ground.visit("/a.html", answer, in: archive)
    #expect(again.capture.outcome == (status == 304 ? .notModified : .unchanged))
    // The stored page is what a changed one would be compared with.
    await #expect(throws: (any Error).self) {
      try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive)
    }
  }

  @Test func `the text of a version stands in its folder, and can be had without it`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await archive.commit()
    let version = try #require(kept.version)
    let text = try await archive.shelf.text(of: version, at: kept.address)
    #expect(text.contains("上午九时"))
    try FileManager.default.removeItem(at: ground.layout.folder(of: version.id, at: kept.address.identity))
    #expect(try await archive.shelf.text(of: version, at: kept.address) == text)
    try await archive.close()
  }

  /// One page, whose digests are as another extractor would have made them.
  private func archiveOfAnEarlierRelease() async throws -> (Ground, Archive, KeptVisit) {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let now = try #require(first.version)
    let then = Version(
      address: now.address, id: now.id, sequence: now.sequence, body: now.body, content: digest("content"),
      text: digest("text"), kind: now.kind, title: now.title, published: now.published, warnings: now.warnings,
      hasFolder: now.hasFolder, extractor: "fangzhi-0.0.1", cleaning: now.cleaning)
    try await archive.withinGroup { try $0.save(then) }
    try await archive.commit()
    return (ground, archive, first)
  }

  private func destroy(_ place: RecordPlace, in ground: Ground) throws {
    let file = try FileHandle(forUpdating: ground.layout.file(place.file, isOpen: true))
    try file.seek(toOffset: UInt64(place.offset))
    try file.write(contentsOf: Data(count: place.length))
    try file.close()
  }
}
