internal import Archiving
internal import Scheduling
internal import Web

/// Whether a named fetch may ask a host, and when: robots.txt first, then the host's turn for every request.
struct HostAdmission: Sendable {
  let turns: any RequestTurns
  let gate: RobotsGate
  let ignoresRobots: Bool

  /// What robots.txt says; asking for it is a request to the host like any other.
  ///
  /// - Throws: `HostRest`; `CancellationError`; when the archive is broken.
  func clearance(for url: CrawlURL) async throws -> RobotsClearance {
    if ignoresRobots { return .allowed(note: "ignored", delay: nil) }
    if let known = gate.knownClearance(for: url) { return known }
    let turn = try await turn(for: url, crawlDelay: nil, isRobots: true)
    let asked = gate.knownClearance(for: url) == nil
    let clearance = try await gate.clearance(for: url)
    let end: RequestEnd = if case .unreachable = clearance { .silent } else { asked ? .answered : .cancelled }
    try await turns.end(turn, of: url, end, milliseconds: 0, remoteAddress: nil)
    return clearance
  }

  /// Waits for the host's turn and asks.
  ///
  /// - Throws: `HostRest`; else as `Visit.read`.
  func read(_ visit: Visit, crawlDelay: Double?, on road: Road) async throws -> VisitReading {
    let turn = try await turn(for: visit.url, crawlDelay: crawlDelay, isRobots: false)
    let reading = try await visit.read(on: road)
    let arrival = reading.stored?.arrival
    try await turns.end(
      turn, of: visit.url, RequestEnd(reading, at: visit.url), milliseconds: arrival?.fetchMilliseconds ?? 0,
      remoteAddress: arrival?.remoteAddress)
    return reading
  }

  private func turn(for url: CrawlURL, crawlDelay: Double?, isRobots: Bool) async throws -> RequestTurn {
    let turn = try await turns.take(url, crawlDelay: crawlDelay, isRobots: isRobots)
    if case .resting(let reason) = turn { throw HostRest(reason: reason) }
    return turn
  }
}

/// Thrown on the way when a host will not be asked for a long time.
struct HostRest: Error {
  let reason: String
}
