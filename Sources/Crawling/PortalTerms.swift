package import Archiving
internal import Extracting
package import Web

/// Under which terms captures of an address are imported: those of its portal's file, else the config's, as in a crawl.
package struct PortalTerms: Sendable {
  private let terms: RequestTerms
  private let shelf: RecordShelf

  package init(config: Config, portals: [Portal], shelf: RecordShelf) {
    terms = RequestTerms(config: config, portals: portals, wishes: NamedFetch.Wishes(), userAgent: "")
    self.shelf = shelf
  }

  package func terms(of url: CrawlURL) -> ImportTerms {
    var rules = terms.selectors(for: url)
    rules.template = shelf.template(of: url.authority)
    return ImportTerms(
      identity: terms.identity(of: url), rules: rules,
      materialise: terms.portal(of: url)?.materialise ?? terms.config.archive.materialise,
      goneConfirmations: terms.goneConfirmations(for: url))
  }
}
