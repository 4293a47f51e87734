package import Crawling
internal import FlyingFox
internal import FlyingSocks  // a module of the package FlyingFox: the address and the silent log are declared there
internal import Foundation

/// `GET /metrics` and `GET /health` on loopback, for whoever watches over a run.
package struct MetricsServer: Sendable {
  /// The port it listens on.
  package let port: UInt16
  private let server: HTTPServer
  private let running: Task<Void, any Error>

  /// Starts it and returns when it accepts connections.
  ///
  /// - Parameter port: on 127.0.0.1; 0 takes any that is free.
  /// - Throws: when the port is taken.
  package static func start(port: UInt16, status: @escaping @Sendable () -> RunStatus) async throws -> MetricsServer {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
    await server.appendRoute("GET /metrics") { _ in
      answer("text/plain; version=0.0.4; charset=utf-8", MetricsText(status(), residentBytes: residentBytes()).text)
    }
    await server.appendRoute("GET /health") { _ in
      let json = HealthFile.json(status(), process: ProcessInfo.processInfo.processIdentifier)
      return answer("application/json", String(decoding: json, as: UTF8.self))
    }
    let running = try await listen(server)
    guard case .ip4(_, let bound) = await server.listeningAddress else { throw SocketError.disconnected }
    return MetricsServer(port: bound, server: server, running: running)
  }

  private init(port: UInt16, server: HTTPServer, running: Task<Void, any Error>) {
    self.port = port
    self.server = server
    self.running = running
  }

  /// Stops listening and closes every connection.
  package func stop() async {
    await server.stop()
    running.cancel()
    _ = await running.result
  }

  private static func answer(_ type: String, _ text: String) -> HTTPResponse {
    HTTPResponse(statusCode: .ok, headers: [.contentType: type], body: Data(text.utf8))
  }

  /// When the server cannot even listen, waiting for it is given up at once and its own error is thrown.
  private static func listen(_ server: HTTPServer) async throws -> Task<Void, any Error> {
    let listening = Task { try await server.waitUntilListening() }
    let running = Task {
      do { try await server.run() } catch {
        listening.cancel()
        throw error
      }
    }
    do { try await listening.value } catch {
      running.cancel()
      try await running.value
      throw error
    }
    return running
  }

  /// Linux tells it in pages (proc(5)).
  private static func residentBytes() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 4_096 }
  }
}
