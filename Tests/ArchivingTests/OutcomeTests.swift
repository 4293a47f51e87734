import Cataloguing
import Extracting
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("Visits without a network: what each leaves behind")
struct OutcomeTests {
  @Test func `a full archive holds every outcome that a visit can have, and is sound`() async throws {
    let ground = try await Ground.full()
    let captures = try ground.holdings().catalogue.captures(.all)
    #expect(captures.map(\.sequence) == Array(1...24))
    let seen = Set(captures.map(\.outcome.rawValue))
    let never: Set = ["unreadable", "disallowed", "excluded"]
    #expect(seen == Set(Outcome.allCases.map(\.rawValue)).subtracting(never))
    try await ground.expectSound()
  }

  @Test func `a changed page makes a version, a counter does not, the old page again points latest back`() async throws
  {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let cosmetic = try await ground.visit("/a.html", .page(Pages.noticeCounted), in: archive)
    #expect(cosmetic.capture.outcome == .cosmetic && cosmetic.capture.version == first.capture.version)
    let changed = try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive)
    #expect(changed.capture.outcome == .changed && changed.previous == first.capture.version)
    try await archive.commit()
    #expect(try ground.latest(first.address) == changed.capture.version?.text)
    let reverted = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    #expect(reverted.capture.outcome == .reverted && reverted.capture.version == first.capture.version)
    try await archive.close()
    #expect(try ground.latest(first.address) == first.capture.version?.text)
    #expect(try ground.holdings().catalogue.versions(of: first.address.id).count == 2)
    try await ground.expectSound()
  }

  @Test func `no bad visit takes a good version away`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    var cut = Answer.page(String(Pages.noticeEdited.prefix(900)))
    cut.truncated = .length
    let answers: [(Answer, Outcome)] = [
      (.status(404), .gone), (.status(403), .blocked), (.status(500), .failed), (cut, .truncated),
      (.status(301, [("Location", "/")]), .gone), (.status(301, [("Location", "/b")]), .moved),
      (.status(200), .failed),
    ]
    for (answer, outcome) in answers {
      let kept = try await ground.visit("/a.html", answer, in: archive)
      #expect(kept.capture.outcome == outcome && kept.capture.version == nil)
      #expect(kept.address.version == first.capture.version)
    }
    try await ground.fail("/a.html", in: archive)
    try await archive.close()
    #expect(try ground.latest(first.address) == first.capture.version?.text)
    #expect(try ground.raw(first) == Array(Pages.notice.utf8))
    let back = try await ground.open()
    #expect(try await ground.visit("/a.html", .page(Pages.notice), in: back).capture.outcome == .unchanged)
    try await back.close()
    try await ground.expectSound()
  }

  @Test func `two visits in one second get a second each`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let second = try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive, after: 0)
    let third = try await ground.visit("/a.html", .page(Pages.water), in: archive, after: 0)
    #expect([second, third].map(\.capture.at) == [first.capture.at.advanced(by: 1), first.capture.at.advanced(by: 2)])
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `a visit without an answer is a lone metadata record`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.fail("/nobody.html", in: archive)
    #expect(kept.capture.outcome == .failed && kept.capture.status == nil)
    #expect(try archive.record(kept).kind == .metadata)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `a judgement that comes after another visit's commit is in a group of its own`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let stored = try await ground.store("/a.html", .page(Pages.notice), in: archive)
    try await ground.visit("/b.html", .page(Pages.water), in: archive)
    try await archive.commit()
    let reading = try await archive.shelf.read(stored)
    _ = try await archive.keep(stored, reading.judgement, document: reading.document)
    let seen = try ground.holdings().catalogue.captures(.all).count
    #expect(seen == 1, "what is not committed is not seen")
    try await archive.close()
    #expect(try ground.holdings().catalogue.captures(.all).count == 2)
    try await ground.expectSound()
  }

  @Test func `words for versions are understood`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let second = try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive, after: 86_400)
    let third = try await ground.visit("/a.html", .page(Pages.water), in: archive, after: 86_400)
    try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive, after: 86_400)
    try await archive.close()
    let holdings = try ground.holdings()
    let address = try #require(try holdings.catalogue.address(first.address.id))
    func version(_ word: String?) throws -> VersionID? { try holdings.version(word, of: address)?.id }
    // The second version stands there again.
    #expect(try version(nil) == second.capture.version)
    #expect(try version("latest") == second.capture.version)
    #expect(try version("-1") == first.capture.version)
    #expect(try version("-2") == nil)
    #expect(try version(third.capture.version!.text) == third.capture.version)
    // The first was captured on 20 November at 10 in the morning in China.
    #expect(try version("2026-11-20") == first.capture.version)
    #expect(try version("20261121") == second.capture.version)
    #expect(try version("2026-11-22") == third.capture.version)
    #expect(try version("2026-11-23") == second.capture.version)
    #expect(try version("2026-11-19") == nil)
    #expect(try version(first.capture.at.fourteenDigits) == first.capture.version)
    #expect(try version(second.capture.at.advanced(by: -1).fourteenDigits) == first.capture.version)
    #expect(try version("yesterday") == nil)
  }
}
