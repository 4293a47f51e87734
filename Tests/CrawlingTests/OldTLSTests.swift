import Archiving
import Crawling
import Foundation
import Testing
import Web

@Suite("TLS of old portals, from portal file to record", .timeLimit(.minutes(1)))
struct OldTLSTests {
  @Test(
    "The failure names the setting, the setting helps, and the record tells of it",
    arguments: [
      ("-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -dhparam DH1024", 1),
      ("-tls1 -cipher DEFAULT:@SECLEVEL=0", 0),
    ])
  func exception(_ options: String, _ level: Int) async throws {
    let server = try OldServer(options)
    let ground = try await Ground()
    ground.wishes.allowsPrivateAddresses = false
    ground.portals = [try portal(server, tls: "")]
    let refused = try await ground.visit(server.url)
    #expect(refused.outcome == .failed)
    #expect(refused.reason?.hasPrefix("tls: ") == true)
    #expect(refused.reason?.contains("\"tls\": {\"securityLevel\": \(level)}") == true)
    ground.portals = [try portal(server, tls: "\"securityLevel\": \(level),")]
    let fetched = try await ground.visit(server.url)
    #expect(fetched.outcome == .new)
    let metadata = try ground.metadata(of: server.url)
    #expect(metadata["tlsExceptions"] == "securityLevel=\(level)")
    #expect(metadata["tlsVerifyError"] == nil)
    #expect(metadata["certificates"]?.hasPrefix("sha256:") == true)
    let response = try #require(try ground.records.last { $0.kind == .response && $0.targetURI == server.url })
    #expect(response.protocols == ["http/1.0", level == 0 ? "tls/1.0" : "tls/1.2"])
    #expect(response.cipherSuite?.isEmpty == false)
    try await ground.expectSound()
  }

  @Test("A certificate that cannot be verified is refused, or recorded where the portal's file allows it")
  func unverified() async throws {
    let server = try OldServer("")
    let ground = try await Ground()
    ground.portals = [try portal(server, tls: "", trusts: false)]
    let refused = try await ground.visit(server.url)
    #expect(refused.outcome == .failed)
    #expect(refused.reason?.contains("\"tls\": {\"allowUnverified\": true}") == true)
    ground.portals = [try portal(server, tls: "\"allowUnverified\": true,", trusts: false)]
    #expect(try await ground.visit(server.url).outcome == .new)
    let metadata = try ground.metadata(of: server.url)
    #expect(metadata["tlsExceptions"] == "allowUnverified")
    #expect(metadata["tlsVerifyError"]?.isEmpty == false)
  }

  private func portal(_ server: OldServer, tls: String, trusts: Bool = true) throws -> Portal {
    let authority = trusts ? "\"caFile\": \"\(server.certificate)\"" : "\"legacyRenegotiation\": false"
    let text = """
      {"id": "old", "hosts": ["127.0.0.1:\(server.port)"], "allowPrivateAddresses": true,
       "entries": [{"kind": "home", "url": "\(server.url)"}], "tls": {\(tls) \(authority)}}
      """
    return try Portal(json: Array(text.utf8), file: "old.json")
  }
}

/// `openssl s_server` on a free port of 127.0.0.1 with a certificate of its own; it ends with the value.
final class OldServer {
  let port: Int
  let certificate: String
  var url: String { "https://127.0.0.1:\(port)/" }
  private let folder: URL
  private let process = Process()

  /// - Parameter options: further options; `DH1024` stands for a file of 1,024-bit parameters.
  init(_ options: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "leaf.pem").path
    let key = folder.appending(path: "leaf.key").path
    let request = Process()
    request.executableURL = URL(filePath: "/usr/bin/openssl")
    request.arguments =
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext"]
      + ["subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    request.standardError = FileHandle.nullDevice
    try request.run()
    request.waitUntilExit()
    let group = Bundle.module.resourceURL!.appending(path: "Fixtures/dh1024.pem").path
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments =
      ["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key]
      + options.split(separator: " ").map { $0 == "DH1024" ? group : String($0) }
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    port = try OldServer.port(in: output)
  }

  /// s_server says `ACCEPT 127.0.0.1:40123` once it listens.
  private static func port(in output: Pipe) throws -> Int {
    var text = ""
    while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { throw Missing(what: "a TLS server: \(text)") }
      text += String(decoding: piece, as: UTF8.self)
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") } ?? ""
    guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else { throw Missing(what: "a port") }
    return port
  }

  deinit {
    // A program started from a thread that blocks signals inherits that: only this one always arrives.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
