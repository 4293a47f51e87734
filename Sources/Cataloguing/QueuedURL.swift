package import Web

/// Where an address stands on its way through the frontier: it is in exactly one of these (invariant I1).
package enum Disposition: Int, Sendable, Hashable, CaseIterable {
  /// It waits for its turn, or its request is under way.
  case queued = 0
  /// It was under way in a crawl of an earlier release that was cut short; the next crawl queues it again.
  case leased = 1
  /// It was visited; `due` says when it is to be visited again.
  case done = 2
  /// It was given up for this run, with the reason.
  case failed = 3
  /// It is not to be visited, with the rule that says so.
  case excluded = 4

  package var name: String { "\(self)" }
}

/// One address of the frontier.
package struct QueuedURL: Sendable, Hashable {
  package let id: Int
  package let address: AddressID
  package let url: String
  /// The authority: host, and port unless it is the default.
  package let host: String
  /// The smaller one goes first.
  package let priority: Int
  /// Milliseconds since 1970: not to be asked earlier.
  package let due: Int64
  /// Links from a seed.
  package let depth: Int
  /// Redirects that led here.
  package let hops: Int
  /// How it was found, in the words of the scheduling room.
  package let hop: String
  /// The page that led here; nil for a seed.
  package let via: String?
  package let state: Disposition
  /// Failures in a row.
  package let attempts: Int
  /// The adaptive interval between two visits in milliseconds; 0 before the first.
  package let period: Int64
  /// The first and the last visit that got an answer, milliseconds since 1970; nil before.
  package let first: Int64?
  package let visited: Int64?
  /// Why it is excluded, failed, or made to wait.
  package let reason: String?
}

/// An address whose turn has come, with what the archive knows of it.
package struct DueURL: Sendable {
  package let queued: QueuedURL
  package let past: AddressPast
}

/// An address of the frontier with what became of it so far.
package struct VisitedURL: Sendable {
  package let id: Int
  package let address: AddressID
  package let url: String
  /// The authority.
  package let host: String
  package let disposition: Disposition
  /// Why it is excluded, failed, or made to wait.
  package let reason: String?
  /// Whether any visit got an answer.
  package let wasAnswered: Bool
  /// Nil before the first visit.
  package let standing: AddressStanding?
  /// The version that is current.
  package let version: VersionID?
  /// Its last visit; nil before the first one.
  package let last: LastVisit?

  /// What a report says of a visit.
  package struct LastVisit: Sendable {
    package let sequence: Int
    package let url: String
    package let outcome: Outcome
    package let reason: String?
  }
}

/// An address on its way into the frontier.
package struct FoundURL: Sendable, Hashable {
  package let address: AddressID
  package let url: String
  package let host: String
  package var priority: Int
  package var depth: Int
  package var hops: Int = 0
  package let hop: String
  /// Nil when it is to be visited, else the rule that excludes it.
  package var exclusion: String?

  package init(
    address: AddressID, url: String, host: String, priority: Int, depth: Int, hop: String, exclusion: String? = nil
  ) {
    self.address = address
    self.url = url
    self.host = host
    self.priority = priority
    self.depth = depth
    self.hop = hop
    self.exclusion = exclusion
  }
}

/// What becomes of an address after its turn, written together with its capture: one transaction, the commit point of
/// both.
package struct FrontierStep: Sendable {
  /// How the turn ends.
  package enum Ending: Sendable, Hashable {
    /// Visited; due again at that moment, after an interval of so many milliseconds.
    case done(due: Int64, period: Int64)
    case failed(reason: String)
    case excluded(reason: String)
    /// To be asked again at that moment.
    case again(due: Int64, reason: String)
    /// To be asked again at once, at another form of the same address.
    case redirected(url: String)
  }

  package let id: Int
  package let at: Int64
  package var ending: Ending
  /// Addresses that the answer led to.
  package var found: [FoundURL] = []
  /// Paces that changed.
  package var paces: [PaceRow] = []

  package init(id: Int, at: Int64, ending: Ending) {
    self.id = id
    self.at = at
    self.ending = ending
  }
}

/// How many addresses of each host a step brought into the queue.
package typealias FrontierGain = [String: Int]
