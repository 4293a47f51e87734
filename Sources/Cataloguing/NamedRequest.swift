/// A URL that somebody asked for by name while another process held the archive: that process fetches it, and whoever
/// asked reads here what came of it.
package struct NamedRequest: Sendable, Hashable {
  /// How far it is.
  package enum State: Int, Sendable {
    case waiting = 0
    /// A process has it in hand.
    case taken = 1
    /// All its answers are there.
    case ended = 2
    /// Whoever asked does not wait any more.
    case withdrawn = 3
  }

  package let id: Int
  /// Milliseconds since 1970.
  package let at: Int64
  /// The address as it was named.
  package let target: String
  /// Words that the fetching room understands, blanks between them.
  package let options: String
  /// Seconds between two requests to a host; nil: as configured.
  package let delay: Double?
}

/// One line of what came of a named request.
package struct NamedAnswer: Sendable, Hashable {
  /// 1 for the first line.
  package let position: Int
  /// One JSON object.
  package let report: [UInt8]
}
