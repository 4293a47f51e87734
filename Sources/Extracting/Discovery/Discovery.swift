package import Web

/// Finds the addresses that portals show to readers, by whatever means they show them (crawling.md §5).
///
/// Nothing is run: adapters read what the page's own scripts would work with. Which adapter reads a page is decided by
/// the page's fingerprint, never by its host.
package enum Discovery {
  /// The addresses of a page, each once, in the order of their finding; `url` is the address that answered.
  package static func links(in page: Page, at url: CrawlURL) -> [DiscoveredLink] {
    links(of: DiscoverySource(page, PageAddresses(page, url: url), at: url))
  }

  /// The same for a page that was read from that address.
  package static func links(in extraction: Extraction, at url: CrawlURL) -> [DiscoveredLink] {
    links(of: DiscoverySource(extraction.page, extraction.addresses, at: url))
  }

  private static func links(of source: DiscoverySource) -> [DiscoveredLink] {
    var found = LinkCollection(count: source.page.links.count)
    for adapter in DiscoveryAdapter.all where adapter.fits(source) {
      for link in adapter.links(source) { found.add(link) }
    }
    return found.links
  }

  /// The addresses of a piece of HTML that came inside something else.
  static func links(inFragment html: [UInt8], at url: CrawlURL, adapter: String) -> [DiscoveredLink] {
    let page = Page(utf8: html)
    let source = DiscoverySource(page, PageAddresses(page, url: url), at: url)
    return MarkupLinks.links(source).map {
      DiscoveredLink(url: $0.url, kind: $0.kind, text: $0.text, adapter: adapter)
    }
  }
}

/// One way in which portals show addresses: a fingerprint and a small parser.
struct DiscoveryAdapter: Sendable {
  /// What `DiscoveredLink.adapter` says.
  let name: String
  let fits: @Sendable (DiscoverySource) -> Bool
  let links: @Sendable (DiscoverySource) -> [DiscoveredLink]

  /// Refreshes and lists first, so that an address found twice keeps the kind that says more.
  static let all: [DiscoveryAdapter] = [
    .refresh, .createPageHTML, .numberedPages, .jpage, .gkmlpt, .viewers, .markup, .scripts,
  ]
}

/// Links, each address once: the first kind stands, the first text that is not empty too.
struct LinkCollection {
  private(set) var links: [DiscoveredLink] = []
  private var places: [CrawlURL: Int] = [:]

  /// `count`: how many links there are about.
  init(count: Int = 0) { places.reserveCapacity(count) }

  mutating func add(_ link: DiscoveredLink) {
    let end = links.count
    // Looked up once: that costs a hash of the whole address.
    let place = { (place: inout Int) in place }(&places[link.url, default: end])
    if place == end {
      links.append(link)
      return
    }
    let known = links[place]
    guard known.text.isEmpty, !link.text.isEmpty else { return }
    links[place] = DiscoveredLink(url: known.url, kind: known.kind, text: link.text, adapter: known.adapter)
  }
}
