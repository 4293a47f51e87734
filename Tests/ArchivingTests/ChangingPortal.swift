import Foundation
import LoopbackServer
import Synchronization

@testable import Archiving

/// A portal on loopback whose pages change from round to round in every way that has an outcome of its own.
final class ChangingPortal: Sendable {
  let server: LoopbackServer
  private let round = Mutex(1)

  init() throws {
    server = try LoopbackServer()
    let round: @Sendable () -> Int = { [weak self] in self?.current ?? 1 }
    server.on("/tagged.html", Document(Pages.notice, etag: "\"1\""))
    server.on("/copy.html") { _ in .html(Pages.notice) }
    server.on("/news.html") { _ in
      .html(Pages.article("本周要闻（第\(round())期）", ["第\(round())期共刊登\(round() + 3)条消息，详情请见附件。"]))
    }
    server.on("/counted.html") { _ in .html(Pages.article("旧书集市", ["书架从一个变成七个，周末开放。"], counter: round())) }
    server.on("/sometimes.html") { _ in round() % 2 == 0 ? .html("<title>404</title>", status: 404) : .html(Pages.water)
    }
    server.on("/shaky.html") { _ in round() % 3 == 0 ? .html("down", status: 500) : .html(Pages.fair) }
    server.on("/shut.html") { _ in round() % 2 == 1 ? .html(Pages.table) : .html("refused", status: 403) }
    server.on("/to.html") { _ in .redirect(to: "/news.html") }
  }

  var current: Int { round.withLock { $0 } }
  func turn() { round.withLock { $0 += 1 } }

  static let paths = ["tagged", "copy", "news", "counted", "sometimes", "shaky", "shut", "to"].map { "/\($0).html" }
  var arguments: [String] { ["fetch", "--allow-private", "--delay", "0"] + Self.paths.map { server.url($0) } }

  /// Fetches all pages in a process of its own.
  func fetch(into archive: URL, environment: [String: String] = [:]) async throws -> Program.Result {
    try await Program.fangzhi(arguments, archive: archive, environment: environment)
  }
}
