/// How a revisit is to be read (WARC/1.1 §6.7.2 and §6.7.3, WARC-Profile).
package enum RevisitProfile: Hashable, Sendable, CustomStringConvertible {
  /// The same payload came again.
  case identicalPayloadDigest
  /// The server said 304.
  case serverNotModified
  case other(String)

  /// Reads a profile URI; those of WARC/1.0 mean the same.
  package init(_ uri: String) {
    switch uri {
    case Self.stem + "1.1/revisit/identical-payload-digest", Self.stem + "1.0/revisit/identical-payload-digest":
      self = .identicalPayloadDigest
    case Self.stem + "1.1/revisit/server-not-modified", Self.stem + "1.0/revisit/server-not-modified":
      self = .serverNotModified
    default: self = .other(uri)
    }
  }

  /// The URI, that of WARC/1.1 for the two profiles of the standard.
  package var description: String {
    switch self {
    case .identicalPayloadDigest: Self.stem + "1.1/revisit/identical-payload-digest"
    case .serverNotModified: Self.stem + "1.1/revisit/server-not-modified"
    case .other(let uri): uri
    }
  }

  private static let stem = "http://netpreserve.org/warc/"
}
