package import Cataloguing
private import Foundation
package import WARC
package import Web

/// A response that stands in the WARC and waits for its judgement.
///
/// A class, since it is handed on a dozen times and would be copied field by field.
package final class StoredResponse: Sendable {
  package let arrival: Arrival
  package let identity: AddressIdentity
  package let facts: VisitFacts
  /// The date of the visit's records: the arrival's, moved on where the address was visited in the same second.
  package let at: Timestamp
  package let past: Judgement.Past
  /// What was known of the address when it was asked; nil in a response that a crash left behind.
  let before: AddressPast?
  package let response: WARCRecord
  /// Nil for an imported response whose request nobody kept.
  package let request: WARCRecord?
  /// Where the response or revisit record stands.
  package let place: RecordPlace
  /// The payload that the record stands for: its own, or for a 304 that of the stored response.
  package let payload: Digest?
  package let certificates: Digest?

  /// Response and request, where there is one.
  var records: [WARCRecord] { request.map { [response, $0] } ?? [response] }

  /// The id of the record, `<urn:uuid:…>`.
  package var recordID: String { response.id.description }

  init(
    _ arrival: Arrival, identity: AddressIdentity, facts: VisitFacts, at: Timestamp, past: Judgement.Past,
    before: AddressPast? = nil, response: WARCRecord, request: WARCRecord?, place: RecordPlace,
    certificates: Digest? = nil
  ) {
    self.arrival = arrival
    self.identity = identity
    self.facts = facts
    self.at = at
    self.past = past
    self.before = before
    self.response = response
    self.request = request
    self.place = place
    self.certificates = certificates
    payload = response.payloadSHA256
  }
}

extension Archive {
  /// What is known of an address: for a conditional request, and to store its answer beside.
  package func past(of id: AddressID) throws -> AddressPast { try catalogue.past(of: id) }

  /// Appends request and response, or the revisit that stands for it, before anybody parses it.
  ///
  /// - Parameter before: what was known of the address when it was asked; it is looked up where it is nil or old.
  /// - Throws: `ArchiveError` when the disk is full or fails: the group in flight is then lost, nothing else.
  package func store(
    _ arrival: Arrival, identity: AddressIdentity, facts: VisitFacts, before: AddressPast? = nil
  ) throws -> StoredResponse {
    try step { try append(arrival, identity, facts, before) }
  }

  private func append(
    _ arrival: Arrival, _ identity: AddressIdentity, _ facts: VisitFacts, _ found: AddressPast?
  ) throws -> StoredResponse {
    try begin()
    let before = try touched.stillTrue(found, of: identity.id) ?? catalogue.past(of: identity.id)
    // What was imported keeps the date that its own archive gave it.
    let at = facts.imported == nil ? arrival.at.after(before.lastVisit?.at) : arrival.at
    let past = try self.past(of: identity.id, at: at, before) { arrival.status == 304 || arrival.body == $0.body }
    let original = try original(for: arrival, lastGood: past.lastGood, before)
    let event = CaptureEvent(
      targetURI: arrival.url.text, date: at,
      ipAddress: arrival.remoteAddress.isEmpty ? nil : arrival.remoteAddress, protocols: arrival.protocols,
      cipherSuite: arrival.transport?.cipher, warcinfoID: warcinfo,
      importedID: facts.imported.flatMap { RecordID($0.record) })
    let certificates = try writeCertificates(of: arrival)
    let response = responseRecord(for: arrival, event: event, original: original)
    let request = arrival.request.map {
      WARCRecord.request(id: newRecordID(), event: event, concurrentTo: response.id, request: $0)
    }
    let place = try append([response, request].compactMap { $0 })[0]
    group.unjudged[place] = VisitContext(facts: facts, key: identity.key)
    unjudged += 1
    try remember(arrival, record: response, at: at, place: place)
    return StoredResponse(
      arrival, identity: identity, facts: facts, at: at, past: past.known, before: before, response: response,
      request: request, place: place, certificates: certificates)
  }

  /// What was known of an address then: its last good capture, its current version and, where something else than at
  /// the last good visit stands there, all versions.
  ///
  /// - Parameter before: what is known of it now.
  func past(
    of id: AddressID, at date: Timestamp, _ before: AddressPast, isSame: (PastVisit) -> Bool = { _ in false }
  ) throws -> (lastGood: PastVisit?, known: Judgement.Past) {
    guard let last = before.lastVisit else { return (nil, Judgement.Past()) }
    let isIt = last.outcome.isGood && last.at <= date
    guard let lastGood = try isIt ? last : catalogue.lastGoodCapture(of: id, until: date).map({ PastVisit($0) }) else {
      return (nil, Judgement.Past())
    }
    let standing = isSame(lastGood) ? try lastGood.version.flatMap { try version($0, of: id, before) } : nil
    let versions = try standing.map { [$0] } ?? catalogue.versions(of: id).filter { $0.id.captured <= date }
    let current = versions.first { $0.id == lastGood.version }
    return (lastGood, Judgement.Past(lastBody: lastGood.body, current: current, versions: versions))
  }

  private func version(_ version: VersionID, of id: AddressID, _ before: AddressPast) throws -> Version? {
    before.version?.id == version ? before.version : try catalogue.version(version, of: id)
  }

  func newRecordID() -> RecordID {
    RecordID.random(using: &random)
  }

  /// The response record that a revisit would refer to; nil when the payload is new.
  private func original(
    for arrival: Arrival, lastGood: PastVisit?, _ before: AddressPast
  ) throws -> OriginalPayload? {
    let isEmpty = arrival.response.body.isEmpty || arrival.truncated != nil
    guard let payload = arrival.status == 304 ? lastGood?.payload : isEmpty ? nil : arrival.payload else { return nil }
    return before.original?.payload == payload ? before.original : try catalogue.original(of: payload)
  }

  private func responseRecord(for arrival: Arrival, event: CaptureEvent, original: OriginalPayload?) -> WARCRecord {
    guard let original, let id = RecordID(original.recordID) else {
      return .response(
        id: newRecordID(), event: event, response: arrival.response, truncated: arrival.truncated)
    }
    let capture = OriginalCapture(id: id, targetURI: original.url, date: original.at)
    if arrival.status == 304 {
      return .notModifiedRevisit(id: newRecordID(), event: event, original: capture, payloadDigest: original.payload)
    }
    return .identicalPayloadRevisit(id: newRecordID(), event: event, response: arrival.response, original: capture)
  }

  private func remember(_ arrival: Arrival, record: WARCRecord, at: Timestamp, place: RecordPlace) throws {
    guard record.kind == .response, arrival.truncated == nil, !arrival.response.body.isEmpty else { return }
    try catalogue.add(
      OriginalPayload(
        payload: arrival.payload, body: arrival.body, record: place, recordID: record.id.description,
        url: arrival.url.text, at: at))
  }
}

extension Timestamp {
  /// Two visits of an address within one second would share dates and names: the later one is moved on.
  func after(_ last: Timestamp?) -> Timestamp { last.map { max(self, $0.advanced(by: 1)) } ?? self }
}
