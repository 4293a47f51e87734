internal import Web

/// Addresses that stand in attributes: links, areas, frames, images, embedded files, `rel=next`.
enum MarkupLinks {
  static func links(_ source: DiscoverySource) -> [DiscoveredLink] {
    let links = source.page.links
    var found: [DiscoveredLink] = []
    found.reserveCapacity(links.count)
    for (index, url) in source.targets.enumerated() {
      guard let url, links[index].reference.utf8.first != 0x23,
        let kind = kind(links[index].kind, links[index].text, url, source)
      else { continue }
      found.append(DiscoveredLink(url: url, kind: kind, text: links[index].text, adapter: "markup"))
    }
    return found
  }

  /// Nil for what is no link of a reader's.
  private static func kind(
    _ kind: PageLink.Kind, _ text: String, _ url: CrawlURL, _ source: DiscoverySource
  ) -> DiscoveredLink.Kind? {
    switch kind {
    case .anchor, .area:
      let kind = FileNames.kind(url)
      return kind == .link && PagerWords.isPager(text) && isSibling(url, source.url) ? .pagination : kind
    case .frame: return frame(url, source)
    case .viewer: return FileNames.kind(url) == .attachment ? .attachment : nil
    case .image: return .image
    case .next, .previous: return .pagination
    case .canonical, .alternate, .refresh, .script, .base: return nil
    }
  }

  /// Frames of the same host only; counters, logins and share buttons are no content.
  private static func frame(_ url: CrawlURL, _ source: DiscoverySource) -> DiscoveredLink.Kind? {
    if FileNames.kind(url) == .attachment { return .attachment }
    guard url.authority == source.url.authority, url != source.url else { return nil }
    let path = url.path.lowercased()
    return idleFrames.contains { path.contains($0) } ? nil : .frame
  }

  private static let idleFrames = ["visitcount", "articlehits", "hitcount", "counter", "login", "share", "weather"]

  /// In the same folder: a figure beside a pager's list, not a figure that names a year.
  private static func isSibling(_ url: CrawlURL, _ other: CrawlURL) -> Bool {
    let folder = url.path.utf8.lastIndex(of: 0x2F).map { url.path[...$0] }
    let otherFolder = other.path.utf8.lastIndex(of: 0x2F).map { other.path[...$0] }
    return url.authority == other.authority && folder == otherFolder
  }
}

extension DiscoveryAdapter {
  static let markup = DiscoveryAdapter(name: "markup", fits: { _ in true }, links: { MarkupLinks.links($0) })
}
