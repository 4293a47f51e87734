internal import Web

/// Files and pages that another page shows: `viewer.html?file=/a/b.pdf`, `/link?url=https://…`.
enum ViewerLinks {
  static func links(_ source: DiscoverySource) -> [DiscoveredLink] {
    var found: [DiscoveredLink] = []
    for (index, url) in source.targets.enumerated() {
      guard let url, url.query != nil else { continue }
      let link = source.page.links[index]
      // The query of the page itself is none of a link like `#top`.
      guard link.reference.utf8.contains(0x3F), link.reference.utf8.contains(0x3D) else { continue }
      found += targets(of: url).map {
        DiscoveredLink(url: $0, kind: FileNames.kind($0), text: link.text, adapter: "viewer")
      }
    }
    return found
  }

  /// The addresses that a viewer's query names; a viewer resolves them against its own address.
  static func targets(of url: CrawlURL) -> [CrawlURL] {
    (url.query ?? "").split(separator: "&").compactMap { pair in
      let halves = pair.split(separator: "=", maxSplits: 1)
      guard halves.count == 2, names.contains(halves[0].lowercased()) else { return nil }
      let reference = decoded(halves[1])
      let isAddress = reference.hasPrefix("http://") || reference.hasPrefix("https://")
      guard isAddress || FileNames.isAttachment(String(reference.prefix { $0 != "?" })) else { return nil }
      return url.resolve(reference)
    }
  }

  private static let names: Set<String> = [
    "file", "url", "src", "path", "furl", "fileurl", "filepath", "pdf", "target", "link",
  ]

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension DiscoveryAdapter {
  static let viewers = DiscoveryAdapter(name: "viewer", fits: { _ in true }, links: { ViewerLinks.links($0) })
}
