private import Foundation
internal import Scheduling
internal import Web

/// Who says when a named fetch may ask a host.
protocol RequestTurns: Sendable {
  /// Waits for a host's turn and takes it.
  ///
  /// - Throws: `CancellationError`, or what ends the fetch.
  func take(_ url: CrawlURL, crawlDelay: Double?, isRobots: Bool) async throws -> RequestTurn

  /// Takes note of how the request ended.
  func end(_ turn: RequestTurn, of url: CrawlURL, _ end: RequestEnd, milliseconds: Int, remoteAddress: String?)
    async throws
}

/// What came of waiting.
enum RequestTurn: Sendable {
  case taken(PacedRequest?)
  /// The host will not be asked for a long time.
  case resting(reason: String)
}

/// Keeps two requests to one host apart: by the configured delay, or by five times what the last answer took where that
/// is longer, up to a minute.
actor RequestPace: RequestTurns {
  private let terms: RequestTerms
  private var nextTurn: [String: ContinuousClock.Instant] = [:]
  private var spacing: [String: Double] = [:]

  init(terms: RequestTerms) { self.terms = terms }

  /// Waits for the host's turn; robots.txt, which comes before the first page, has none of its own.
  func take(_ url: CrawlURL, crawlDelay: Double?, isRobots: Bool) async throws -> RequestTurn {
    if isRobots { return .taken(nil) }
    let (host, seconds) = (url.authority, terms.delay(for: url, robots: crawlDelay))
    let now = ContinuousClock.now
    let turn = max(nextTurn[host] ?? now, now)
    nextTurn[host] = turn + .seconds(seconds)
    spacing[host] = seconds
    if turn > now { try await Task.sleep(until: turn) }
    return .taken(nil)
  }

  /// A host that nobody has to spare (delay 0) is not spared here either.
  func end(_ turn: RequestTurn, of url: CrawlURL, _ end: RequestEnd, milliseconds: Int, remoteAddress: String?) {
    guard let seconds = spacing[url.authority], seconds > 0 else { return }
    let rest = max(seconds, min(60, 5 * Double(milliseconds) / 1_000))
    nextTurn[url.authority] = max(nextTurn[url.authority] ?? .now, .now + .seconds(rest))
  }
}
