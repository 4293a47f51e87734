internal import Cataloguing
internal import Scheduling
internal import Web

/// Who says when a named fetch may ask a host, and what its visits mean for the frontier.
protocol RequestTurns: Sendable {
  /// Waits for a host's turn and takes it.
  ///
  /// - Throws: `CancellationError`, or what ends the fetch.
  func take(_ url: CrawlURL, crawlDelay: Double?, isRobots: Bool) async throws -> RequestTurn

  /// Takes note of how the request ended.
  func end(_ turn: RequestTurn, of url: CrawlURL, _ end: RequestEnd, milliseconds: Int, remoteAddress: String?)
    async throws

  /// Takes the address out of the queue when it waits there, so that nobody else visits it meanwhile; nil when it does
  /// not.
  func claim(_ url: CrawlURL) async throws -> QueuedURL?

  /// What a claimed address's visit means for the frontier; nil when its turn is still to come.
  func step(for reading: VisitReading, of row: QueuedURL, at url: CrawlURL) async throws -> FrontierStep?

  /// Gives a claimed address back.
  ///
  /// - Parameter gain: what its visit brought into the queue; nil when it waits on.
  func release(_ row: QueuedURL, gain: FrontierGain?) async throws
}

/// What came of waiting.
enum RequestTurn: Sendable {
  case taken(PacedRequest?)
  /// The host will not be asked for a long time.
  case resting(reason: String)
}
