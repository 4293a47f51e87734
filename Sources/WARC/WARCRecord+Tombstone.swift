package import Web

extension RecordKind {
  /// What stands where a record was taken down: no type of the standard, so that others leave it out (WARC/1.1 §5.5).
  package static let tombstone = RecordKind.unknown("tombstone")
}

extension WARCRecord {
  /// The same record without its block: id, date, address and both digests stay, so that revisits and the chain still
  /// name it, and what it held can be recognised by whoever has it.
  ///
  /// - Parameter fields: why, when and by what it was taken down.
  package static func tombstone(for record: WARCRecord, fields: WARCFields) -> WARCRecord {
    let kept = ["WARC-Record-ID", "WARC-Date", "WARC-Target-URI", "WARC-Warcinfo-ID", "WARC-Imported-Record-ID"]
    let block = fields.serialized()
    var lines: [HeaderList.Field] = [.init("WARC-Type", RecordKind.tombstone.description)]
    lines += record.fields.filter { field in kept.contains { field.isNamed($0) } }
    lines.append(.init("WARC-Redacted-Type", record.kind.description))
    for name in ["Block-Digest", "Payload-Digest"] {
      if let digest = record["WARC-" + name] { lines.append(.init("WARC-Redacted-" + name, digest)) }
    }
    lines += [
      .init("WARC-Block-Digest", Digest(of: block).warcValue), .init("Content-Type", WARCFields.mediaType),
      .init("Content-Length", String(block.count)),
    ]
    return WARCRecord(made: .tombstone, record.id, record.date, lines, block)
  }

  /// SHA-256 of the block, of what was taken down where this is a tombstone: what the chain counts.
  package var countedBlock: Digest? {
    kind == .tombstone ? sha256(in: "WARC-Redacted-Block-Digest") : blockSHA256
  }

  /// SHA-256 of the payload, of what was taken down where this is a tombstone.
  package var countedPayload: Digest? {
    kind == .tombstone ? sha256(in: "WARC-Redacted-Payload-Digest") : payloadSHA256
  }
}
