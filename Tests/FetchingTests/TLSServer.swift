import Foundation

/// A certificate authority of the tests' own with one certificate for localhost and 127.0.0.1, made by `openssl` in a
/// folder that is removed at the end.
final class TestAuthority {
  let folder: URL
  var authority: String { file("ca.pem") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "fetching-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("subjectAltName=DNS:localhost,IP:127.0.0.1\n".utf8).write(to: folder.appending(path: "leaf.ext"))
    try openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Test-Authority")
    try openssl("req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj /CN=localhost")
    try openssl(
      "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out leaf.pem -days 2 -extfile leaf.ext")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  private func openssl(_ arguments: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments.split(separator: " ").map { String($0) }
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ServerFailure(description: "openssl \(arguments)") }
  }
}

/// A TLS server of another program on a port of 127.0.0.1; it ends with the value.
final class TLSServer {
  let port: Int
  private let process = Process()

  /// `openssl s_server` with these further options, which answers every GET with a page of its own.
  init(_ authority: TestAuthority, _ options: String) throws {
    port = try freePort()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments =
      [
        "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-cert", authority.file("leaf.pem"), "-key",
        authority.file("leaf.key"),
      ]
      + options.split(separator: " ").map { String($0) }
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    waitUntilListening()
  }

  /// `gnutls-serv`, which can leave RFC 5746 out; nil when it is not installed.
  init?(withoutSecureRenegotiation authority: TestAuthority) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/gnutls-serv") else { return nil }
    port = try freePort()
    process.executableURL = URL(filePath: "/usr/bin/gnutls-serv")
    process.arguments = [
      "--http", "--port", "\(port)", "--x509keyfile", authority.file("leaf.key"), "--x509certfile",
      authority.file("leaf.pem"), "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2:%DISABLE_SAFE_RENEGOTIATION",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    waitUntilListening()
  }

  private func waitUntilListening() {
    for _ in 1...500 {
      if isListening(port) { return }
      usleep(10_000)
    }
  }

  deinit {
    // Threads of Dispatch block signals, a program started from one inherits that: only this one always arrives.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

struct ServerFailure: Error, CustomStringConvertible {
  let description: String
}
