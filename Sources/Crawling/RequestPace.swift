private import Foundation

/// Keeps two requests to one host apart.
actor RequestPace {
  private var nextTurn: [String: ContinuousClock.Instant] = [:]

  /// Waits for the host's turn and takes it.
  func wait(for host: String, seconds: Double) async throws {
    let now = ContinuousClock.now
    let turn = max(nextTurn[host] ?? now, now)
    nextTurn[host] = turn + .seconds(seconds)
    if turn > now { try await Task.sleep(until: turn) }
  }
}
