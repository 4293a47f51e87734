import Cataloguing
import Foundation
import LoopbackServer
import Testing
import WARC
import Web

@testable import Archiving

/// An archive with every outcome, sealed; each test takes a copy.
private let sound = Task { () async throws -> Ground in try await Ground.sealed() }

@Suite("redact: taken down, and the chain stands")
struct RedactTests {
  private func text(of ground: Ground) async throws -> String {
    // Everything that stands anywhere in the archive, unpacked.
    try await Program.run(
      "/bin/bash", ["-c", "for f in $(find . -type f); do zcat -f \"$f\"; done"], in: ground.layout.root
    ).text
  }

  @Test func `one version: its bytes are nowhere any more, all the rest is as it was`() async throws {
    let ground = try await sound.value.copy()
    _ = try await ground.checkpoint()
    let address = try #require(try ground.holdings().catalogue.address(CrawlURL(site + "/old.html")!.identity().id))
    let version = try #require(try ground.holdings().catalogue.versions(of: address.id).first)
    let (before, chain) = (
      try ground.holdings().catalogue.captures(.all), try Data(contentsOf: ground.layout.checkpoints)
    )
    // Its page says 旧书集市; /new.html has other bytes of the same text and stays.
    let result = try await Program.fangzhi(
      ["redact", site + "/old.html@\(version.id.text)", "--reason", "当事人要求删除"], archive: ground.layout.root)
    #expect(result.status == 0 && result.text == site + "/old.html\n", "\(result)")
    let after = try ground.holdings().catalogue.captures(.all)
    #expect(after.map(\.sequence) == before.map(\.sequence) && after.map(\.chain) == before.map(\.chain))
    #expect(after.map(\.outcome) == before.map(\.outcome))
    #expect(try Data(contentsOf: ground.layout.checkpoints) == chain)
    #expect(try ground.holdings().catalogue.version(version.id, of: address.id) == nil)
    let capture = try #require(after.first { $0.sequence == version.sequence })
    let record = try ground.holdings().shelf.record(at: capture.record)
    #expect(record.kind == .tombstone && record["WARC-Redacted-Payload-Digest"] == capture.payload?.warcValue)
    #expect(record["WARC-Redacted-Block-Digest"] != nil && record.blockMatchesDigest == true)
    #expect(record.id.description.isEmpty == false && WARCFields(parsing: record.block)["reason"] == "当事人要求删除")
    let verified = try await Program.fangzhi(["verify", "--deep"], archive: ground.layout.root)
    #expect(verified.status == 0 && verified.output.isEmpty, "\(verified)")
    #expect(verified.errors.contains("redacted  warc/") && verified.errors.contains("当事人要求删除"))
    let shown = try await Program.fangzhi(["show", site + "/old.html@\(version.id.text)"], archive: ground.layout.root)
    #expect(shown.status == 5)
    // The capture can still be proved: that it was, not what it said.
    let proof = try await Program.fangzhi(
      ["prove", "\(site)/old.html@\(capture.at.fourteenDigits)"], archive: ground.layout.root)
    #expect(proof.status == 0, "\(proof)")
    try await ground.expectRebuildable()
    let again = try await Program.fangzhi(["redact", site + "/old.html", "--reason", "x"], archive: ground.layout.root)
    #expect([0, 5].contains(again.status))
  }

  @Test func `an address: revisits, copies elsewhere and all versions lose their bytes`() async throws {
    let ground = try await sound.value.copy()
    let result = try await Program.fangzhi(["redact", site + "/a.html", "--reason", "撤稿"], archive: ground.layout.root)
    #expect(result.status == 0, "\(result)")
    #expect(result.text.split(separator: "\n").sorted() == ["\(site)/a.html", "\(site)/copy.html"])
    let holdings = try ground.holdings()
    for path in ["/a.html", "/copy.html"] {
      let id = CrawlURL(site + path)!.identity().id
      #expect(try holdings.catalogue.versions(of: id).isEmpty, "\(path)")
      for capture in try holdings.catalogue.captures(.of(id)) where capture.status == 200 {
        #expect(throws: ArchiveError.self) { try holdings.shelf.page(of: capture) }
      }
    }
    let everything = try await text(of: ground)
    #expect(!everything.contains("春季植树") && everything.contains("石桥水厂"))
    try await ground.expectRebuildable()
    // Life goes on: the page is fetched again and is kept again.
    let archive = try await ground.open()
    let next = try await ground.visit("/a.html", .page(Pages.fair), in: archive)
    #expect(next.capture.outcome == .new)
    try await archive.close()
    try await ground.expectRebuildable()
    let shown = try await Program.fangzhi(["show", "--text", site + "/a.html"], archive: ground.layout.root)
    #expect(shown.status == 0 && shown.text.contains("旧书角"), "\(shown)")
  }

  @Test(.enabled(if: Venv.has("warcio", "cdxj-indexer"), Venv.missing("warcio, cdxj-indexer")))
  func `outside tools read past a tombstone, and the index leaves it out`() async throws {
    let ground = try await sound.value.copy()
    _ = try await Program.fangzhi(["redact", site + "/plan.html", "--reason", "撤稿"], archive: ground.layout.root)
    for name in try ground.warcFiles() {
      let place = ground.layout.warc.appending(path: name).path
      let checked = try await Program.run(Venv.tool("warcio"), ["check", "-v", place])
      #expect(checked.status == 0 && !checked.text.contains("failed"), "\(checked)")
      let theirs = try await Program.run(Venv.tool("cdxj-indexer"), ["-s", place])
      #expect(theirs.output == [UInt8](try Data(contentsOf: ground.layout.index(of: name))))
      #expect(!theirs.text.contains("plan.html"))
    }
    let attributes = try FileManager.default.attributesOfItem(
      atPath: ground.layout.warc.appending(path: try ground.warcFiles()[0]).path)
    #expect(attributes[.posixPermissions] as? Int == 0o444)
  }

  @Test func `where warc is damaged nothing is taken down, since all would be derived anew`() async throws {
    let ground = try await sound.value.copy()
    let capture = try #require(try ground.holdings().catalogue.captures(.all).first { $0.url.hasSuffix("/old.html") })
    let file = ground.layout.warc.appending(path: capture.record.file)
    var bytes = try Data(contentsOf: file)
    bytes[capture.record.offset + capture.record.length / 2] ^= 0x10
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    let before = (try listing(of: ground.layout.pages), try listing(of: ground.layout.warc))
    let refused = try await Program.fangzhi(
      ["redact", site + "/plan.html", "--reason", "撤稿"], archive: ground.layout.root)
    #expect(refused.status == 6 && refused.errors.contains("unreadable_record"), "\(refused)")
    #expect(try listing(of: ground.layout.pages) == before.0)
    #expect(try listing(of: ground.layout.warc) == before.1)
  }

  #if DEBUG
    @Test(arguments: ["before-redaction", "after-redaction"])
    func `killed in the middle, a rebuild makes it whole`(point: String) async throws {
      let ground = try await sound.value.copy()
      let arguments = ["redact", site + "/plan.html", "--reason", "撤稿"]
      let killed = try await Program.fangzhi(
        arguments, archive: ground.layout.root, environment: ["FANGZHI_CRASH_AT": point])
      #expect(killed.wasKilled)
      let refused = try await Program.fangzhi(["seal"], archive: ground.layout.root)
      #expect(refused.status == 6 && refused.errors.contains("rebuild"), "\(refused)")
      let rebuilt = try await Program.fangzhi(["rebuild"], archive: ground.layout.root)
      #expect(rebuilt.status == 0, "\(rebuilt)")
      try await ground.expectSound()
      let again = try await Program.fangzhi(arguments, archive: ground.layout.root)
      #expect(again.status == (point == "before-redaction" ? 0 : 5), "\(again)")
      try await ground.expectRebuildable()
    }
  #endif

  @Test func `a chain line, a digest or a tombstone that somebody changes is damage as ever`() async throws {
    let ground = try await sound.value.copy()
    _ = try await Program.fangzhi(["redact", site + "/plan.html", "--reason", "撤稿"], archive: ground.layout.root)
    let capture = try #require(try ground.holdings().catalogue.captures(.all).first { $0.url.hasSuffix("/plan.html") })
    let record = try ground.holdings().shelf.record(at: capture.record)
    // Another record taken down in its place, with digests of its own.
    let forged = record.serialized().map { $0 }
    var text = String(decoding: forged, as: UTF8.self)
    let digest = try #require(record["WARC-Redacted-Block-Digest"])
    text = text.replacing(digest, with: "sha256:" + String(repeating: "0", count: 64))
    var member: [UInt8] = []
    var deflater = Deflater()
    deflater.appendMember(of: [Array(text.utf8)], effort: .level(6), to: &member)
    let file = ground.layout.warc.appending(path: capture.record.file)
    var bytes = try Data(contentsOf: file)
    bytes.replaceSubrange(capture.record.offset..<capture.record.offset + capture.record.length, with: member)
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    #expect(try await ground.damages().contains { $0.kind == .wrongChainLine })
  }
}
