package import Cataloguing
internal import Extracting
package import Web

extension Archive {
  /// Hands a version to search, and the other pages that it names to the catalogue: in the group of the visit, so that
  /// search and versions never disagree.
  func index(_ document: Document, as version: VersionID, of address: Address) throws {
    try catalogue.index(
      SearchEntry(document, version: version, address: address.id), isCurrent: address.shownVersion == version)
    hasWaitingTexts = true
    let parts = document.parts.compactMap { url in
      CrawlURL(url).map { ArticlePart(address: $0.identity().id, url: url) }
    }
    try catalogue.save(parts, of: version, at: address.id)
  }
}

extension Address {
  /// The version that a reader finds at the address; nil when it is gone or its document stands elsewhere now.
  package var shownVersion: VersionID? {
    standing.state == .gone || standing.state == .moved ? nil : version
  }
}

extension SearchEntry {
  /// A version as search takes it.
  init(_ document: Document, version: VersionID, address: AddressID) {
    let metadata = document.metadata
    let organs = [metadata.sourceOrgResolved ?? metadata.sourceOrg].compactMap { $0 } + metadata.issuers
    self.init(
      address: address, version: version, title: metadata.title ?? "", text: document.text,
      kind: metadata.kind.rawValue, organ: organs.isEmpty ? nil : organs.joined(separator: " "),
      published: metadata.published?.value, pages: document.pageStarts)
  }
}

extension Document {
  /// Where the pages of a PDF begin in the plain text; empty for anything else.
  var pageStarts: [PageStart] {
    guard blocks.first.flatMap({ Self.page(of: $0) }) != nil else { return [] }
    var starts: [PageStart] = []
    var offset = 0
    for block in blocks {
      if case .image = block.content { continue }
      if let page = Self.page(of: block), page != starts.last?.page {
        starts.append(PageStart(page: page, offset: offset))
      }
      // The line feed between blocks counts as well.
      offset += block.text.unicodeScalars.count + 1
    }
    return starts
  }

  /// `page 3`
  private static func page(of block: DocumentBlock) -> Int? {
    block.locator.hasPrefix("page ") ? Int(block.locator.dropFirst(5)) : nil
  }
}
