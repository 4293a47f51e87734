import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

extension Ground {
  /// Seals and publishes.
  func checkpoint() async throws -> Checkpoint {
    let archive = try await open()
    let checkpoint = try await archive.checkpoint()
    try await archive.close()
    return try #require(checkpoint)
  }
}

@Suite("Checkpoints and proofs")
struct CheckpointTests {
  @Test func `the head is that of the chain, the root that of RFC 6962 over its lines`() async throws {
    let ground = try await Ground.full()
    let checkpoint = try await ground.checkpoint()
    let captures = try ground.holdings().catalogue.captures(.all)
    #expect(checkpoint.captures == captures.count && checkpoint.chain == captures.last?.chain)
    var leaves: [[UInt8]] = []
    for capture in captures {
      let record = try ground.holdings().shelf.record(at: capture.metadata)
      leaves.append(Array(try #require(WARCFields(parsing: record.block)["chainLine"]).utf8))
    }
    #expect(checkpoint.root == MerkleTree(leaves: leaves).root)
    #expect(try ground.warcFiles().allSatisfy { $0.hasSuffix(".warc.gz") }, "sealed")
    let line = try String(contentsOf: ground.layout.checkpoints, encoding: .utf8)
    #expect(line == checkpoint.line + "\n")
    #expect(Checkpoint(line: Array(checkpoint.line.utf8)) == checkpoint)
    try await ground.expectSound()
  }

  @Test func `the root that grows is the root of the tree, for every size`() {
    var grown = MerkleRoot()
    var leaves: [[UInt8]] = []
    #expect(grown.root == MerkleTree().root)
    for number in 0..<70 {
      leaves.append(Array("leaf \(number)".utf8))
      grown.append(leaves[number])
      #expect(grown.root == MerkleTree(leaves: leaves).root && grown.count == leaves.count)
    }
  }

  @Test func `without a new capture there is no new checkpoint; each one covers all before it`() async throws {
    let ground = try await Ground.full()
    let first = try await ground.checkpoint()
    ground.clock.advance(100)
    #expect(try await ground.checkpoint() == first)
    let archive = try await ground.open()
    try await ground.visit("/later.html", .page(Pages.fair), in: archive)
    try await archive.close()
    let second = try await ground.checkpoint()
    #expect(second.captures == first.captures + 1)
    #expect(try CheckpointLog(layout: ground.layout).lines() == [first, second])
    try await ground.expectSound()
    _ = try await ground.rebuild()
    try await ground.expectSound()
  }

  @Test func `an empty archive has nothing to publish`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    #expect(try await archive.checkpoint() == nil)
    try await archive.close()
  }

  @Test(arguments: ["head", "root", "count", "line", "rewritten chain"])
  func `verify names a checkpoint that is not what the chain gives`(damage: String) async throws {
    let ground = try await Ground.full()
    let honest = try await ground.checkpoint()
    let other = Digest(of: [1])
    switch damage {
    case "head": try write(Checkpoint(at: honest.at, captures: 24, chain: other, root: honest.root), ground)
    case "root": try write(Checkpoint(at: honest.at, captures: 24, chain: honest.chain, root: other), ground)
    case "count": try write(Checkpoint(at: honest.at, captures: 25, chain: honest.chain, root: honest.root), ground)
    case "line": try Data((honest.line + "\n{}\n").utf8).write(to: ground.layout.checkpoints)
    default:
      // Somebody made the whole archive anew, with other content and a chain that holds.
      let forged = try Ground()
      let archive = try await forged.open()
      for number in 0..<24 { try await forged.visit("/a\(number).html", .page(Pages.fair), in: archive) }
      try await archive.close()
      try write(honest, forged)
      let found = try await forged.damages()
      #expect(found.map(\.kind) == [.wrongCheckpoint], "\(found)")
      return
    }
    let found = try await ground.damages()
    #expect(found.map(\.kind) == [.wrongCheckpoint] && found.first?.file == "checkpoints.jsonl", "\(found)")
  }

  private func write(_ checkpoint: Checkpoint, _ ground: Ground) throws {
    try Data((checkpoint.line + "\n").utf8).write(to: ground.layout.checkpoints)
  }

  @Test func `every capture can be proved, and a proof holds for nothing else`() async throws {
    let ground = try await Ground.full()
    let checkpoint = try await ground.checkpoint()
    let holdings = try ground.holdings()
    for capture in try holdings.catalogue.captures(.all) {
      let proof = try #require(try holdings.prove(capture))
      #expect(proof.holds(against: checkpoint))
      let line = try JSONValue.parse(Array(proof.line.utf8))
      #expect(line["seq"] == .int(capture.sequence) && line["url"] == .string(capture.url))
      #expect(InclusionProof(json: proof.json) == proof)
      let otherLine = InclusionProof(
        checkpoint: checkpoint, index: proof.index, line: proof.line.replacing("\"seq\"", with: "\"seQ\""),
        path: proof.path)
      #expect(!otherLine.holds(against: checkpoint))
      let otherPlace = InclusionProof(
        checkpoint: checkpoint, index: (proof.index + 1) % 24, line: proof.line, path: proof.path)
      #expect(!otherPlace.holds(against: checkpoint))
      let otherRoot = Checkpoint(at: checkpoint.at, captures: 24, chain: checkpoint.chain, root: digest("other"))
      #expect(!proof.holds(against: otherRoot))
    }
  }

  @Test func `the commands print, prove, check with the checkpoint alone, and tell a forgery`() async throws {
    let ground = try await Ground.full()
    let folder = ground.layout.root
    let early = try await Program.fangzhi(["prove", site + "/a.html"], archive: folder)
    #expect(early.status == 5 && early.errors.contains("fangzhi checkpoint"), "\(early)")
    let made = try await Program.fangzhi(["checkpoint"], archive: folder)
    #expect(made.status == 0 && Checkpoint(line: made.output.dropLast()) != nil, "\(made)")
    let proof = try await Program.fangzhi(["prove", site + "/a.html"], archive: folder)
    #expect(proof.status == 0, "\(proof.errors)")
    // The archive is not needed any more.
    let desk = temporaryFolder()
    try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: desk) }
    let (file, published) = (desk.appending(path: "proof.json"), desk.appending(path: "published.jsonl"))
    try Data(proof.output).write(to: file)
    try Data(made.output).write(to: published)
    let check = ["prove", "--check", file.path, "--checkpoint", published.path]
    let good = try await Program.run(Program.fangzhi, check, in: desk)
    #expect(good.status == 0 && good.text.contains("\"url\":\"\(site)/a.html\""), "\(good)")
    let alone = try await Program.run(Program.fangzhi, ["prove", "--check", file.path], in: desk)
    #expect(alone.status == 0 && alone.errors.contains(made.text.dropLast()), "\(alone)")
    let forged = proof.text.replacing("/a.html", with: "/b.html")
    try Data(forged.utf8).write(to: file)
    let bad = try await Program.run(Program.fangzhi, check, in: desk)
    #expect(bad.status == 6 && bad.output.isEmpty, "\(bad)")
    // A visit that made no version is named by its date.
    let gone = try #require(try ground.holdings().catalogue.captures(.all).first { $0.outcome == .gone })
    let dated = try await Program.fangzhi(["prove", "\(gone.url)@\(gone.at.fourteenDigits)"], archive: folder)
    #expect(dated.status == 0 && dated.text.contains("gone"), "\(dated)")
  }
}
