internal import Cataloguing
internal import Extracting
internal import Web

/// The cleaned documents of an archive, one after another: of a million no more than one is in memory.
package struct DocumentExport: Sendable {
  package let holdings: Holdings
  package let selection: ExportSelection

  package init(of holdings: Holdings, selection: ExportSelection) {
    self.holdings = holdings
    self.selection = selection
  }

  /// Hands over each document that is selected, in the order in which their addresses were found.
  ///
  /// - Throws: what the closure throws; `ArchiveError` and others when a document cannot be read.
  package func forEach(_ body: (ExportedDocument) throws -> Void) async throws {
    var twins = Twins(holdings: holdings, export: self)
    var last: AddressID?
    while true {
      let addresses = try holdings.catalogue.addresses(after: last, count: 200)
      guard let end = addresses.last else { return }
      for address in addresses {
        for version in try selectedVersions(of: address) {
          guard let aliases = try twins.aliases(of: version, at: address) else { continue }
          try body(try await ExportedDocument(version, at: address, aliases: aliases, in: holdings))
        }
      }
      last = end.id
    }
  }

  /// The versions of an address that stand for a document of their own, oldest first.
  private func selectedVersions(of address: Address) throws -> [Version] {
    guard selection.covers(host: address.host) else { return [] }
    let versions = try holdings.catalogue.versions(of: address.id).filter { takes($0, of: address) }
    // A later page of an article stands in the document of the first one.
    return try versions.isEmpty || holdings.firstPage(of: address).id != address.id ? [] : versions
  }

  /// Whether a version is selected, whatever stands elsewhere.
  func takes(_ version: Version, of address: Address) -> Bool {
    let isShown = version.id == address.version && address.standing.state != .gone
    return (selection.allVersions || isShown) && (selection.kinds ?? Self.documents).contains(version.kind)
      && selection.covers(host: address.host) && selection.covers(day: version.day)
  }

  private static let documents: Set = [DocumentKind.article.rawValue, DocumentKind.report.rawValue]
}
