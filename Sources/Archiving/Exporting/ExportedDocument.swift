package import Cataloguing
package import Extracting
internal import WARC
package import Web

/// One cleaned document with what the archive knows beside it: what `document.json` says of one response, composed with
/// aliases, the other pages of the article, and the files that hang on it.
package struct ExportedDocument: Sendable {
  package let address: Address
  package let version: Version
  /// Of the last visit; nil for an address whose visits are lost.
  package let outcome: Outcome?
  /// Other addresses of the portal with the same title and text, sorted.
  package let aliases: [String]
  /// With the bodies of all its pages.
  package let document: Document
  package let attachments: [ExportedAttachment]

  init(_ version: Version, at address: Address, aliases: [String], in holdings: Holdings) async throws {
    let article = try await holdings.article(of: version, at: address)
    self.version = version
    self.address = address
    self.aliases = aliases
    outcome = try address.lastVisit.flatMap { try holdings.catalogue.captures(.number($0)).first?.outcome }
    document = article.document
    attachments = try article.document.attachments.map { try ExportedAttachment($0, in: holdings) }
  }
}

/// A file that hangs on a document, with what the archive has of it.
package struct ExportedAttachment: Sendable, Hashable {
  package let url: String
  /// The text of its link, else the name that the page or the address gives it.
  package let name: String?
  /// What the archive has at that address now; nil when it has nothing.
  package let file: File?

  package struct File: Sendable, Hashable {
    package let sha256: Digest
    package let mime: String
    package let bytes: Int
  }

  init(_ attachment: DocumentAttachment, in holdings: Holdings) throws {
    url = attachment.url
    name = attachment.title ?? attachment.filename
    guard let id = CrawlURL(attachment.url)?.identity().id, let address = try holdings.catalogue.address(id),
      let version = try holdings.version(nil, of: address)
    else {
      file = nil
      return
    }
    let page = try holdings.page(of: version)
    file = File(sha256: version.body, mime: page.type.essence, bytes: page.raw.bytes.count)
  }
}
