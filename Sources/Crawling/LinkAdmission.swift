internal import Cataloguing
internal import Extracting
internal import Scheduling
private import Synchronization
internal import Web

/// Decides which of the addresses that a page leads to enter the frontier, and by which rule the others do not.
struct LinkAdmission: Sendable {
  let terms: RequestTerms
  /// By portal id.
  private let scopes: [String: Scope]
  private let seen = SeenLinks()

  /// Thrown when a portal's scope has a rule that cannot be.
  init(terms: RequestTerms) throws(SettingsError) {
    self.terms = terms
    var scopes: [String: Scope] = [:]
    for portal in terms.portals { scopes[portal.id] = try portal.makeScope() }
    self.scopes = scopes
  }

  /// Whether an address belongs to one of the portals, and which rule says so.
  func verdict(for url: CrawlURL, depth: Int, from portal: Portal?) -> ScopeVerdict? {
    let own = portal.flatMap { scopes[$0.id]?.verdict(for: url, depth: depth) }
    if own?.isAccepted == true { return own }
    guard let other = terms.portal(of: url), other.id != portal?.id else { return own }
    return scopes[other.id]?.verdict(for: url, depth: depth)
  }

  /// The links of a visited page as the frontier takes them in; what was looked at before is left out.
  func admit(_ reading: VisitReading, from row: QueuedURL, at url: CrawlURL) -> [FoundURL] {
    let portal = terms.portal(of: url)
    let images = portal?.requisites == .body ? reading.document?.imageURLs ?? [] : []
    let filter = portal?.filter(onListOf: url)
    var found: [FoundURL] = []
    for link in reading.links {
      let isUnwanted = link.kind == .image && !images.contains(link.url.text)
      guard seen.insert(link.url, isUnwanted ? 1 : 0) else { continue }
      var admitted = admit(link, from: row, portal)
      if admitted.exclusion == nil {
        if isUnwanted { admitted.exclusion = "requisites: no image of the body" }
        if let filter, link.kind == .link, !link.text.contains(filter.text) { admitted.exclusion = filter.rule }
      }
      found.append(admitted)
    }
    return found
  }

  private func admit(_ link: DiscoveredLink, from row: QueuedURL, _ portal: Portal?) -> FoundURL {
    let parameters = SessionParameters(adding: portal?.sessionParameters ?? [])
    let url = parameters.stripped(link.url)
    let hop = FrontierLink.Hop(link.kind)
    // Going on in a list, or to the rest of a page, leads no deeper.
    let depth = [.pagination, .frame, .refresh].contains(hop) ? row.depth : row.depth + 1
    let verdict = verdict(for: url, depth: depth, from: portal)
    let isRejected = verdict?.isAccepted != true
    // Found again on a shorter way it may be accepted.
    if isRejected, depth > 3 { seen.remove(link.url) }
    let priority = FrontierPriority(
      FrontierLink(url: url, hop: hop, text: link.text, depth: depth), parent: FrontierPriority(key: row.priority))
    return FoundURL(
      address: terms.identity(of: url).id, url: url.text, host: url.authority, priority: priority.key, depth: depth,
      hop: hop.rawValue, exclusion: isRejected ? verdict?.rule ?? "default: no rule accepts \(url.authority)" : nil)
  }

  /// An address that nobody linked: an entry of a portal, a sitemap that robots.txt names.
  func seed(_ url: CrawlURL, hop: FrontierLink.Hop) -> FoundURL {
    let verdict = verdict(for: url, depth: 0, from: terms.portal(of: url))
    let priority: FrontierPriority = hop == .sitemap ? .sitemap : .entry
    return FoundURL(
      address: terms.identity(of: url).id, url: url.text, host: url.authority, priority: priority.key, depth: 0,
      hop: hop.rawValue,
      exclusion: verdict?.isAccepted == true ? nil : verdict?.rule ?? "default: no rule accepts \(url.authority)")
  }

  /// Where a redirect leads, as the frontier takes it in.
  func admit(redirectTo target: CrawlURL, from row: QueuedURL, at url: CrawlURL) -> FoundURL {
    let portal = terms.portal(of: url)
    let limit = terms.config.fetching.maxRedirects
    let verdict = verdict(for: target, depth: row.depth, from: portal)
    let link = FrontierLink(url: target, hop: .redirect, depth: row.depth)
    var found = FoundURL(
      address: terms.identity(of: target).id, url: target.text, host: target.authority,
      priority: FrontierPriority(link, parent: FrontierPriority(key: row.priority)).key, depth: row.depth,
      hop: FrontierLink.Hop.redirect.rawValue)
    found.hops = row.hops + 1
    if row.hops >= limit { found.exclusion = "more than \(limit) redirects" }
    if verdict?.isAccepted != true { found.exclusion = verdict?.rule ?? "default: no rule accepts \(target.authority)" }
    return found
  }
}

/// Addresses that were looked at in this run, by 64 bits each: most links of a page stand on every page of its site.
private final class SeenLinks: Sendable {
  private let hashes = Mutex<Set<Int>>([])
  /// About 4 MB; when it is full it begins anew, which costs a look at the catalogue for each link and nothing else.
  private static let capacity = 200_000

  /// Whether it is new.
  func insert(_ url: CrawlURL, _ kind: Int) -> Bool {
    let hash = Self.hash(url, kind)
    return hashes.withLock { hashes in
      if hashes.count >= Self.capacity { hashes.removeAll(keepingCapacity: true) }
      return hashes.insert(hash).inserted
    }
  }

  func remove(_ url: CrawlURL) {
    for kind in 0...1 { _ = hashes.withLock { $0.remove(Self.hash(url, kind)) } }
  }

  private static func hash(_ url: CrawlURL, _ kind: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(url)
    hasher.combine(kind)
    return hasher.finalize()
  }
}

extension FrontierLink.Hop {
  fileprivate init(_ kind: DiscoveredLink.Kind) { self = Self(rawValue: kind.rawValue) ?? .link }
}

extension Document {
  fileprivate var imageURLs: Set<String> {
    Set(blocks.compactMap { if case .image(let url, _) = $0.content { url } else { nil } })
  }
}

extension Portal {
  /// The portal's scope.
  ///
  /// Thrown when a host or a rule of the file cannot be.
  func makeScope() throws(SettingsError) -> Scope {
    do throws(ScopeError) {
      var rules: [ScopeRule] = []
      for (index, rule) in scope.enumerated() {
        guard let kind = ScopeRule.Kind(rawValue: rule.subject.rawValue) else { continue }
        rules.append(try ScopeRule(rule.isAccept ? .accept : .reject, kind, rule.value, origin: "scope[\(index)]"))
      }
      return try Scope(hosts: hosts, rules: rules, maxDepth: limits.maxDepth)
    } catch {
      throw SettingsError(file: id, problems: [SettingsProblem(path: "$.scope", message: error.description)])
    }
  }

  /// What titles must hold on the list that an address belongs to; nil where all are wanted.
  fileprivate func filter(onListOf url: CrawlURL) -> (text: String, rule: String)? {
    guard entries.contains(where: { $0.filter != nil }) else { return nil }
    let list = ListPage(url).list
    for (index, entry) in entries.enumerated() {
      guard let text = entry.filter, ListPage(entry.url).list == list else { continue }
      return (text, "entries[\(index)].filter: the title has no \(text)")
    }
    return nil
  }
}
