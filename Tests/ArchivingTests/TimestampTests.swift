import Foundation
import LoopbackServer
import Testing
import Web

@testable import Archiving

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
