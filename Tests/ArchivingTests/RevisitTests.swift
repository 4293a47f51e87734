import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("Visits that find the same again, and what they refer to")
struct RevisitTests {
  @Test func `the same bytes again are a revisit, no version and no second copy`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let again = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    #expect(again.capture.outcome == .unchanged)
    #expect(again.capture.version == first.capture.version)
    let revisit = try archive.record(again)
    #expect(revisit.kind == .revisit && revisit.profile == .identicalPayloadDigest)
    #expect(revisit.refersTo == (try archive.record(first)).id)
    #expect(revisit.refersToDate == first.capture.at)
    #expect(revisit.payloadDigest?.sha256 == first.capture.payload)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `a revisit always refers to the response that holds the payload, never to a revisit`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let first = try archive.record(try await ground.visit("/a.html", .page(Pages.notice), in: archive))
    for _ in 0..<3 {
      let again = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
      #expect(try archive.record(again).refersTo == first.id)
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
    #expect(try archive.record(packed).kind == .response)
    let third = try await ground.visit("/a.html", .page(Pages.notice).packed, in: archive)
    #expect(try archive.record(third).refersTo == (try archive.record(packed)).id)
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
    let revisit = try archive.record(copy)
    #expect(revisit.kind == .revisit && revisit.refersToTargetURI == site + "/a.html")
    try await archive.close()
    #expect(try ground.raw(copy) == Array(Pages.notice.utf8))
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
      let revisit = try archive.record(kept)
      #expect(revisit.profile == .serverNotModified && revisit.block.isEmpty)
      #expect(revisit.refersTo == (try archive.record(first)).id)
    }
    #expect(try await archive.past(of: first.address.id).validators?.etag == "\"1\"")
    try await archive.close()
    try await ground.expectSound()
  }

  @Test func `a 304 for what was never stored is a failure, and the archive stays sound`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.visit("/a.html", .status(304), in: archive)
    #expect(kept.capture.outcome == .failed)
    #expect(try archive.record(kept).kind == .response)
    try await archive.close()
    try await ground.expectSound()
  }
}
