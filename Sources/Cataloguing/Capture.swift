package import Web

/// Where a record stands: the member's file in `warc/`, its first byte and its length.
package struct RecordPlace: Sendable, Hashable {
  /// The file's name as it is once sealed, without `.open`.
  package let file: String
  package let offset: Int
  package let length: Int

  package init(file: String, offset: Int, length: Int) {
    self.file = file
    self.offset = offset
    self.length = length
  }
}

/// One visit of one address, as the archive counts it.
package struct Capture: Sendable, Hashable {
  /// The visit's number, given by the writer, without gaps.
  package let sequence: Int
  package let address: AddressID
  package let url: String
  package let at: Timestamp
  /// Nil when there was no answer.
  package let status: Int?
  package let outcome: Outcome
  /// The version that stood there at this visit.
  package let version: VersionID?
  package let run: String
  /// Why, for outcomes that need a reason.
  package let reason: String?
  /// The address that led here.
  package let via: String?
  /// How many redirects led here.
  package let hops: Int
  /// The response or revisit record; the metadata record when there was no answer.
  package let record: RecordPlace
  package let metadata: RecordPlace
  /// SHA-256 of the payload as sent; nil without a response.
  package let payload: Digest?
  /// SHA-256 of the body with the content coding undone; nil when no document was read.
  package let body: Digest?
  package let etag: String?
  package let lastModified: String?
  /// The head of the hash chain after this visit.
  package let chain: Digest

  package init(
    sequence: Int, address: AddressID, url: String, at: Timestamp, status: Int?, outcome: Outcome,
    version: VersionID?, run: String, reason: String?, via: String?, hops: Int, record: RecordPlace,
    metadata: RecordPlace, payload: Digest?, body: Digest?, etag: String?, lastModified: String?, chain: Digest
  ) {
    self.sequence = sequence
    self.address = address
    self.url = url
    self.at = at
    self.status = status
    self.outcome = outcome
    self.version = version
    self.run = run
    self.reason = reason
    self.via = via
    self.hops = hops
    self.record = record
    self.metadata = metadata
    self.payload = payload
    self.body = body
    self.etag = etag
    self.lastModified = lastModified
    self.chain = chain
  }
}
