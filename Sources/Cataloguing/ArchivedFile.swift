package import Web

/// One file of `warc/`.
package struct ArchivedFile: Sendable, Hashable {
  /// The name once sealed, without `.open`.
  package let name: String
  /// How many bytes belong to committed groups; what follows is torn and is cut on the next start.
  package var committedEnd: Int
  package var isSealed: Bool

  package init(name: String, committedEnd: Int, isSealed: Bool) {
    self.name = name
    self.committedEnd = committedEnd
    self.isSealed = isSealed
  }
}

/// The response record that holds some payload, for the revisits that refer to it (WARC/1.1 §6.7.2).
package struct OriginalPayload: Sendable, Hashable {
  package let payload: Digest
  /// The body with the content coding undone.
  package let body: Digest
  package let record: RecordPlace
  /// `<urn:uuid:…>`, as written in WARC-Record-ID.
  package let recordID: String
  package let url: String
  package let at: Timestamp

  package init(payload: Digest, body: Digest, record: RecordPlace, recordID: String, url: String, at: Timestamp) {
    self.payload = payload
    self.body = body
    self.record = record
    self.recordID = recordID
    self.url = url
    self.at = at
  }
}

/// A response that was stored and not judged yet: what a crash between the two leaves behind.
package struct PendingResponse: Sendable, Hashable {
  /// Where its first record stands.
  package let record: RecordPlace
  /// What was known of the visit, in the archive's own notation.
  package let context: String
  /// How often judging it was begun on a start after a crash.
  package var attempts: Int

  package init(record: RecordPlace, context: String, attempts: Int = 0) {
    self.record = record
    self.context = context
    self.attempts = attempts
  }
}
