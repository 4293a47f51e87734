package import Web

/// A sitemap or an index of sitemaps, as sitemaps.org defines them, in XML or one address a line.
package struct Sitemap: Sendable {
  package struct Entry: Hashable, Sendable {
    package let url: CrawlURL
    /// `<lastmod>` as written: a W3C date; nil without one.
    package let lastModified: String?
  }

  /// Whether the entries are sitemaps themselves.
  package let isIndex: Bool
  package let entries: [Entry]

  /// The protocol allows 50,000; some publishers do not count.
  private static let mostEntries = 200_000

  /// Nil when the bytes are no sitemap; references that are no addresses are left out.
  package init?(_ bytes: [UInt8], at url: CrawlURL) {
    if bytes.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) == 0x3C {
      guard bytes.contains("<urlset") || bytes.contains("<sitemapindex") || bytes.contains(":urlset") else {
        return nil
      }
      isIndex = bytes.contains("<sitemapindex")
      entries = Sitemap.elements(bytes, at: url)
    } else {
      isIndex = false
      entries = Sitemap.lines(bytes)
      if entries.isEmpty { return nil }
    }
  }

  var links: [DiscoveredLink] {
    entries.map { DiscoveredLink(url: $0.url, kind: isIndex ? .sitemap : FileNames.kind($0.url), adapter: "sitemap") }
  }

  private static func lines(_ bytes: [UInt8]) -> [Entry] {
    bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(mostEntries).compactMap { line in
      let text = String(decoding: line, as: UTF8.self).trimmingBlanks(and: "\u{FEFF}")
      return text.hasPrefix("http") ? CrawlURL(text).map { Entry(url: $0, lastModified: nil) } : nil
    }
  }

  /// Every `<loc>`, with the `<lastmod>` before the next one.
  private static func elements(_ bytes: [UInt8], at url: CrawlURL) -> [Entry] {
    var entries: [Entry] = []
    var place = bytes.firstPlace(of: "<loc>")
    while let start = place, entries.count < mostEntries {
      let next = bytes.firstPlace(of: "<loc>", from: start + 5)
      let end = bytes.firstPlace(of: "</loc>", from: start + 5) ?? bytes.count
      if end < next ?? bytes.count, let target = url.resolve(text(bytes[(start + 5)..<end])) {
        entries.append(Entry(url: target, lastModified: date(bytes, end, next ?? bytes.count)))
      }
      place = next
    }
    return entries
  }

  private static func date(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String? {
    let opening = Array("<lastmod>".utf8)
    // It stands right behind: looking further would read the file once for every entry.
    let window = Array(bytes[start..<min(end, start + 300)])
    guard let place = window.firstPlace(of: "<lastmod>") else { return nil }
    return text(window[(place + opening.count)...].prefix { $0 != 0x3C })
  }

  /// The text of an element: a CDATA section opened, the five entities of XML undone.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var text = String(decoding: bytes, as: UTF8.self).trimmingBlanks()
    if text.hasPrefix("<![CDATA["), text.hasSuffix("]]>") {
      return String(text.dropFirst(9).dropLast(3)).trimmingBlanks()
    }
    guard text.utf8.contains(0x26) else { return text }
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
      text = text.replacing(entity, with: letter)
    }
    return text
  }
}

/// RSS and Atom: `<link>…</link>` and `<link href="…"/>`.
enum Feed {
  static func links(_ bytes: [UInt8], at url: CrawlURL) -> [DiscoveredLink] {
    guard bytes.contains("<rss") || bytes.contains("<feed") || bytes.contains("<rdf:RDF") else { return [] }
    var links: [DiscoveredLink] = []
    var place = bytes.firstPlace(of: "<link")
    while let start = place, links.count < 10_000 {
      let end = bytes.firstPlace(of: ">", from: start) ?? bytes.count
      if let target = reference(bytes, start, end).flatMap({ url.resolve($0) }) {
        links.append(DiscoveredLink(url: target, kind: FileNames.kind(target), adapter: "feed"))
      }
      place = bytes.firstPlace(of: "<link", from: end)
    }
    return links
  }

  private static func reference(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String? {
    let tag = Array(bytes[start..<end])
    if let href = tag.firstPlace(of: "href=\"") {
      return Sitemap.text(tag[(href + 6)...].prefix { $0 != 0x22 })
    }
    guard end + 1 < bytes.count, let close = bytes.firstPlace(of: "</link", from: end) else { return nil }
    let text = Sitemap.text(bytes[(end + 1)..<close])
    return text.isEmpty ? nil : text
  }
}
