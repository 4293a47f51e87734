package import Web

/// What belongs to a portal: ordered rules, the last one that matches decides.
///
/// First come the rules every portal has (its hosts are accepted, traps rejected), then those of its file. The form of
/// an address (too long, too deep, walking in circles) is checked before all and no rule lifts it. Other traps are
/// lifted by a later accept rule of kind prefix or regex whose value names what gave the trap away: `accept prefix
/// /search/nb/` opens that search page, `accept prefix /zwgk/` opens no calendar below it.
package struct Scope: Sendable {
  /// In order, the defaults first.
  package let rules: [ScopeRule]
  package let traps: Traps
  private let ownRules: Int

  /// `hosts` as in a portal file; `maxDepth` nil for no limit but that of the traps.
  ///
  /// Thrown when a host is none.
  package init(
    hosts: [String], rules: [ScopeRule] = [], maxDepth: Int? = nil, traps: Traps = Traps()
  ) throws(ScopeError) {
    var all: [ScopeRule] = []
    for host in hosts { all.append(try ScopeRule(.accept, .host, host, origin: "hosts")) }
    if let maxDepth { all.append(try ScopeRule(.reject, .depth, String(maxDepth), origin: "limits.maxDepth")) }
    for type in ["program", "font"] { all.append(try ScopeRule(.reject, .type, type, origin: "default")) }
    ownRules = all.count
    self.rules = all + rules
    self.traps = traps
  }

  /// Whether an address belongs to the portal, and which rule says so. `type` nil: as its file name tells.
  package func verdict(for url: CrawlURL, depth: Int, type: URLType? = nil) -> ScopeVerdict {
    if let trap = traps.structural(url, hops: depth) { return ScopeVerdict(.rejected, trap.rule) }
    let type = type ?? URLType(url)
    guard let index = rules.indices.last(where: { rules[$0].matches(url, depth: depth, type: type) }) else {
      return ScopeVerdict(.rejected, "default: no rule accepts \(url.authority)")
    }
    let rule = rules[index]
    guard rule.decision == .accept else { return ScopeVerdict(.rejected, rule.name) }
    if let trap = traps.soft(url), !lifts(rule, trap, at: index) { return ScopeVerdict(.rejected, trap.rule) }
    return ScopeVerdict(.accepted, rule.name)
  }

  private func lifts(_ rule: ScopeRule, _ trap: Trap, at index: Int) -> Bool {
    guard index >= ownRules, rule.kind == .prefix || rule.kind == .regex else { return false }
    return rule.value.lowercased().contains(trap.evidence)
  }
}

/// Whether an address is in scope and the name of the rule that decided.
package struct ScopeVerdict: Hashable, Sendable {
  package enum Decision: String, Sendable, Hashable, Codable { case accepted, rejected }
  package let decision: Decision
  package let rule: String

  init(_ decision: Decision, _ rule: String) {
    self.decision = decision
    self.rule = rule
  }

  package var isAccepted: Bool { decision == .accepted }
}
