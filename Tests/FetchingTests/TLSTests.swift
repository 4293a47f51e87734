import Foundation
import LoopbackServer
import Testing
import Web

@testable import Fetching

@Suite("TLS of old portals", .serialized, .timeLimit(.minutes(2)))
struct TLSTests {
  let authority: TestAuthority
  let queue = FetchQueue()

  init() throws { authority = try TestAuthority() }

  private func fetch(_ port: Int, host: String = "localhost", _ change: (inout TLSPolicy) -> Void = { _ in })
    async throws -> Result<Exchange, FetchError>
  {
    let options = testOptions {
      $0.tls.caFile = authority.authority
      change(&$0.tls)
    }
    let asked = try request("https://\(host):\(port)/", options)
    do throws(FetchError) { return .success(try await queue.fetch(asked)) } catch { return .failure(error) }
  }

  /// The setting that the failure names, and its whole message.
  private func expect(_ result: Result<Exchange, FetchError>, names setting: String, _ value: String) throws {
    guard case .failure(let error) = result, case .tls(let reason, let hint) = error.cause else {
      Issue.record("\(result)")
      return
    }
    #expect(error.code == "tls")
    #expect(!reason.isEmpty)
    #expect(hint?.contains("\"tls\": {\"\(setting)\": \(value)}") == true)
    #expect(error.message.contains("tls.\(setting)"))
    #expect(error.message.contains("https://localhost"))
  }

  @Test("A sound server is verified, and its version, cipher and certificates are recorded")
  func sound() async throws {
    let server = try TLSServer(authority, "")
    let exchange = try await fetch(server.port).get()
    let facts = try #require(exchange.tls)
    #expect(exchange.status == 200)
    #expect(facts.version == "TLSv1.3")
    #expect(facts.cipher.hasPrefix("TLS_"))
    #expect(facts.verified)
    #expect(facts.verifyError == nil)
    #expect(facts.policy == nil)
    let pem = try String(contentsOfFile: authority.file("leaf.pem"), encoding: .utf8)
    let der = Data(base64Encoded: pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined())
    #expect(facts.certificates.first == der.map { Array($0) })
    #expect(exchange.timings.tls >= exchange.timings.connect)
  }

  @Test("HTTP/2 is used where it is offered, and its heads are written as HTTP/1 writes them")
  func http2() async throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx") else {
      print("skipped: HTTP/2, which needs nginx")
      return
    }
    let server = try NginxServer(authority)
    defer { server.stop() }
    let first = try await fetch(server.port).get()
    let second = try await fetch(server.port).get()
    #expect(first.protocolName == "HTTP/2")
    #expect(first.status == 200)
    #expect(first.completeness == .complete)
    #expect(first.head.startLine.hasPrefix("HTTP/2 200"))
    #expect(first.requestText.hasPrefix("GET / HTTP/2\r\n"))
    #expect(second.timings.connect == 0 || second.timings.tls == 0)
    #expect(second.tls?.certificates == first.tls?.certificates)
    #expect(second.tls?.certificates.isEmpty == false)
  }

  @Test("Diffie-Hellman of 1,024 bits needs security level 1")
  func smallGroup() async throws {
    let server = try TLSServer(
      authority, "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -dhparam \(fixture("dh1024.pem"))")
    try expect(try await fetch(server.port), names: "securityLevel", "1")
    let exchange = try await fetch(server.port) { $0.securityLevel = 1 }.get()
    #expect(exchange.status == 200)
    #expect(exchange.tls?.version == "TLSv1.2")
    #expect(exchange.tls?.verified == true)
    #expect(exchange.tls?.policy?.securityLevel == 1)
    try expect(try await fetch(server.port), names: "securityLevel", "1")
  }

  @Test("TLS 1.0 needs security level 0", arguments: ["-tls1", "-tls1_1"])
  func oldVersion(_ version: String) async throws {
    let server = try TLSServer(authority, "\(version) -cipher DEFAULT:@SECLEVEL=0")
    try expect(try await fetch(server.port), names: "securityLevel", "0")
    try expect(try await fetch(server.port) { $0.securityLevel = 1 }, names: "securityLevel", "0")
    let exchange = try await fetch(server.port) { $0.securityLevel = 0 }.get()
    #expect(exchange.tls?.version == (version == "-tls1" ? "TLSv1" : "TLSv1.1"))
    #expect(exchange.tls?.policy?.securityLevel == 0)
  }

  @Test("A certificate of an unknown authority is refused, or recorded where that is allowed")
  func unknownAuthority() async throws {
    let server = try TLSServer(authority, "")
    try expect(try await fetch(server.port) { $0.caFile = nil }, names: "allowUnverified", "true")
    let exchange = try await fetch(server.port) {
      $0.caFile = nil
      $0.allowUnverified = true
    }.get()
    #expect(exchange.tls?.verified == false)
    #expect(exchange.tls?.verifyError?.isEmpty == false)
    #expect(exchange.tls?.policy?.allowUnverified == true)
    #expect(exchange.tls?.certificates.isEmpty == false)
    // The connection is still open, and must not serve whoever asks for more.
    try expect(try await fetch(server.port) { $0.caFile = nil }, names: "allowUnverified", "true")
  }

  @Test("A certificate for another name is refused, or recorded where that is allowed")
  func otherName() async throws {
    let server = try TLSServer(authority, "")
    let refused = try await fetch(server.port, host: "other.localhost")
    guard case .failure(let error) = refused, case .tls(_, let hint) = error.cause else {
      Issue.record("\(refused)")
      return
    }
    #expect(hint?.contains("allowUnverified") == true)
    let exchange = try await fetch(server.port, host: "other.localhost") { $0.allowUnverified = true }.get()
    #expect(exchange.tls?.verified == false)
    #expect(exchange.tls?.verifyError == "the certificate does not name other.localhost")
  }

  @Test("A server without secure renegotiation is refused by name of the setting, and accepted with it")
  func legacyRenegotiation() async throws {
    guard let server = try TLSServer(withoutSecureRenegotiation: authority) else {
      print("skipped: a whole exchange without RFC 5746, which needs gnutls-serv (gnutls-bin)")
      return
    }
    try expect(try await fetch(server.port), names: "legacyRenegotiation", "true")
    let exchange = try await fetch(server.port) { $0.legacyRenegotiation = true }.get()
    #expect(exchange.status == 200)
    #expect(exchange.tls?.policy?.legacyRenegotiation == true)
    try expect(try await fetch(server.port), names: "legacyRenegotiation", "true")
  }

  @Test("Without such a server: a ServerHello that lacks RFC 5746 passes only with the setting")
  func legacyServerHello() async throws {
    let server = try HelloServer()
    try expect(try await fetch(server.port), names: "legacyRenegotiation", "true")
    let further = try await fetch(server.port) { $0.legacyRenegotiation = true }
    guard case .failure(let error) = further else {
      Issue.record("a server that only says hello cannot be fetched from")
      return
    }
    // The handshake went on until the server left: another failure, and no advice about renegotiation.
    #expect(!error.message.contains("renegotiation"))
  }

  @Test("A file of authorities that is not there is named")
  func missingFile() async throws {
    let server = try TLSServer(authority, "")
    let result = try await fetch(server.port) { $0.caFile = "/no/such/file.pem" }
    guard case .failure(let error) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(error.code == "tls")
    #expect(error.message.contains("tls.caFile"))
  }
}
