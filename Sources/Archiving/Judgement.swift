package import Cataloguing
package import Extracting
package import WARC
package import Web

/// What one answer amounts to beside what the archive had: the outcome and why (archive layout §5). A pure function.
package struct Judgement: Sendable, Hashable {
  package let outcome: Outcome
  /// Nil where the outcome says it all.
  package let reason: String?

  package init(_ outcome: Outcome, _ reason: String? = nil) {
    self.outcome = outcome
    self.reason = reason
  }

  /// What the answer itself says, before any document is compared.
  package struct Answer: Sendable {
    package var status: Int
    package var truncated: TruncationReason?
    /// The marker of a challenge or refusal; nil when there is none.
    package var refusal: String?
    /// Where a redirect points, resolved; nil without one or when it points nowhere usable.
    package var redirect: Redirect?
    /// What is wrong with the content coding.
    package var codingProblem: String?
    package var isBodyEmpty = false

    package init(status: Int) { self.status = status }
  }

  /// Where a redirect leads.
  package enum Redirect: Sendable, Hashable {
    /// To the same address in another form: http to https, or a cookie check.
    case itself
    /// To the home page of the host: how many portals hide a deletion.
    case home
    case elsewhere
  }

  /// What the page turned out to be.
  package struct Finding: Sendable {
    package var kind: String
    package var body: Digest
    package var content: Digest
    /// Whether equal content in other bytes counts as the same: true for pages, false for files.
    package var comparesContent: Bool
    /// What the page says when its whole site is out of order; nil otherwise.
    package var outage: String?

    package init(kind: String, body: Digest, content: Digest, comparesContent: Bool) {
      self.kind = kind
      self.body = body
      self.content = content
      self.comparesContent = comparesContent
    }

    /// What a cleaned document tells. A file's bytes are what the publisher gave out, so only pages are compared by
    /// their content.
    package init(_ document: Document, body: Digest) {
      self.init(
        kind: document.metadata.kind.rawValue, body: body, content: document.contentDigest,
        comparesContent: document.source.mediaType.isHTML)
      outage = document.extraction.warnings.first { $0.code == DocumentWarning.outageCode }?.message
    }
  }

  /// What the archive knew of the address before this visit.
  package struct Past: Sendable {
    /// The decoded body at the last good visit.
    package var lastBody: Digest?
    package var current: Version?
    package var versions: [Version]

    package init(lastBody: Digest? = nil, current: Version? = nil, versions: [Version] = []) {
      self.lastBody = lastBody
      self.current = current
      self.versions = versions
    }
  }

  /// The judgement that needs no document; nil when the body must be read.
  package static func early(_ answer: Answer, _ past: Past) -> Judgement? {
    if let marker = answer.refusal { return Judgement(.blocked, marker) }
    if let cut = answer.truncated { return Judgement(.truncated, "body cut: \(cut)") }
    switch answer.status {
    case 304:
      return past.lastBody == nil ? Judgement(.failed, "304 without a stored body") : Judgement(.notModified)
    case 300..<400: return redirect(answer, past)
    case 404, 410: return Judgement(.gone, "status \(answer.status)")
    case 401, 403, 407, 412, 429, 451, 521: return Judgement(.blocked, "status \(answer.status)")
    case 200, 203: return unusableBody(answer)
    default: return Judgement(.failed, "status \(answer.status)")
    }
  }

  /// The judgement of a page that was read.
  package static func of(_ finding: Finding, _ past: Past) -> Judgement {
    switch finding.kind {
    case "error": return finding.outage.map { Judgement(.failed, $0) } ?? Judgement(.gone, "soft 404")
    case "challenge": return Judgement(.blocked, "challenge page")
    default: break
    }
    if finding.body == past.lastBody { return Judgement(.unchanged) }
    guard let current = past.current else { return Judgement(.new) }
    if finding.matches(current) { return Judgement(.cosmetic) }
    let isOld = past.versions.contains { finding.matches($0) }
    return Judgement(isOld ? .reverted : .changed)
  }

  private static func redirect(_ answer: Answer, _ past: Past) -> Judgement {
    let isPermanent = answer.status == 301 || answer.status == 308
    return switch answer.redirect {
    case nil: Judgement(.failed, "status \(answer.status) without a usable Location")
    case .itself: Judgement(.redirect)
    case .home where past.current != nil: Judgement(.gone, "redirects to the home page")
    case .elsewhere where past.current != nil && isPermanent: Judgement(.moved)
    default: Judgement(.redirect)
    }
  }

  private static func unusableBody(_ answer: Answer) -> Judgement? {
    if let problem = answer.codingProblem { return Judgement(.failed, problem) }
    return answer.isBodyEmpty ? Judgement(.failed, "empty body") : nil
  }
}

extension Judgement.Finding {
  /// Whether that version says the same.
  package func matches(_ version: Version) -> Bool {
    version.body == body || comparesContent && version.content == content
  }
}
