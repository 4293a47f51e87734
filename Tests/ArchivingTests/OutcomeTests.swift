import Cataloguing
import Extracting
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("Visits without a network: what each leaves behind")
struct OutcomeTests {
  private func record(_ kept: KeptVisit, _ archive: Archive) throws -> WARCRecord {
    try archive.shelf.record(at: kept.capture.record)
  }

  private func raw(_ ground: Ground, _ kept: KeptVisit, _ name: String = "raw.html") throws -> [UInt8] {
    let folder = ground.layout.folder(of: kept.capture.version!, at: kept.address.identity)
    return [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  private func latest(_ ground: Ground, _ address: Address) throws -> String {
    let link = ground.layout.folder(of: address.identity).appending(path: "latest")
    return try FileManager.default.destinationOfSymbolicLink(atPath: link.path)
  }

  @Test func `a full archive holds every outcome that a visit can have, and is sound`() async throws {
    let ground = try await Ground.full()
    let captures = try ground.holdings().catalogue.captures(.all)
    #expect(captures.map(\.sequence) == Array(1...24))
    let seen = Set(captures.map(\.outcome.rawValue))
    let never: Set = ["unreadable", "disallowed", "excluded"]
    #expect(seen == Set(Outcome.allCases.map(\.rawValue)).subtracting(never))
    try await ground.expectSound()
  }

  @Test func `the first answer makes a version with its folder`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    #expect(kept.capture.outcome == .new)
    #expect(try record(kept, archive).kind == .response)
    let folder = ground.layout.folder(of: kept.capture.version!, at: kept.address.identity)
    #expect(!FileManager.default.fileExists(atPath: folder.path), "pages are placed with the commit")
    try await archive.commit()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["document.json", "document.md", "document.txt", "raw.html"])
    #expect(try raw(ground, kept) == Array(Pages.notice.utf8))
    #expect(try latest(ground, kept.address) == kept.capture.version?.text)
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
    let csv = String(decoding: try raw(ground, kept, "table-1.csv"), as: UTF8.self)
    #expect(csv.hasPrefix("\u{FEFF}街道") && csv.contains("青禾"))
  }

  @Test func `the same bytes again are a revisit, no version and no second copy`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let again = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    #expect(again.capture.outcome == .unchanged)
    #expect(again.capture.version == first.capture.version)
    let revisit = try record(again, archive)
    #expect(revisit.kind == .revisit && revisit.profile == .identicalPayloadDigest)
    #expect(revisit.refersTo == (try record(first, archive)).id)
    #expect(revisit.refersToDate == first.capture.at)
    #expect(revisit.payloadDigest?.sha256 == first.capture.payload)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `a revisit always refers to the response that holds the payload, never to a revisit`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try record(try await ground.visit("/a.html", .page(Pages.notice), in: archive), archive)
    for _ in 0..<3 {
      let again = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
      #expect(try record(again, archive).refersTo == first.id)
    }
    try await archive.close()
  }

  @Test func `the same bytes in another compression are a response without a version`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let packed = try await ground.visit("/a.html", .page(Pages.notice).packed, in: archive)
    #expect(packed.capture.outcome == .unchanged && packed.capture.version == first.capture.version)
    #expect(packed.capture.payload != first.capture.payload && packed.capture.body == first.capture.body)
    #expect(try record(packed, archive).kind == .response)
    let third = try await ground.visit("/a.html", .page(Pages.notice).packed, in: archive)
    #expect(try record(third, archive).refersTo == (try record(packed, archive)).id)
    #expect(try archive.catalogue.versions(of: first.address.id).count == 1)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `the same payload under another address is a revisit across addresses with a version of its own`()
    async throws
  {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let copy = try await ground.visit("/copy.html", .page(Pages.notice), in: archive)
    #expect(copy.capture.outcome == .new)
    let revisit = try record(copy, archive)
    #expect(revisit.kind == .revisit && revisit.refersToTargetURI == site + "/a.html")
    try await archive.close()
    #expect(try raw(ground, copy) == Array(Pages.notice.utf8))
    #expect(copy.document?.contentDigest == first.document?.contentDigest)
    try await ground.expectSound()
  }

  @Test func `a chain of 304s refers to the response each time, and keeps what the heads said`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let page = Answer.page(Pages.notice, [("ETag", "\"1\"")])
    let first = try await ground.visit("/a.html", page, in: archive)
    for number in 2...4 {
      let kept = try await ground.visit("/a.html", .status(304, [("ETag", "\"\(number)\"")]), in: archive)
      #expect(kept.capture.outcome == .notModified && kept.capture.version == first.capture.version)
      #expect(kept.capture.etag == "\"\(number)\"" && kept.capture.body == first.capture.body)
      let revisit = try record(kept, archive)
      #expect(revisit.profile == .serverNotModified && revisit.block.isEmpty)
      #expect(revisit.refersTo == (try record(first, archive)).id)
    }
    #expect(try await archive.lastFullCapture(of: first.address.id)?.sequence == 1)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `a 304 for what was never stored is a failure, and the archive stays sound`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.visit("/a.html", .status(304), in: archive)
    #expect(kept.capture.outcome == .failed)
    #expect(try record(kept, archive).kind == .response)
    try await archive.close()
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
    #expect(try latest(ground, first.address) == changed.capture.version?.text)
    let reverted = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    #expect(reverted.capture.outcome == .reverted && reverted.capture.version == first.capture.version)
    try await archive.close()
    #expect(try latest(ground, first.address) == first.capture.version?.text)
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
    #expect(try latest(ground, first.address) == first.capture.version?.text)
    #expect(try raw(ground, first) == Array(Pages.notice.utf8))
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
    #expect(try raw(ground, named) == Array(Pages.water.utf8))
    let lines = try String(contentsOf: folder.appending(path: "captures.jsonl"), encoding: .utf8)
    #expect(lines.split(separator: "\n").count == 2)
    #expect(try latest(ground, named.address) == first.capture.version?.text)
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
    #expect(try latest(ground, kept[0].address) == kept[0].version?.id.text)
    try await archive.close()
    try await ground.expectSound()
    _ = try await ground.rebuild()
    try await ground.expectSound("rebuilt")
  }

  @Test func `a visit without an answer is a lone metadata record`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.fail("/nobody.html", in: archive)
    #expect(kept.capture.outcome == .failed && kept.capture.status == nil)
    #expect(try record(kept, archive).kind == .metadata)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `a judgement that comes after another visit's commit is in a group of its own`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let stored = try await ground.store("/a.html", .page(Pages.notice), in: archive)
    try await ground.visit("/b.html", .page(Pages.water), in: archive)
    try await archive.commit()
    let (judgement, document) = await Cleaning().judge(stored, stored.past)
    _ = try await archive.keep(stored, judgement, document: document)
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
