package import Web

/// An address that a page, a list's answer or a sitemap leads to.
package struct DiscoveredLink: Hashable, Sendable {
  /// What is to be done with it.
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A page.
    case link
    /// Another page of the same list.
    case pagination
    /// A file that hangs on the page.
    case attachment
    /// A frame of the page, of the same host.
    case frame
    /// Where the page sends its reader at once, by itself.
    case refresh
    case sitemap
    /// An answer for programs: read it with `links(inJSON:at:)` or `links(inXML:at:)`.
    case api
    case image
  }

  package let url: CrawlURL
  package let kind: Kind
  /// What the reader sees, or the title a list gives; empty without one.
  package let text: String
  /// The name of the adapter that found it, for `explain`.
  package let adapter: String

  package init(url: CrawlURL, kind: Kind, text: String = "", adapter: String) {
    self.url = url
    self.kind = kind
    self.text = text
    self.adapter = adapter
  }
}
