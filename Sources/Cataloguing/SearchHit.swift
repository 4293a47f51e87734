package import Searching
package import Web

/// What full-text search needs of one version of a document.
package struct SearchEntry: Sendable, Hashable {
  package let address: AddressID
  package let version: VersionID
  package let title: String
  /// The plain text of the body.
  package let text: String
  package let kind: String
  /// 来源 as printed, or the site's name where it says 本网.
  package let organ: String?
  /// ISO 8601, as precise as it was printed.
  package let published: String?

  package init(
    address: AddressID, version: VersionID, title: String, text: String, kind: String, organ: String? = nil,
    published: String? = nil
  ) {
    self.address = address
    self.version = version
    self.title = title
    self.text = text
    self.kind = kind
    self.organ = organ
    self.published = published
  }
}

/// What a search is narrowed to; nil narrows nothing.
package struct SearchFilter: Sendable, Hashable {
  package var host: String?
  /// First and last day, `2025-10-27`, `2025-10` or `2025`: of publication, of the capture where none is printed.
  package var from: String?
  package var to: String?
  package var kind: String?
  /// Part of the issuing organ's name.
  package var organ: String?
  /// Also versions that are no longer current.
  package var allVersions = false

  package init() {}
}

/// One document found.
package struct SearchHit: Sendable, Hashable {
  package let url: String
  package let version: VersionID
  package let title: String
  package let published: String?
  package let kind: String
  package let snippet: Snippet
  /// The better the greater.
  package let rank: Double
}
