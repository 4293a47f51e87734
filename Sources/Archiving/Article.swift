package import Cataloguing
package import Extracting
internal import Web

/// A document as a reader knows it: an article in several pages is one, under the address of its first.
package struct Article: Sendable {
  package let address: Address
  package let version: Version
  /// With the bodies of all its pages.
  package let document: Document
  /// The other pages that the archive has, in the reader's order.
  package let parts: [Part]
  /// Addresses of pages that it has no version of.
  package let missing: [String]

  package struct Part: Sendable {
    package let address: Address
    package let version: Version
  }
}

extension Holdings {
  /// The article behind a version: of the first page of several with all the others, as they were then; any other
  /// version as it stands.
  package func article(of version: Version, at address: Address) async throws -> Article {
    let document = try await document(of: version, at: address)
    let isFirst = try document.parts.isEmpty || firstPage(of: address).id == address.id
    guard isFirst else {
      return Article(address: address, version: version, document: document, parts: [], missing: [])
    }
    let found = try await parts(of: document, at: address, when: try lastMoment(of: version, at: address))
    return Article(
      address: address, version: version, document: document.joined(with: found.documents, missing: found.missing),
      parts: found.parts, missing: found.missing)
  }

  /// The first page of the article that an address is a page of; the address itself when it is none or the first.
  package func firstPage(of address: Address) throws -> Address {
    var page = address
    while let earlier = try catalogue.addresses(naming: page.id)
      .filter({ $0.shownVersion != nil && PartNumber(of: $0.url) < PartNumber(of: page.url) })
      .min(by: { PartNumber(of: $0.url) < PartNumber(of: $1.url) })
    {
      page = earlier
    }
    return page
  }

  private struct FoundParts {
    var parts: [Article.Part] = []
    var documents: [Document] = []
    var missing: [String] = []
  }

  /// No article is believed to have more pages.
  private static let mostParts = 200

  /// The pages behind the first: those that it names, and those that they name.
  private func parts(of document: Document, at first: Address, when moment: String?) async throws -> FoundParts {
    let own = PartNumber(of: first.url)
    var known: Set = [first.id]
    var waiting = document.parts
    var pages: [(number: PartNumber, part: Article.Part, document: Document)] = []
    var found = FoundParts()
    while !waiting.isEmpty, pages.count < Self.mostParts {
      let url = waiting.removeFirst()
      guard let address = CrawlURL(url), own < PartNumber(of: address), known.insert(address.identity().id).inserted
      else { continue }
      guard let page = try catalogue.address(address.identity().id), let version = try version(moment, of: page) else {
        found.missing.append(url)
        continue
      }
      let document = try await self.document(of: version, at: page)
      pages.append((PartNumber(of: address), Article.Part(address: page, version: version), document))
      waiting += document.parts
    }
    pages.sort { $0.number < $1.number }
    found.parts = pages.map(\.part)
    found.documents = pages.map(\.document)
    return found
  }

  /// Until when a version stood there, as a word for a version; nil for the one that stands there now.
  private func lastMoment(of version: Version, at address: Address) throws -> String? {
    if version.id == address.version { return nil }
    let captures = try catalogue.captures(.of(address.id))
    guard let last = captures.lastIndex(where: { $0.version == version.id }),
      let next = captures[(last + 1)...].first(where: { $0.version != nil && $0.version != version.id })
    else { return nil }
    return next.at.advanced(by: -1).fourteenDigits
  }
}
