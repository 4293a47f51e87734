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
  /// Where the pages of a file begin; empty for a document without pages.
  package let pages: [PageStart]

  package init(
    address: AddressID, version: VersionID, title: String, text: String, kind: String, organ: String? = nil,
    published: String? = nil, pages: [PageStart] = []
  ) {
    self.address = address
    self.version = version
    self.title = title
    self.text = text
    self.kind = kind
    self.organ = organ
    self.published = published
    self.pages = pages
  }
}

/// Where a page of a file begins in its text.
package struct PageStart: Sendable, Hashable {
  /// Counted from 1.
  package let page: Int
  /// In Unicode scalars.
  package let offset: Int

  package init(page: Int, offset: Int) {
    self.page = page
    self.offset = offset
  }

  /// As the catalogue keeps them: `1:0 2:1532`; nil for none.
  static func text(of pages: [PageStart]) -> String? {
    pages.isEmpty ? nil : pages.map { "\($0.page):\($0.offset)" }.joined(separator: " ")
  }

  static func list(_ text: String?) -> [PageStart] {
    (text ?? "").split(separator: " ").compactMap { word in
      let numbers = word.split(separator: ":").compactMap { Int($0) }
      return numbers.count == 2 ? PageStart(page: numbers[0], offset: numbers[1]) : nil
    }
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
  package let address: AddressID
  package let url: String
  package let version: VersionID
  package let title: String
  package let published: String?
  package let kind: String
  package let snippet: Snippet
  /// The page of a file on which the snippet's first hit stands; nil for a document without pages.
  package let page: Int?
  /// The better the greater.
  package let rank: Double
}
