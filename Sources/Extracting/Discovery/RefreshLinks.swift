internal import Web

extension DiscoveryAdapter {
  /// Pages that send their reader on at once: meta refresh, and `location.href = '…'` of a page without text.
  static let refresh = DiscoveryAdapter(
    name: "refresh",
    fits: { source in
      let links = source.page.links
      return source.uses(.location) || links.indices.contains { links[$0].kind == .refresh }
    },
    links: { source in
      let metas = source.page.links.filter { $0.kind == .refresh }.map(\.reference)
      let scripts = source.isShell ? source.scripts.flatMap(\.destinations) : []
      return (metas + scripts).compactMap { source.link($0, .refresh, adapter: "refresh") }
        .filter { $0.url != source.url }
    })
}

extension DiscoverySource {
  /// Whether the page shows next to nothing: so little text that it can only be a signpost.
  fileprivate var isShell: Bool {
    var scalars: Int32 = 0
    for block in page.blocks where !block.evidence.traits.contains(.hidden) {
      scalars += block.evidence.plainScalars
      if scalars > 120 { return false }
    }
    return true
  }
}

extension ScriptWords {
  /// Where the script goes whatever happens: a branch for telephones is not followed.
  fileprivate var destinations: [String] {
    marks.filter { $0.word == .location && $0.isUnconditional }.compactMap { destination(after: $0) }
  }
}
