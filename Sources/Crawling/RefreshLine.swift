package import Archiving
package import Cataloguing
package import Web

/// What a refresh says of one address that was due, or that it found.
package struct RefreshLine: Sendable, Hashable {
  package let url: String
  package let portal: String
  /// Nil when it was not visited.
  package var outcome: Outcome?
  /// What the address is now, concluded from all its visits; nil before the first one.
  package internal(set) var state: AddressState?
  /// The version that is current.
  package let version: VersionID?
  /// How much of the text changed; nil unless the outcome is `changed` or `reverted`.
  package var change: TextChange?
  /// Where the same document stood before.
  package var previousURL: String?
  /// Where the document stands now.
  package var newURL: String?
  package var reason: String?

  package var json: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member("url", url)
      line.member("outcome", orNull: outcome?.rawValue)
      line.member("state", orNull: state?.rawValue)
      line.member("version", orNull: version?.text)
      line.member("portal", portal)
      line.member("added", ifPresent: change?.added)
      line.member("removed", ifPresent: change?.removed)
      line.member("previous_url", ifPresent: previousURL)
      line.member("new_url", ifPresent: newURL)
      line.member("reason", ifPresent: reason)
    }
    return writer.bytes
  }

  /// Whether a person wants to read it: what is as it was says nothing.
  package var isNotable: Bool {
    switch outcome {
    case .unchanged, .notModified, .cosmetic: false
    case .redirect: newURL != nil
    default: true
    }
  }
}

extension RefreshLine {
  /// An address that was visited.
  init(_ visit: VisitedURL.LastVisit, of row: VisitedURL, portal: String) {
    self.init(
      url: visit.url, portal: portal, outcome: visit.outcome, state: row.standing?.state, version: row.version,
      reason: visit.reason)
  }

  /// An address that was not, and why.
  init(notVisited row: VisitedURL, portal: String, reason: String) {
    self.init(
      url: row.url, portal: portal, outcome: row.disposition == .excluded ? .excluded : nil,
      state: row.standing?.state, version: row.version, reason: reason)
  }
}
