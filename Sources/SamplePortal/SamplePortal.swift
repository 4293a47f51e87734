internal import FlyingFox
internal import FlyingSocks  // a module of the package FlyingFox: the address and the silent log are declared there
internal import Foundation
package import Web

/// The sample portal: the web site of 青禾区, a district that does not exist, served on loopback for `fangzhi demo`.
///
/// Its pages are the folder `Site`; where an address does more than answer with its file, `PageRule` says so. It shows
/// one state until ``advance()``, then what a second visit some weeks later would find.
package struct SamplePortal: Sendable {
  /// The address it listens on, always loopback.
  package let host = "127.0.0.1"
  /// The port it listens on.
  package let port: UInt16

  private let server: HTTPServer
  private let running: Task<Void, any Error>
  private let site: LiveSite

  /// `http://127.0.0.1:port`, without a slash at the end.
  package var baseURL: String { "http://\(host):\(port)" }

  /// The addresses of ``seeds``, in the order in which the demo shows them.
  package var seedURLs: [String] { seeds.map { url(of: $0) } }

  /// What there is to see, in the order in which the demo shows it.
  package var seeds: [SampleSeed] { SampleSeed.all }

  /// The full address of one seed.
  package func url(of seed: SampleSeed) -> String { baseURL + seed.path }

  /// Starts the portal and returns when it accepts connections.
  ///
  /// - Parameters:
  ///   - port: the port to listen on; 0, the default, takes any that is free.
  ///   - now: the portal's clock, for the Date header and the page that prints the time; by default the system's.
  /// - Throws: Thrown when the bundled site is missing (``SamplePortalError``) or cannot be read, or the port is taken.
  package static func start(
    port: UInt16 = 0, now: @escaping @Sendable () -> Timestamp = { systemTime() }
  ) async throws -> SamplePortal {
    let files = try SiteFiles(folder: SiteFiles.bundledFolder())
    let site = LiveSite(files: files, now: now)
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
    await server.appendRoute("*") { await site.answer($0) }
    let running = try await listen(server)
    guard case .ip4(_, let bound) = await server.listeningAddress else { throw SocketError.disconnected }
    return SamplePortal(port: bound, server: server, running: running, site: site)
  }

  private init(port: UInt16, server: HTTPServer, running: Task<Void, any Error>, site: LiveSite) {
    self.port = port
    self.server = server
    self.running = running
    self.site = site
  }

  /// From now on the portal shows what a second visit finds: pages edited, moved, gone.
  package func advance() async { await site.advance() }

  /// Stops listening and closes every connection.
  package func stop() async {
    await server.stop()
    running.cancel()
    _ = await running.result
  }

  /// The server runs in a task of its own until ``stop()``. When it cannot even listen, waiting for it is given up at
  /// once and the server's own error is thrown.
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

  private static func systemTime() -> Timestamp { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
}
