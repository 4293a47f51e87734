internal import Cataloguing
internal import Extracting
internal import WARC
internal import Web

/// A judged visit before it has its number.
struct VisitDraft {
  let url: CrawlURL
  let identity: AddressIdentity
  let facts: VisitFacts
  let at: Timestamp
  let judgement: Judgement
  /// Nil when there was no answer.
  let stored: StoredResponse?
  let document: Document?

  init(_ stored: StoredResponse, _ judgement: Judgement, _ document: Document?) {
    url = stored.arrival.url
    identity = stored.identity
    facts = stored.facts
    at = stored.at
    self.judgement = judgement
    self.stored = stored
    self.document = document
  }

  init(failed judgement: Judgement, url: CrawlURL, identity: AddressIdentity, at: Timestamp, facts: VisitFacts) {
    self.url = url
    self.identity = identity
    self.facts = facts
    self.at = at
    self.judgement = judgement
    stored = nil
    document = nil
  }

  /// The version that stands at the address at this visit.
  private var version: VersionID? {
    guard let stored else { return nil }
    switch judgement.outcome {
    case .new, .changed: return VersionID(captured: at, body: stored.arrival.body)
    case .cosmetic, .unchanged, .notModified: return stored.past.current?.id
    case .reverted:
      guard let finding = document.map({ Judgement.Finding($0, body: stored.arrival.body) }) else { return nil }
      return stored.past.versions.last { finding.matches($0) }?.id
    default: return nil
    }
  }

  /// SHA-256 of the decoded body that stands at the address after this visit; nil when none does.
  private var body: Digest? {
    guard judgement.outcome.isGood, let stored else { return nil }
    return stored.arrival.status == 304 ? stored.past.lastBody : stored.arrival.body
  }

  func chainLine(sequence: Int, metadata: RecordID) -> ChainLine {
    let records = stored?.records ?? []
    return ChainLine(
      sequence: sequence, url: url.text, date: at, status: stored?.arrival.status, outcome: judgement.outcome,
      payload: stored?.payload, blocks: records.compactMap { $0.blockSHA256 },
      records: (records.map(\.id) + [metadata]).map(\.uri))
  }

  func visitRecord(line: String, head: Digest) -> VisitRecord {
    var record = VisitRecord(
      outcome: judgement.outcome, reason: judgement.reason, status: stored?.arrival.status, version: version,
      facts: facts, chainLine: line, chain: head)
    record.extractor = document.map { "\($0.extraction.extractor)-\($0.extraction.version)" }
    record.charset = document?.source.charset?.name
    record.body = body
    record.key = identity.key == url.identityKey() ? nil : identity.key
    guard let stored else { return record }
    record.certificates = stored.certificates
    record.fetchMilliseconds = stored.arrival.fetchMilliseconds
    record.isLengthKnown = stored.arrival.isLengthKnown
    record.tlsExceptions = stored.arrival.transport?.exceptions
    record.tlsVerifyError = stored.arrival.transport?.verifyError
    // The revisit record of a 304 has an empty block, so its field lines stand here.
    if stored.response.block.isEmpty {
      record.notModifiedFields = stored.arrival.head.fields.map { "\($0.nameText): \($0.valueText)" }
    }
    return record
  }

  func capture(sequence: Int, metadata: RecordPlace, chain: Digest) -> Capture {
    Capture(
      sequence: sequence, address: identity.id, url: url.text, at: at, status: stored?.arrival.status,
      outcome: judgement.outcome, version: version, run: facts.run, reason: judgement.reason, via: facts.via,
      hops: facts.hops, record: stored?.place ?? metadata, metadata: metadata, payload: stored?.payload, body: body,
      etag: stored?.arrival.head["ETag"], lastModified: stored?.arrival.head["Last-Modified"], chain: chain)
  }
}
