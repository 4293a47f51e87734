package import Web

/// The named fields of WARC/1.1 §5 by their meaning; nil when a field is absent or cannot be read.
extension WARCRecord {
  /// The first value under that name, ASCII case ignored.
  package subscript(_ name: String) -> String? { fields.first(named: name)?.valueText }

  /// All values under that name, in order.
  package func values(of name: String) -> [String] { fields.filter { $0.isNamed(name) }.map(\.valueText) }

  /// Without the angle brackets that wget 1.19 puts around it.
  package var targetURI: String? { self["WARC-Target-URI"].map(bare) }
  package var contentType: String? { self["Content-Type"] }
  package var contentLength: Int? { self["Content-Length"].flatMap { Int($0) } }
  package var blockDigest: LabelledDigest? { self["WARC-Block-Digest"].flatMap { LabelledDigest($0) } }
  package var payloadDigest: LabelledDigest? { self["WARC-Payload-Digest"].flatMap { LabelledDigest($0) } }
  /// The SHA-256 in ``blockDigest`` and in ``payloadDigest``; nil for another algorithm.
  package var blockSHA256: Digest? { sha256(in: "WARC-Block-Digest") }
  package var payloadSHA256: Digest? { sha256(in: "WARC-Payload-Digest") }
  /// May be repeated (WARC/1.1 §5.7).
  package var concurrentTo: [RecordID] { values(of: "WARC-Concurrent-To").compactMap { RecordID($0) } }
  package var refersTo: RecordID? { self["WARC-Refers-To"].flatMap { RecordID($0) } }
  package var refersToTargetURI: String? { self["WARC-Refers-To-Target-URI"].map(bare) }
  package var refersToDate: Timestamp? { self["WARC-Refers-To-Date"].flatMap { Timestamp(warcDate: $0) } }
  package var warcinfoID: RecordID? { self["WARC-Warcinfo-ID"].flatMap { RecordID($0) } }
  package var ipAddress: String? { self["WARC-IP-Address"] }
  package var truncated: TruncationReason? { self["WARC-Truncated"].map { TruncationReason($0) } }
  package var profile: RevisitProfile? { self["WARC-Profile"].map { RevisitProfile(bare($0)) } }
  package var identifiedPayloadType: MediaType? { self["WARC-Identified-Payload-Type"].map { MediaType($0) } }
  /// The other archive's record that it was taken from (extension of this archive's).
  package var importedID: RecordID? { self["WARC-Imported-Record-ID"].flatMap { RecordID($0) } }
  package var filename: String? { self["WARC-Filename"] }
  /// From the highest layer down: `h2`, `tls/1.3` (extension WARC-Protocol, adopted by the IIPC).
  package var protocols: [String] { values(of: "WARC-Protocol") }
  /// `TLS_AES_128_GCM_SHA256` (extension WARC-Cipher-Suite).
  package var cipherSuite: String? { self["WARC-Cipher-Suite"] }

  /// The SHA-256 in the field of that name; as this archive writes it, it is read without a text in between.
  func sha256(in name: String) -> Digest? {
    fields.first(named: name).flatMap { Digest(warcBytes: $0.value) ?? LabelledDigest($0.valueText)?.sha256 }
  }

  /// Whether the block is what WARC-Block-Digest says; nil without one or for an algorithm that we do not compute.
  package var blockMatchesDigest: Bool? { blockDigest?.matches(block[...]) }

  /// Whether the payload in the block is what WARC-Payload-Digest says; nil without one, for an algorithm that we do
  /// not compute, for a revisit (its payload stands elsewhere), and for a segmented record.
  package var payloadMatchesDigest: Bool? {
    if kind == .revisit || kind == .continuation || self["WARC-Segment-Number"] != nil { return nil }
    return payloadDigest?.matches(payload)
  }

  /// The body of an HTTP message, otherwise the whole block (WARC/1.1 §6.3.2, §6.4.1).
  package var payload: ArraySlice<UInt8> { httpMessage?.body ?? block[...] }

  /// The block as an HTTP message; nil when it is none.
  package var httpMessage: HTTPMessage? {
    guard [.response, .request, .revisit].contains(kind), !block.isEmpty, targetURI.map(isHTTP) ?? false else {
      return nil
    }
    return HTTPMessage(parsing: block)
  }
}

private func bare(_ uri: String) -> String {
  uri.hasPrefix("<") && uri.hasSuffix(">") ? String(uri.dropFirst().dropLast()) : uri
}

/// Whether the address is one of http or https.
func isHTTP(_ uri: String) -> Bool {
  ["http://", "https://"].contains { uri.utf8.starts(with: $0.utf8) { $0 == $1 || ($0 | 0x20 == $1 && $1 >= 0x61) } }
}
