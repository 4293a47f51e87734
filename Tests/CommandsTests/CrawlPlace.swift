import Foundation
import LoopbackServer
import Testing

extension Workplace {
  /// Writes a portal file for the server: no delay and four connections unless told otherwise.
  func writePortal(delay: Double = 0, connections: Int = 4, host: String? = nil, isPrivate: Bool = true) throws {
    let host = host ?? server.authority
    try write(
      "seeds/qinghe.json",
      """
      {"id": "qinghe", "hosts": ["\(host)"], "entries": [{"kind": "home", "url": "http://\(host)/"}],
       "allowPrivateAddresses": \(isPrivate), "schedule": "30 9 * * *",
       "limits": {"delaySeconds": \(delay), "connectionsPerHost": \(connections)}}
      """)
  }

  /// What was asked for, robots.txt left out.
  var asked: [String] { server.hits.map(\.target).filter { $0 != "/robots.txt" } }

  /// Waits until the server was asked so often.
  func waitForHits(_ count: Int) async throws {
    for _ in 0..<600 where server.hits.count < count { try await Task.sleep(for: .milliseconds(20)) }
    #expect(server.hits.count >= count)
  }
}
