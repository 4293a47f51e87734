package import Web

extension Discovery {
  /// The addresses in a JSON answer of a list; JSONP is read too. An answer that is none gives nothing.
  package static func links(inJSON bytes: [UInt8], at url: CrawlURL) -> [DiscoveredLink] {
    guard let answer = ScriptValue(JSONAnswer.withoutCallback(bytes)) else { return [] }
    var found = LinkCollection()
    for link in GkmlptAnswer.links(answer, at: url) ?? JSONAnswer.links(answer, at: url) { found.add(link) }
    return found.links
  }

  /// The addresses in an XML answer: jpage's `<datastore>`, RSS and Atom, sitemaps.
  package static func links(inXML bytes: [UInt8], at url: CrawlURL) -> [DiscoveredLink] {
    var found = LinkCollection()
    if let list = Datastore(bytes, at: url) {
      for link in list.records + [list.next].compactMap({ $0 }) { found.add(link) }
    } else if let sitemap = Sitemap(bytes, at: url) {
      for link in sitemap.links { found.add(link) }
    } else {
      for link in Feed.links(bytes, at: url) { found.add(link) }
    }
    return found.links
  }

  /// The addresses of a sitemap or sitemap index (sitemaps.org protocol), XML or text; gzip is undone by the caller.
  package static func links(inSitemap bytes: [UInt8], at url: CrawlURL) -> [DiscoveredLink] {
    Sitemap(bytes, at: url)?.links ?? []
  }
}

/// Lists as JSON of no known family: every member that is named like an address, and HTML inside of strings.
enum JSONAnswer {
  /// `callback({…});` without its wrapping.
  static func withoutCallback(_ bytes: [UInt8]) -> [UInt8] {
    let start = bytes.firstIndex { $0 == 0x7B || $0 == 0x5B } ?? bytes.endIndex
    return Array(bytes[start...])
  }

  static func links(_ answer: ScriptValue, at url: CrawlURL) -> [DiscoveredLink] {
    var links: [DiscoveredLink] = []
    var open = [answer]
    while let value = open.popLast(), links.count < 10_000 {
      switch value {
      case .array(let values): open.append(contentsOf: values.reversed())
      case .object(let members):
        links += own(members, at: url)
        open.append(contentsOf: members.sorted { $0.key > $1.key }.map(\.value))
      case .string(let text) where text.utf8.first == 0x3C || text.contains("<a "):
        links += Discovery.links(inFragment: Array(text.utf8), at: url, adapter: "json")
      default: break
      }
    }
    return links
  }

  private static func own(_ members: [String: ScriptValue], at url: CrawlURL) -> [DiscoveredLink] {
    let title = titles.lazy.compactMap { members[$0]?.string }.first ?? ""
    return addresses.compactMap { name in
      guard case .string(let reference)? = members[name], isAddress(reference), let target = url.resolve(reference)
      else { return nil }
      return DiscoveredLink(url: target, kind: FileNames.kind(target), text: title.percentUDecoded, adapter: "json")
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    text.hasPrefix("/") || text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("./")
      || FileNames.hasKnownExtension(text)
  }

  private static let addresses = [
    "url", "link", "href", "post_url", "jump_url", "docpuburl", "DOCPUBURL", "pubUrl", "articleUrl", "linkUrl",
    "visitUrl",
    "filePath", "fileUrl", "URL",
  ]
  private static let titles = [
    "title", "name", "doctitle", "DOCTITLE", "docTitle", "articleTitle", "fileName", "TITLE",
  ]
}
