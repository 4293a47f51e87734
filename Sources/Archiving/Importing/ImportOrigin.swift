package import WARC
package import Web

/// Whose capture an imported one was, as its metadata record tells it.
package struct ImportOrigin: Sendable, Hashable {
  /// SHA-256 of the file that it came out of. The `resource` record `urn:fangzhi:import:<sha256>` says what that file
  /// was called and who made it.
  package let file: Digest
  /// The id of its record there, without angle brackets.
  package let record: String
  /// What that record was: `response`, `revisit` or `resource`.
  package let type: String

  package init(file: Digest, record: String, type: String) {
    self.file = file
    self.record = record
    self.type = type
  }

  /// Reads a metadata record; nil for a visit of our own.
  package init?(_ fields: WARCFields) {
    guard let file = fields["importedFrom"].flatMap({ LabelledDigest($0)?.sha256 }),
      let record = fields["importedRecord"], let type = fields["importedType"]
    else { return nil }
    self.init(file: file, record: record, type: type)
  }
}
