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
  package let hasFolder: Bool

  package init(
    address: AddressID, id: VersionID, sequence: Int, body: Digest, content: Digest, text: Digest, kind: String,
    title: String?, published: String?, warnings: [String], hasFolder: Bool
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
  }
}
