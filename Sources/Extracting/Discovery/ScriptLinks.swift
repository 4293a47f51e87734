internal import Web

/// Addresses that stand as literals in scripts: `onclick="window.open('…')"`, `href="javascript:show('/a.html')"`,
/// `window.open("…")` in a function.
enum ScriptLinks {
  static func links(_ source: DiscoverySource) -> [DiscoveredLink] {
    let links = source.page.links
    let statements = links.indices.filter { links[$0].kind == .script && links[$0].origin != "location" }
      .map { (links[$0].reference, links[$0].text) }
    let anchors = links.indices.filter { links[$0].kind == .anchor && isScript(links[$0].reference) }
      .flatMap { index in arguments(links[index].reference).map { ($0, links[index].text) } }
    let windows = source.scripts.flatMap { opened($0) }.map { ($0, "") }
    return (statements + anchors + windows).compactMap { reference, text in
      guard let url = source.base.resolve(reference) else { return nil }
      return DiscoveredLink(url: url, kind: FileNames.kind(url), text: text, adapter: "script-literal")
    }
  }

  private static func isScript(_ reference: String) -> Bool {
    reference.utf8.count > 11
      && reference.utf8.starts(with: "javascript:".utf8) { $0 == $1 || ($0 | 0x20 == $1 && $1 != 0x3A) }
  }

  /// The arguments of `javascript:name('…', '…')` that are addresses on their own.
  private static func arguments(_ statement: String) -> [String] {
    let bytes = Array(statement.utf8)
    guard let open = bytes.firstIndex(of: 0x28) else { return [] }
    var parser = ScriptParser(bytes, at: open + 1)
    return parser.list(upTo: 0x29).compactMap { value in
      if case .string(let text) = value, isAddress(text) { text } else { nil }
    }
  }

  private static func opened(_ script: ScriptWords) -> [String] {
    script.marks.filter { $0.word == .open && script.bytes[..<($0.end - 4)].suffix(7).elementsEqual("window.".utf8) }
      .compactMap { mark in
        guard case .string(let text)? = script.arguments(after: mark)?.first, isAddress(text) else { return nil }
        return text
      }
  }

  /// A path, an address, or a file name with one of the usual extensions; words and ids are none.
  private static func isAddress(_ text: String) -> Bool {
    guard text.utf8.count < 2_000, !text.utf8.contains(0x20) else { return false }
    if ["/", "./", "../", "http://", "https://"].contains(where: { text.hasPrefix($0) }) { return text.utf8.count > 1 }
    return FileNames.hasKnownExtension(text)
  }
}

extension DiscoveryAdapter {
  static let scripts = DiscoveryAdapter(
    name: "script-literal", fits: { _ in true }, links: { ScriptLinks.links($0) })
}
