internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Fetching
internal import Foundation
internal import Scheduling
internal import Web

/// `fangzhi fetch`: one named URL after another over the road, with its redirects and, when asked, its attachments.
package actor NamedFetch {
  /// What the person asked for.
  package struct Wishes: Sendable {
    package var allowsPrivateAddresses = false
    package var ignoresRobots = false
    package var wantsAttachments = false
    /// Seconds between two requests to a host; nil: the portal's or the config's, none for private addresses.
    package var delaySeconds: Double?

    package init() {}
  }

  private let road: Road
  private let gate: RobotsGate
  private let portals: [Portal]
  private let config: Config
  private let wishes: Wishes
  private let pace = RequestPace()

  package init(road: Road, config: Config, portals: [Portal], wishes: Wishes) {
    self.road = road
    self.config = config
    self.portals = portals
    self.wishes = wishes
    gate = RobotsGate(road: road, settings: config.robots)
  }

  /// Fetches one URL and follows where it leads.
  ///
  /// - Returns: a report for every address that was asked, in order: the URL, its redirects, its attachments.
  /// - Throws: only when the archive is broken, or the task was cancelled.
  package func fetch(_ text: String) async throws -> [VisitReport] {
    guard let url = CrawlURL(text) else {
      return [VisitReport(notVisited: text, .excluded, reason: "not an http or https address")]
    }
    var chain = RedirectChain(start: url, limit: config.fetching.maxRedirects)
    var reports: [VisitReport] = []
    let cookies = CookieJar()
    while let hop = chain.next {
      guard let visited = try await visit(hop, chain, cookies: cookies) else { break }
      reports += visited.reports
      chain.follow(visited.target)
    }
    if let refused = chain.refusal { reports.append(refused) }
    return reports
  }

  private typealias Visited = (reports: [VisitReport], target: RedirectChain.Target)

  private func visit(_ url: CrawlURL, _ chain: RedirectChain, cookies: CookieJar) async throws -> Visited? {
    let portal = portals.first { $0.covers(url) }
    let robots = try await robotsVerdict(for: url, portal)
    if case .refused(let reason) = robots {
      return ([VisitReport(notVisited: url.text, .disallowed, reason: reason)], .none)
    }
    var facts = VisitFacts(run: road.archive.run.id, robots: robots.note)
    facts.via = chain.via
    facts.hops = chain.hops
    facts.materialise = .named
    facts.goneConfirmations = portal?.limits.goneConfirmations ?? config.archive.goneConfirmations
    let kept = try await make(url, portal, facts, isAttachment: looksLikeFile(url), cookies: cookies)
    var reports = [try await report(kept)]
    try await road.archive.commit()
    if wishes.wantsAttachments, let document = kept.document ?? nil {
      for attachment in document.attachments { reports += try await fetchAttachment(attachment, of: url) }
    }
    return (reports, RedirectChain.Target(kept))
  }

  private func fetchAttachment(_ attachment: DocumentAttachment, of page: CrawlURL) async throws -> [VisitReport] {
    guard let url = CrawlURL(attachment.url) else {
      return [VisitReport(notVisited: attachment.url, .excluded, reason: "not an http or https address")]
    }
    let portal = portals.first { $0.covers(url) }
    let robots = try await robotsVerdict(for: url, portal)
    if case .refused(let reason) = robots { return [VisitReport(notVisited: url.text, .disallowed, reason: reason)] }
    var facts = VisitFacts(run: road.archive.run.id, robots: robots.note)
    facts.via = page.text
    facts.materialise = .named
    let kept = try await make(url, portal, facts, isAttachment: true, cookies: nil)
    try await road.archive.commit()
    return [try await report(kept)]
  }

  private func make(
    _ url: CrawlURL, _ portal: Portal?, _ facts: VisitFacts, isAttachment: Bool, cookies: CookieJar?
  ) async throws -> KeptVisit {
    let allowsPrivate = allowsPrivate(portal)
    let options = config.fetching.options(
      userAgent: road.userAgent, isAttachment: isAttachment, tls: portal?.tls ?? TLSPolicy(),
      allowsPrivate: allowsPrivate)
    var visit = Visit(
      url: url, identity: url.identity(dropping: portal?.sessionParameters ?? []), facts: facts, options: options)
    visit.cookies = cookies
    let delay = wishes.delaySeconds ?? (wishes.allowsPrivateAddresses ? 0 : nil) ?? portal?.limits.delaySeconds
    try await pace.wait(for: url.authority, seconds: delay ?? config.fetching.delaySeconds)
    return try await visit.make(on: road)
  }

  private func report(_ kept: KeptVisit) async throws -> VisitReport {
    var report = VisitReport(kept, layout: road.archive.layout)
    guard kept.capture.outcome == .changed || kept.capture.outcome == .new, let new = kept.document else { return report }
    let shelf = road.archive.shelf
    let previous = try kept.previous.flatMap { try shelf.catalogue.version($0, of: kept.address.id) }
    let old = if let previous { PlainText.render(try await shelf.document(of: previous, at: kept.address)) } else { "" }
    report.change = TextChange(from: old, to: PlainText.render(new))
    return report
  }

  private func allowsPrivate(_ portal: Portal?) -> Bool {
    wishes.allowsPrivateAddresses || portal?.allowPrivateAddresses ?? false
  }

  private func looksLikeFile(_ url: CrawlURL) -> Bool {
    let name = url.path.lowercased()
    return [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".7z", ".ceb"]
      .contains { name.hasSuffix($0) }
  }

  private enum RobotsNote {
    case allowed(String)
    case refused(String)

    var note: String { if case .allowed(let note) = self { note } else { "refused" } }
  }

  private func robotsVerdict(for url: CrawlURL, _ portal: Portal?) async throws -> RobotsNote {
    if wishes.ignoresRobots { return .allowed("ignored") }
    let options = config.fetching.options(
      userAgent: road.userAgent, isAttachment: false, tls: portal?.tls ?? TLSPolicy(), allowsPrivate: allowsPrivate(portal))
    switch try await gate.access(for: url, run: road.archive.run.id, options: options) {
    case .allowAll(let reason): return .allowed("allowed: \(reason)")
    case .disallowAll(let reason): return .refused("robots.txt: \(reason)")
    case .rules(let rules):
      let verdict = rules.verdict(for: url, agent: "Fangzhi")
      let rule = verdict.rule.map { " by \($0)" } ?? ""
      return verdict.isAllowed ? .allowed("allowed\(rule)") : .refused("robots.txt disallows it\(rule)")
    }
  }
}
