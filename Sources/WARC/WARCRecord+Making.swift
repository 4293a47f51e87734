package import Web

/// The records that this archive writes. One order of fields for all of them, WARC-Block-Digest on every one.
extension WARCRecord {
  /// The first record of a file: software, operator, robots policy (WARC/1.1 §6.2).
  package static func warcinfo(id: RecordID, date: Timestamp, filename: String, fields: WARCFields) -> WARCRecord {
    var head = RecordHead(.warcinfo, id, date)
    head.add(.filename, filename)
    return WARCRecord(head, WARCFields.mediaType, fields.serialized())
  }

  /// What the server sent (WARC/1.1 §6.3).
  ///
  /// - Parameter truncated: why the body is not whole; nil when it is.
  /// - Parameter identifiedPayloadType: what looking at the payload itself says, never the header's own claim.
  package static func response(
    id: RecordID, event: CaptureEvent, response: ArchivedResponse, truncated: TruncationReason? = nil,
    identifiedPayloadType: MediaType? = nil
  ) -> WARCRecord {
    var head = RecordHead(.response, id, event)
    head.add(.truncated, truncated?.description)
    head.add(.identifiedPayloadType, identifiedPayloadType?.essence)
    head.add(.payloadDigest, response.payloadDigest)
    return WARCRecord(head, "application/http; msgtype=response", response.block)
  }

  /// The same payload came again: the header as sent this time, the body left off (WARC/1.1 §6.7.2).
  package static func identicalPayloadRevisit(
    id: RecordID, event: CaptureEvent, response: ArchivedResponse, original: OriginalCapture
  ) -> WARCRecord {
    var head = RecordHead(.revisit, id, event)
    head.add(.identicalPayloadDigest, original)
    // "A WARC-Truncated header with reason 'length' shall be used for any identical-digest truncation."
    head.add(.truncated, response.body.isEmpty ? nil : TruncationReason.length.description)
    head.add(.payloadDigest, response.payloadDigest)
    return WARCRecord(head, "application/http; msgtype=response", response.head)
  }

  /// The server said 304 (WARC/1.1 §6.7.3). The block is empty, since replay tools would show the 304 itself; what
  /// its header said belongs into the metadata record.
  ///
  /// - Parameter payloadDigest: the digest in the original's WARC-Payload-Digest.
  package static func notModifiedRevisit(
    id: RecordID, event: CaptureEvent, original: OriginalCapture, payloadDigest: Digest?
  ) -> WARCRecord {
    var head = RecordHead(.revisit, id, event)
    head.add(.serverNotModified, original)
    head.add(.payloadDigest, payloadDigest)
    return WARCRecord(head, "application/http; msgtype=response", [])
  }

  /// What we asked (WARC/1.1 §6.5).
  package static func request(
    id: RecordID, event: CaptureEvent, concurrentTo: RecordID?, request: ArchivedRequest
  ) -> WARCRecord {
    var head = RecordHead(.request, id, event)
    head.add(.concurrentTo, concurrentTo)
    return WARCRecord(head, "application/http; msgtype=request", request.block)
  }

  /// What is known about a visit beside its bytes (WARC/1.1 §6.6). `application/warc-fields`, since indexers take
  /// metadata of any other type for a page.
  ///
  /// - Parameter concurrentTo: the response or revisit of the visit; nil when there was no answer.
  package static func metadata(
    id: RecordID, event: CaptureEvent, concurrentTo: RecordID?, fields: WARCFields
  ) -> WARCRecord {
    var head = RecordHead(.metadata, id, event)
    head.add(.concurrentTo, concurrentTo)
    return WARCRecord(head, WARCFields.mediaType, fields.serialized())
  }

  /// Something of our own that belongs to the archive: portal rules, a site template (WARC/1.1 §6.4).
  ///
  /// - Parameter targetURI: `urn:fangzhi:…`.
  package static func resource(
    id: RecordID, targetURI: String, date: Timestamp, contentType: String, block: [UInt8], warcinfoID: RecordID? = nil
  ) -> WARCRecord {
    var head = RecordHead(.resource, id, CaptureEvent(targetURI: targetURI, date: date, warcinfoID: warcinfoID))
    let digest = Digest(of: block)
    head.add(.payloadDigest, digest)
    return WARCRecord(head, contentType, block, digest: digest)
  }
}

/// The fields of a record in the making, up to those that the block decides.
private struct RecordHead {
  let kind: RecordKind
  let id: RecordID
  let date: Timestamp
  var fields: [HeaderList.Field] = []

  init(_ kind: RecordKind, _ id: RecordID, _ date: Timestamp) {
    self.kind = kind
    self.id = id
    self.date = date
    fields.reserveCapacity(16)
    add(.type, kind.description)
    add(.recordID, id)
    add(.date, date.iso8601)
  }

  init(_ kind: RecordKind, _ id: RecordID, _ event: CaptureEvent) {
    self.init(kind, id, event.date)
    add(.targetURI, event.targetURI)
    add(.warcinfoID, event.warcinfoID)
    add(.ipAddress, event.ipAddress)
    for name in event.protocols { add(.protocol, name) }
    add(.cipherSuite, event.cipherSuite)
    add(.importedRecordID, event.importedID)
  }

  mutating func add(_ name: FieldName, _ value: String?) {
    if let value { fields.append(.init(name: name.bytes, value: Array(value.utf8))) }
  }

  mutating func add(_ name: FieldName, _ id: RecordID?) {
    if let id { fields.append(.init(name: name.bytes, value: id.bracketed)) }
  }

  mutating func add(_ name: FieldName, _ digest: Digest?) {
    if let digest { fields.append(.init(name: name.bytes, value: digest.warcBytes)) }
  }

  mutating func add(_ profile: RevisitProfile, _ original: OriginalCapture) {
    add(.profile, profile.description)
    add(.refersTo, original.id)
    add(.refersToTargetURI, original.targetURI)
    add(.refersToDate, original.date.iso8601)
  }
}

extension WARCRecord {
  fileprivate init(_ head: RecordHead, _ contentType: String, _ block: [UInt8], digest: Digest? = nil) {
    var head = head
    head.add(.blockDigest, digest ?? Digest(of: block))
    // A type says what a block holds: an empty one holds nothing (WARC/1.1 §5.6).
    head.add(.contentType, block.isEmpty ? nil : contentType)
    head.add(.contentLength, String(block.count))
    self.init(made: head.kind, head.id, head.date, head.fields, block)
  }
}
