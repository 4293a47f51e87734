/// The name of a field that this archive writes (WARC/1.1 §5), its bytes made once for all records.
struct FieldName: Sendable {
  let bytes: [UInt8]

  private init(_ name: String) { bytes = Array(name.utf8) }

  static let filename = FieldName("WARC-Filename")
  static let truncated = FieldName("WARC-Truncated")
  static let identifiedPayloadType = FieldName("WARC-Identified-Payload-Type")
  static let payloadDigest = FieldName("WARC-Payload-Digest")
  static let concurrentTo = FieldName("WARC-Concurrent-To")
  static let type = FieldName("WARC-Type")
  static let recordID = FieldName("WARC-Record-ID")
  static let date = FieldName("WARC-Date")
  static let targetURI = FieldName("WARC-Target-URI")
  static let warcinfoID = FieldName("WARC-Warcinfo-ID")
  static let ipAddress = FieldName("WARC-IP-Address")
  static let `protocol` = FieldName("WARC-Protocol")
  static let cipherSuite = FieldName("WARC-Cipher-Suite")
  static let importedRecordID = FieldName("WARC-Imported-Record-ID")
  static let profile = FieldName("WARC-Profile")
  static let refersTo = FieldName("WARC-Refers-To")
  static let refersToTargetURI = FieldName("WARC-Refers-To-Target-URI")
  static let refersToDate = FieldName("WARC-Refers-To-Date")
  static let blockDigest = FieldName("WARC-Block-Digest")
  static let contentType = FieldName("Content-Type")
  static let contentLength = FieldName("Content-Length")
}
