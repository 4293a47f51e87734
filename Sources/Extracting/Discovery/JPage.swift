internal import Web

/// Hanweb's lists: what stands inline, then the next group of `dataproxy.jsp`; without one, the windows that the
/// page's script would ask for.
enum JPage {
  static func links(_ source: DiscoverySource) -> [DiscoveredLink] {
    let inline = source.page.scripts.compactMap { script -> Datastore? in
      DiscoverySource.isMarkup(script) ? Datastore(Array(script.utf8), at: source.base) : nil
    }
    let found = inline.flatMap { $0.records + [$0.next].compactMap { $0 } }
    return inline.contains { $0.next != nil } ? found : found + windows(source)
  }

  /// The requests of a page's `jpage({totalRecord: …, proxyUrl: …})`, by GET: the servers take both.
  private static func windows(_ source: DiscoverySource) -> [DiscoveredLink] {
    source.scripts.flatMap { script -> [DiscoveredLink] in
      script.marks.filter { $0.word == .jpage }.flatMap { mark -> [DiscoveredLink] in
        guard let options = script.arguments(after: mark)?.first, let total = options["totalRecord"]?.number,
          let proxy = options["proxyUrl"]?.string ?? defaultProxy(options)
        else { return [] }
        let size = min(100, max(1, options["perPage"]?.number ?? 15)) * max(1, options["groupSize"]?.number ?? 3)
        let parameters = options["proxyParam"] ?? script.parameterEnds.lazy.compactMap { script.value(after: $0) }.first
        guard let parameters, case .object(let members) = parameters else { return [] }
        return requests(total, size, members).compactMap { source.link("\(proxy)?\($0)", .api, adapter: "jpage") }
      }
    }
  }

  private static func defaultProxy(_ options: ScriptValue) -> String? {
    options["perPage"] == nil ? nil : "/module/web/jpage/dataproxy.jsp"
  }

  private static let mostRequests = 500

  private static func requests(_ total: Int, _ size: Int, _ members: [String: ScriptValue]) -> [String] {
    let names = order.filter { members[$0] != nil } + members.keys.filter { !order.contains($0) }.sorted()
    let fixed = names.compactMap { name in members[name]?.string.map { "\(name)=\(encoded($0))" } }.joined(
      separator: "&")
    return stride(from: 1, through: max(1, total), by: size).prefix(mostRequests).map { start in
      "startrecord=\(start)&endrecord=\(min(max(1, total), start + size - 1))&perpage=\(size / 3 == 0 ? size : size / 3)&\(fixed)"
    }
  }

  private static let order = [
    "col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype",
  ]

  private static func encoded(_ text: String) -> String {
    // A name that comes encoded stays as it is.
    if text.utf8.contains(0x25) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    return String(
      decoding: text.utf8.flatMap { byte -> [UInt8] in
        let isPlain =
          byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte)
        return isPlain ? [byte] : [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }, as: UTF8.self)
  }
}

extension DiscoveryAdapter {
  static let jpage = DiscoveryAdapter(
    name: "jpage",
    fits: { source in source.uses(.jpage) || source.page.scripts.contains { DiscoverySource.isMarkup($0) } },
    links: { JPage.links($0) })
}
