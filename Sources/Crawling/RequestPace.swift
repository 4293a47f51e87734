private import Foundation

/// Keeps two requests to one host apart: by the configured delay, or by five times what the last answer took where that
/// is longer, up to a minute.
actor RequestPace {
  private var nextTurn: [String: ContinuousClock.Instant] = [:]

  /// Waits for the host's turn and takes it.
  func wait(for host: String, seconds: Double) async throws {
    let now = ContinuousClock.now
    let turn = max(nextTurn[host] ?? now, now)
    nextTurn[host] = turn + .seconds(seconds)
    if turn > now { try await Task.sleep(until: turn) }
  }

  /// Takes note of how long the host needed; one that nobody has to spare (delay 0) is not spared here either.
  func answered(_ host: String, afterMilliseconds duration: Int, seconds: Double) {
    guard seconds > 0 else { return }
    let rest = max(seconds, min(60, 5 * Double(duration) / 1_000))
    nextTurn[host] = max(nextTurn[host] ?? .now, .now + .seconds(rest))
  }
}
