internal import Web

/// The catalogue of Guangdong's platform: `window._CONFIG` names the columns, a list of articles comes from
/// `/gkmlpt/api/all/{column}?page=1&sid={SID}` (portals.md §2.1).
enum GkmlptTree {
  static func links(_ source: DiscoverySource) -> [DiscoveredLink] {
    source.scripts.flatMap { script -> [DiscoveredLink] in
      script.marks.filter { $0.word == .config }.flatMap { mark -> [DiscoveredLink] in
        guard let config = script.value(after: mark), config["SID"] != nil || config["TREE"] != nil else { return [] }
        return columns(config, source) + detail(config, source)
      }
    }
  }

  private static func columns(_ config: ScriptValue, _ source: DiscoverySource) -> [DiscoveredLink] {
    guard let sid = config["SID"]?.string, let tree = config["TREE"] else { return [] }
    let nodes = all(tree.array)
    if nodes.isEmpty { return [api(0, sid, "", source)].compactMap { $0 } }
    return nodes.compactMap { node in
      let name = (node["name"]?.string ?? "").percentUDecoded
      if let elsewhere = node["jump_url"]?.string, !elsewhere.isEmpty {
        return source.link(elsewhere, .link, text: name, adapter: "gkmlpt")
      }
      guard let id = node["id"]?.number, node["post_count"]?.number != 0 else { return nil }
      return api(id, sid, name, source)
    }
  }

  private static let mostNodes = 5_000

  /// All nodes, parents before their children, by an explicit stack.
  private static func all(_ roots: [ScriptValue]) -> [ScriptValue] {
    var nodes: [ScriptValue] = []
    var open = Array(roots.reversed())
    while let node = open.popLast(), nodes.count < mostNodes {
      nodes.append(node)
      open.append(contentsOf: (node["children"]?.array ?? []).reversed())
    }
    return nodes
  }

  /// Page 1 is the first: page 0 shows the same.
  private static func api(_ id: Int, _ sid: String, _ name: String, _ source: DiscoverySource) -> DiscoveredLink? {
    source.link("\(platform(source.url))/api/all/\(id)?page=1&sid=\(sid)", .api, text: name, adapter: "gkmlpt")
  }

  /// `/zqhjj/gkmlpt` of `/zqhjj/gkmlpt/index`: units of a portal have a catalogue of their own.
  private static func platform(_ url: CrawlURL) -> String {
    guard let place = Array(url.path.utf8).firstPlace(of: "/gkmlpt") else { return "/gkmlpt" }
    return String(decoding: url.path.utf8.prefix(place + 7), as: UTF8.self)
  }

  /// An article's page carries its body as a string.
  private static func detail(_ config: ScriptValue, _ source: DiscoverySource) -> [DiscoveredLink] {
    guard let detail = config["DETAIL"] else { return [] }
    let body = detail["content"]?.string.map {
      Discovery.links(inFragment: Array($0.utf8), at: source.base, adapter: "gkmlpt")
    }
    return (body ?? []) + GkmlptAnswer.attachments(of: detail, at: source.base)
  }
}

/// A page of a list of Guangdong's platform.
enum GkmlptAnswer {
  /// Nil when the value is no such answer. An answer without articles is the end.
  static func links(_ answer: ScriptValue, at url: CrawlURL) -> [DiscoveredLink]? {
    guard case .array(let articles)? = answer["articles"] else { return nil }
    let pages = articles.flatMap { article -> [DiscoveredLink] in
      let title = (article["title"]?.string ?? "").percentUDecoded
      // The two addresses of an article show the same.
      let address = ["url", "post_url"].lazy.compactMap { article[$0]?.string }.first { !$0.isEmpty }
      let page = address.flatMap { url.resolve($0) }.map {
        DiscoveredLink(url: $0, kind: .link, text: title, adapter: "gkmlpt")
      }
      return [page].compactMap { $0 } + attachments(of: article, at: url)
    }
    let total = answer["total"]?.number ?? answer["classify"]?["post_count"]?.number
    return pages + [next(after: url, count: articles.count, total: total)].compactMap { $0 }
  }

  static func attachments(of article: ScriptValue, at url: CrawlURL) -> [DiscoveredLink] {
    (article["attachment"]?.array ?? []).compactMap { file in
      guard let target = file["url"]?.string.flatMap({ url.resolve($0) }) else { return nil }
      let name = (file["name"]?.string ?? "").percentUDecoded
      return DiscoveredLink(url: target, kind: .attachment, text: name, adapter: "gkmlpt")
    }
  }

  /// A full page holds a hundred, as far as known: elsewhere one request too many finds the end, never one too few.
  private static let pageSize = 100

  private static func next(after url: CrawlURL, count: Int, total: Int?) -> DiscoveredLink? {
    var pairs = (url.query ?? "").split(separator: "&").map { String($0) }
    guard count > 0, let place = pairs.firstIndex(where: { $0.hasPrefix("page=") }) else { return nil }
    let page = max(1, Int(pairs[place].dropFirst(5)) ?? 1)
    let isLast = total.map { page * count >= $0 || (page - 1) * pageSize + count == $0 } ?? (count < pageSize)
    guard !isLast else { return nil }
    pairs[place] = "page=\(page + 1)"
    return url.resolve("?" + pairs.joined(separator: "&")).map {
      DiscoveredLink(url: $0, kind: .api, adapter: "gkmlpt")
    }
  }
}

extension String {
  /// `%u5E74%u62A5` is 年报.
  var percentUDecoded: String {
    guard contains("%u") else { return self }
    let escaped = Array(replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%u", with: "\\u").utf8)
    return ScriptValue([0x22] + escaped + [0x22])?.string ?? self
  }
}

extension DiscoveryAdapter {
  static let gkmlpt = DiscoveryAdapter(
    name: "gkmlpt", fits: { $0.uses(.config) }, links: { GkmlptTree.links($0) })
}
