package import Web

/// One state of a document at an address: what a version folder holds.
package struct Version: Sendable, Hashable {
  package let address: AddressID
  package let id: VersionID
  /// The visit that made it.
  package let sequence: Int
  /// SHA-256 of the body with the content coding undone.
  package let body: Digest
  /// SHA-256 of the cleaned content; equal for versions that differ in chrome only.
  package let content: Digest
  /// SHA-256 of the cleaned text without white space: the same document at another address has the same.
  package let text: Digest
  package let kind: String
  package let title: String?
  /// ISO 8601, as precise as it was printed.
  package let published: String?
  /// The codes of the warnings on its document.
  package let warnings: [String]
  /// Whether `pages/` holds a folder for it.
  package var hasFolder: Bool
  /// Which extractor made its document, `fangzhi-1.0.0`: digests are compared only within one.
  package let extractor: String
  /// The rules that its document was made by; nil for the built-in algorithm alone.
  package let cleaning: Digest?
  /// The fingerprint of the cleaned text: the same document at another address, a little edited, has one that is near.
  /// Nil for lists and other pages that are alike in many places, and in rows of an older release.
  package let simhash: Simhash?

  package init(
    address: AddressID, id: VersionID, sequence: Int, body: Digest, content: Digest, text: Digest, kind: String,
    title: String?, published: String?, warnings: [String], hasFolder: Bool, extractor: String, cleaning: Digest?,
    simhash: Simhash? = nil
  ) {
    self.address = address
    self.id = id
    self.sequence = sequence
    self.body = body
    self.content = content
    self.text = text
    self.kind = kind
    self.title = title
    self.published = published
    self.warnings = warnings
    self.hasFolder = hasFolder
    self.extractor = extractor
    self.cleaning = cleaning
    self.simhash = simhash
  }
}

extension Version {
  /// Whether it is a document with a text of its own: lists and empty pages are alike in many places.
  package var isDocument: Bool { Self.isDocument(kind: kind) }

  /// The same of a kind.
  package static func isDocument(kind: String) -> Bool { ["article", "report", "attachment"].contains(kind) }
}
