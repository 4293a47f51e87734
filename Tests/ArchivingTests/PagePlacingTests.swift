import Foundation
import Testing
import Web

@testable import Archiving

@Suite("Pages are placed beside the writing of the next group")
struct PagePlacingTests {
  private var oneByOne: ArchiveSettings {
    var settings = ArchiveSettings.small
    settings.groupVisits = 1
    return settings
  }

  @Test func `many visits at once leave every folder in its place`() async throws {
    let ground = try Ground()
    let archive = try await ground.open(oneByOne)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          try await ground.visit("/\(number).html", .page(Pages.notice), in: archive)
          try await archive.commitIfDue()
        }
      }
      try await group.waitForAll()
    }
    try await archive.close()
    #expect(try ground.holdings().catalogue.captures(.all).count == 40)
    try await ground.expectSound()
  }

  @Test func `what cannot be put in place stops the archive, and the next start makes it`() async throws {
    let ground = try Ground()
    let archive = try await ground.open(oneByOne)
    let kept = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let folder = ground.layout.folder(of: kept.address.identity)
    let obstacle = folder.deletingLastPathComponent()
    try Data("no folder".utf8).write(to: obstacle)
    await #expect(throws: ArchiveError.self) { try await archive.commitIfDue() }
    await #expect(throws: ArchiveError.self) { try await ground.visit("/b.html", .page(Pages.water), in: archive) }
    try await archive.close()
    try FileManager.default.removeItem(at: obstacle)
    try await ground.open().close()
    #expect(try ground.latest(kept.address) == kept.capture.version?.text)
    #expect(try ground.holdings().catalogue.captures(.all).count == 1)
    try await ground.expectSound()
  }

  @Test func `a timeline that is written anew leaves out visits that are not committed`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await archive.commit()
    ground.clock.advance(60)
    try await ground.visit("/a.html", .page(Pages.water), in: archive)
    let identity = first.address.identity
    try PageWork.timeline(identity).place(in: ground.layout, archive.catalogue, upTo: first.capture.sequence)
    let timeline = ground.layout.folder(of: identity).appending(path: "captures.jsonl")
    #expect(try String(contentsOf: timeline, encoding: .utf8).split(separator: "\n").count == 1)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `pages of two megabytes are a group, however few they are`() async throws {
    let ground = try Ground()
    var settings = ArchiveSettings.small
    (settings.groupVisits, settings.groupSeconds) = (10_000, 3_600)
    let archive = try await ground.open(settings)
    let aside = "<!--" + String(repeating: "边角 ", count: 160_000) + "-->"
    var committed: [Int] = []
    for number in 0..<4 {
      let page = Pages.notice.replacing("</body>", with: aside + "</body>")
      try await ground.visit("/\(number).html", .page(page.replacing("植树", with: "植树\(number)")), in: archive)
      try await archive.commitIfDue()
      committed.append(try ground.holdings().catalogue.captures(.all).count)
    }
    #expect(committed == [0, 2, 2, 4])
    try await archive.close()
  }
}
