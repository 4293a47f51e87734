/// What came of one visit: the closed list that files, catalogue, reports and scripts share.
package enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
  /// The address has its first version.
  case new
  /// The content differs from the current version's (`content_sha256`).
  case changed
  /// The bytes differ, the content does not: counters, tokens, a new template.
  case cosmetic
  /// The same decoded bytes as at the last good visit.
  case unchanged
  /// The server answered 304.
  case notModified = "not_modified"
  /// An older version stands there again.
  case reverted
  /// The answer points elsewhere and this address never held a document.
  case redirect
  /// The document that stood here is now at another address.
  case moved
  /// 404, 410 or a soft 404.
  case gone
  /// A challenge, a captcha, a refusal: never a version, never "gone".
  case blocked
  /// No usable response, with the reason why.
  case failed
  /// A short body, or one cut at our own cap: kept as evidence, never a version.
  case truncated
  /// Judging this response broke the program twice.
  case unreadable
  /// Not a visit: robots.txt forbids the URL.
  case disallowed
  /// Not a visit: scope, budget, trap or the address guard refused the URL.
  case excluded

  /// Whether a document stood at the address at this visit.
  package var isGood: Bool {
    switch self {
    case .new, .changed, .cosmetic, .unchanged, .notModified, .reverted: true
    default: false
    }
  }

  /// Whether the visit made a version of its own.
  package var makesVersion: Bool { self == .new || self == .changed }

  /// Whether the address is another one to its readers after this visit.
  package var isChange: Bool {
    switch self {
    case .new, .changed, .reverted, .moved, .gone: true
    default: false
    }
  }

  /// Whether `fetch` ends with exit code 3 over it.
  package var isFailure: Bool {
    switch self {
    case .gone, .blocked, .failed, .truncated, .unreadable, .disallowed, .excluded: true
    default: false
    }
  }
}
