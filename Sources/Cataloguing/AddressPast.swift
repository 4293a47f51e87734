package import Web

/// What the archive knows of an address before it is visited again, looked up at one moment.
///
/// A class, since it is large and goes unchanged through many hands.
package final class AddressPast: Sendable {
  /// The number of the archive's last visit, of whatever address, at that moment.
  package let asOf: Int
  /// Nil for an address that was never visited.
  package let address: Address?
  /// Its last visit; nil for an address that was never visited.
  package let lastVisit: PastVisit?
  /// What a conditional request says; nil when no document ever came.
  package let validators: Validators?
  /// The version that stood there at the last visit; nil when none did.
  package let version: Version?
  /// The record that holds the last visit's payload.
  package let original: OriginalPayload?

  package init(
    asOf: Int, address: Address? = nil, lastVisit: PastVisit? = nil, validators: Validators? = nil,
    version: Version? = nil, original: OriginalPayload? = nil
  ) {
    self.asOf = asOf
    self.address = address
    self.lastVisit = lastVisit
    self.validators = validators
    self.version = version
    self.original = original
  }
}

/// What came of an earlier visit of an address.
package struct PastVisit: Sendable, Hashable {
  package let at: Timestamp
  package let outcome: Outcome
  /// The version that stood there.
  package let version: VersionID?
  /// SHA-256 of the payload as sent; nil without a response.
  package let payload: Digest?
  /// SHA-256 of the body with the content coding undone; nil when no document was read.
  package let body: Digest?
}

extension PastVisit {
  package init(_ capture: Capture) {
    self.init(
      at: capture.at, outcome: capture.outcome, version: capture.version, payload: capture.payload, body: capture.body)
  }
}

/// By what a server tells whether its document is still the same (RFC 9110 §8.8).
package struct Validators: Sendable, Hashable {
  package let etag: String?
  package let lastModified: String?
  /// When the document came.
  package let at: Timestamp
}
