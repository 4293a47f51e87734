package import Cataloguing
private import Foundation
internal import WARC
internal import Web

extension Archive {
  /// Opens the group and the file that members go to.
  func begin() throws {
    try openGroup()
    // A visit's records stay together: no new file while a response waits for its judgement.
    if unjudged == 0, let end = segment?.end, end >= settings.maxFileBytes || isOfEarlierDay(segment?.begun) {
      try seal()
      return try begin()
    }
    if segment == nil { try openSegment() }
  }

  private func openGroup() throws {
    guard group.startedAt == nil else { return }
    try settings.floor.check(layout.root)
    try catalogue.beginGroup()
    group.startedAt = .now
  }

  /// Whether a file's moment is before today (UTC).
  func isOfEarlierDay(_ begun: Timestamp?) -> Bool {
    guard let begun else { return false }
    return begun.fourteenDigits.prefix(8) < now().fourteenDigits.prefix(8)
  }

  /// Does something to the catalogue as part of the group: it lasts from the next commit on.
  package func withinGroup<Value: Sendable>(_ body: @Sendable (Catalogue) throws -> Value) throws -> Value {
    try step {
      try openGroup()
      return try body(catalogue)
    }
  }

  /// Appends one record as a gzip member of its own.
  func append(_ record: WARCRecord) throws -> RecordPlace { try append([record])[0] }

  /// Appends records that belong together, each as a gzip member of its own, in one write.
  func append(_ records: [WARCRecord]) throws -> [RecordPlace] {
    var members = Members()
    for record in records {
      CrashPoint.reach("before-\(record.kind)")
      // What came compressed gains nothing from a second compression.
      let effort = Deflater.Effort.suiting(record, level: settings.compressionLevel)
      record.appendMember(using: &deflater, effort: effort, to: &members.bytes)
      members.ends.append(members.bytes.count)
    }
    guard let spans = try segment?.append(members, of: records) else {
      preconditionFailure("append outside of a group")
    }
    for record in records { CrashPoint.reach("after-\(record.kind)") }
    let name = segment?.name ?? ""
    return spans.map { RecordPlace(file: name, offset: $0.offset, length: $0.length) }
  }

  /// Goes on with the file that is open, or begins a new one with its warcinfo record.
  private func openSegment() throws {
    try catalogue.beginGroup()
    if let open = try catalogue.files().last(where: { !$0.isSealed }) {
      segment = try OpenSegment.continue(open.name, committedEnd: open.committedEnd, layout: layout)
      warcinfo = try SegmentReader.warcinfo(of: shelf.file(open.name))
      return
    }
    let serial = try catalogue.files().count % 100_000
    guard let name = WARCFileName(date: now(), run: run.id, serial: serial)?.description else {
      preconditionFailure("a run id is hexadecimal")
    }
    segment = try OpenSegment.create(name, layout: layout)
    try catalogue.save(ArchivedFile(name: name, committedEnd: 0, isSealed: false))
    certificatesWritten = []
    let first = firstRecord(of: name)
    warcinfo = first.id
    _ = try append(first)
  }

  private func firstRecord(of name: String) -> WARCRecord {
    var fields = WARCFields()
    fields.add("software", Release.software)
    fields.add("format", "WARC File Format 1.1")
    fields.add("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")
    fields.add("robots", "RFC 9309; exceptions are named in each visit's metadata record")
    fields.add("isPartOf", "fangzhi archive")
    fields.add("chainHead", chain.head.hex)
    fields.add("chainLength", String(chain.sequence))
    return .warcinfo(id: newRecordID(), date: now(), filename: name, fields: fields)
  }

  /// Writes a certificate chain once a file; captures name it by its digest.
  func writeCertificates(of arrival: Arrival) throws -> Digest? {
    guard let chain = arrival.transport?.certificates, !chain.isEmpty else { return nil }
    let pem = chain.map(\.pem).joined()
    let digest = Digest(of: Array(pem.utf8))
    if certificatesWritten.insert(digest).inserted {
      _ = try append(
        .resource(
          id: newRecordID(), targetURI: "urn:fangzhi:certificates:\(digest.hex)", date: arrival.at,
          contentType: "application/pem-certificate-chain", block: Array(pem.utf8), warcinfoID: warcinfo))
    }
    return digest
  }
}

extension [UInt8] {
  /// A certificate in DER as RFC 7468 writes it.
  fileprivate var pem: String {
    let text = Data(self).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
  }
}
