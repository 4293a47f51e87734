/// A file that the document carries along: PDF, Word, a spreadsheet, an archive.
package struct DocumentAttachment: Hashable, Sendable, Decodable {
  /// Absolute.
  package var url: String
  /// The text of its link.
  package var title: String?
  /// The name that the page or the address gives it.
  package var filename: String?

  package init(url: String, title: String? = nil, filename: String? = nil) {
    self.url = url
    self.title = title
    self.filename = filename
  }
}

/// A link of the page, absolute, in page order.
package struct DocumentLink: Hashable, Sendable, Decodable {
  package var url: String
  /// What the reader clicks on.
  package var text: String
  /// The link's `rel` attribute, or what kind of link it is when it is no anchor (`frame`, `refresh`, `script`).
  package var rel: String?

  package init(url: String, text: String, rel: String? = nil) {
    self.url = url
    self.text = text
    self.rel = rel
  }
}
