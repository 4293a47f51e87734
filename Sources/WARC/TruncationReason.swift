/// Why a block is shorter than what was there to be stored (WARC/1.1 §5.13, WARC-Truncated).
package enum TruncationReason: Hashable, Sendable, CustomStringConvertible {
  /// Longer than the configured limit; on a revisit: the payload is left off because it is stored already.
  case length
  /// Took longer than the configured limit.
  case time
  /// The connection ended early.
  case disconnect
  case unspecified
  /// A reason of a later standard.
  case other(String)

  package init(_ text: String) {
    let known: [TruncationReason] = [.length, .time, .disconnect, .unspecified]
    self = known.first { $0.description == text.lowercased() } ?? .other(text)
  }

  package var description: String {
    switch self {
    case .length: "length"
    case .time: "time"
    case .disconnect: "disconnect"
    case .unspecified: "unspecified"
    case .other(let reason): reason
    }
  }
}
