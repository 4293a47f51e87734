import Cataloguing
import Foundation
import LoopbackServer
import Synchronization
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

@Suite(
  "Timestamps (RFC 3161)",
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "skipped: /usr/bin/openssl not found"))
struct TimestampTests {
  @Test func `openssl reads the query as it was meant`() async throws {
    for nonce: UInt64 in [1, 0x80, 0xFFFF_FFFF_FFFF_FFFF, 0x7F00] {
      let query = TimestampQuery(digest: digest("vouched for"), nonce: nonce)
      let folder = temporaryFolder()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data(query.bytes).write(to: folder.appending(path: "q.tsq"))
      let read = try await Program.run("/usr/bin/openssl", ["ts", "-query", "-in", "q.tsq", "-text"], in: folder)
      #expect(read.status == 0 && read.text.contains("Hash Algorithm: sha256"), "\(read)")
      #expect(read.text.contains("Certificate required: yes"))
      #expect(
        read.text.contains("Nonce: 0x" + String(format: "%02lX", nonce))
          || read.text.contains("0x0\(String(nonce, radix: 16, uppercase: true))"), "\(read.text)")
    }
  }

  @Test func `a checkpoint is vouched for by a server, and openssl verifies what is kept`() async throws {
    let authority = try await TimestampAuthority()
    let ground = try await Ground.full()
    let folder = ground.layout.root
    let made = try await Program.fangzhi(
      ["checkpoint", "--timestamp-url", authority.server.url("/tsa")], archive: folder)
    #expect(made.status == 0 && made.errors.contains("timestamps/"), "\(made)")
    let checkpoint = try #require(Checkpoint(line: made.output.dropLast()))
    let reply = folder.appending(path: "timestamps/" + checkpoint.timestampName)
    #expect(FileManager.default.fileExists(atPath: reply.path))
    let verified = try await Program.run(
      "/usr/bin/openssl",
      [
        "ts", "-verify", "-digest", checkpoint.digest.hex, "-in", reply.path, "-CAfile",
        authority.folder.appending(path: "ca.pem").path,
      ])
    #expect(verified.status == 0, "\(verified)")
    // Anybody makes that digest of the published line.
    let sum = try await Program.run(
      "/bin/bash", ["-c", "head -n 1 checkpoints.jsonl | tr -d '\\n' | sha256sum"], in: folder)
    #expect(sum.text.hasPrefix(checkpoint.digest.hex))
    try await ground.expectSound()
    // Somebody else's reply in its place.
    let other = try await authority.reply(to: TimestampQuery(digest: digest("else"), nonce: 5).bytes)
    try Data(other).write(to: reply)
    let found = try await ground.damages()
    #expect(found.map(\.kind) == [.wrongCheckpoint] && found[0].file.hasPrefix("timestamps/"), "\(found)")
  }

  @Test func `a reply that is cut or changed anywhere is refused or read, never fatal`() async throws {
    let whole = try await TimestampAuthority().reply(to: TimestampQuery(digest: digest("x"), nonce: 7).bytes)
    #expect(try TimestampReply(whole).answers(TimestampQuery(digest: digest("x"), nonce: 7)))
    for end in 0..<whole.count { #expect(throws: TimestampProblem.self) { try TimestampReply(Array(whole[..<end])) } }
    for place in whole.indices {
      var changed = whole
      changed[place] = ~changed[place]
      _ = try? TimestampReply(changed)
    }
  }

  @Test(arguments: ["refuses", "declines", "talks nonsense", "answers another query", "is not there"])
  func `when the server does not vouch, the checkpoint stands and the command says so`(fault: String) async throws {
    let authority = try await TimestampAuthority()
    let other = try await authority.reply(to: TimestampQuery(digest: digest("else"), nonce: 5).bytes)
    let server = try LoopbackServer()
    let type = [("Content-Type", "application/timestamp-reply")]
    switch fault {
    case "refuses": server.on("/tsa", .respond(503))
    case "declines": server.on("/tsa", .respond(200, type, body: [0x30, 5, 0x30, 3, 0x02, 1, 2]))
    case "talks nonsense": server.on("/tsa", .respond(200, type, text: "<html>"))
    case "answers another query": server.on("/tsa", .respond(200, type, body: other))
    default: server.stop()
    }
    let ground = try await Ground.full()
    let made = try await Program.fangzhi(
      ["checkpoint", "--timestamp-url", server.url("/tsa")], archive: ground.layout.root)
    #expect(made.status == 3 && made.errors.contains("the checkpoint is stored"), "\(made)")
    #expect(Checkpoint(line: made.output.dropLast()) != nil)
    #expect(!FileManager.default.fileExists(atPath: ground.layout.timestamps.path))
    try await ground.expectSound()
  }
}

/// A timestamp server on loopback: `openssl ts -reply` with a certificate of its own.
private final class TimestampAuthority: Sendable {
  let folder = temporaryFolder()
  let server: LoopbackServer

  init() async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let setup = """
      set -e
      openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=Yunxi test CA" -keyout ca.key -out ca.pem 2>/dev/null
      openssl req -newkey rsa:2048 -nodes -subj "/CN=Yunxi test TSA" -keyout tsa.key -out tsa.csr 2>/dev/null
      printf 'extendedKeyUsage=critical,timeStamping\\nkeyUsage=critical,digitalSignature\\n' > ext
      openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out tsa.pem 2>/dev/null
      cat > ts.cnf <<'END'
      [tsa]
      default_tsa = config
      [config]
      serial = ./serial
      signer_cert = ./tsa.pem
      signer_key = ./tsa.key
      certs = ./ca.pem
      signer_digest = sha256
      default_policy = 1.3.6.1.4.1.0
      digests = sha256
      accuracy = secs:1
      ess_cert_id_alg = sha256
      END
      sed -i 's/^ *//' ts.cnf
      echo 01 > serial
      """
    let made = try await Program.run("/bin/bash", ["-c", setup], in: folder)
    guard made.status == 0 else { throw ArchiveError.unusable(path: folder.path, detail: made.errors) }
    server = try LoopbackServer()
    let folder = folder
    server.on("/tsa") { hit in
      guard hit.method == "POST", hit.header("Content-Type") == "application/timestamp-query",
        let reply = try? Self.reply(to: hit.content, in: folder)
      else { return .respond(400) }
      return .respond(200, [("Content-Type", "application/timestamp-reply")], body: reply)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func reply(to query: [UInt8]) async throws -> [UInt8] { try Self.reply(to: query, in: folder) }

  private static func reply(to query: [UInt8], in folder: URL) throws -> [UInt8] {
    let (question, answer) = (folder.appending(path: "q.tsq"), folder.appending(path: "a.tsr"))
    try Data(query).write(to: question)
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/openssl")
    openssl.arguments = ["ts", "-reply", "-config", "ts.cnf", "-queryfile", question.path, "-out", answer.path]
    openssl.currentDirectoryURL = folder
    openssl.standardError = FileHandle.nullDevice
    openssl.standardOutput = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    return [UInt8](try Data(contentsOf: answer))
  }
}
