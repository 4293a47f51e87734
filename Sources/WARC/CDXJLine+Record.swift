private import Web

extension CDXJLine {
  /// The line of a record; nil for a record that indexes leave out: all but response, revisit, resource and metadata,
  /// and the latter two when they are `application/warc-fields`.
  package init?(_ record: WARCRecord, at location: RecordLocation, filename: String) {
    switch record.kind {
    case .response, .revisit: break
    case .resource, .metadata: if record.contentType == WARCFields.mediaType { return nil }
    default: return nil
    }
    guard let url = record.targetURI else { return nil }
    let head = record.httpHead
    self.init(
      key: indexKey(of: url), date: record.date, url: url,
      mime: record.kind == .revisit ? "warc/revisit" : essence(head?["Content-Type"] ?? record.contentTypeOfBlock),
      status: head.map { statusWord($0.startLine) },
      digest: record["WARC-Payload-Digest"] ?? record.computedDigest,
      location: location, filename: filename)
  }
}

extension WARCRecord {
  /// Unlike `httpMessage` takes any first line for a start line, as the indexer does.
  fileprivate var httpHead: HeaderList? {
    guard kind == .response || kind == .revisit, !block.isEmpty, targetURI.map(isHTTP) ?? false else { return nil }
    return HeaderList(parsing: block[..<(headEnd(of: block[...]) ?? block.count)])
  }

  /// Foreign writers may leave the digest out; the indexer computes it then, for a revisit it cannot.
  fileprivate var computedDigest: String? {
    kind == .revisit ? nil : LabelledDigest.sha1(of: payload)?.description
  }

  /// For a resource the record's own type is that of the payload.
  fileprivate var contentTypeOfBlock: String? { kind == .response ? nil : contentType }
}

private func essence(_ contentType: String?) -> String? {
  contentType.map { String($0.prefix { $0 != ";" && !$0.isWhitespace }) }
}

private func statusWord(_ startLine: String) -> String {
  let words = startLine.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
  guard words.count > 1 else { return "" }
  return String(words[1].drop { $0.isWhitespace }.prefix { $0 != " " })
}
