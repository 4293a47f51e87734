internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Fetching
internal import Scheduling
private import Synchronization
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
  private let terms: RequestTerms
  private let pace = RequestPace()
  private var templates: [String: SiteTemplate?] = [:]

  package init(road: Road, config: Config, portals: [Portal], wishes: Wishes) {
    let terms = RequestTerms(config: config, portals: portals, wishes: wishes, userAgent: road.userAgent)
    self.road = road
    self.terms = terms
    gate = RobotsGate(road: road, settings: config.robots) { terms.options(for: $0) }
  }

  /// Fetches one URL and follows where it leads.
  ///
  /// - Returns: a report for every address that was asked, in order: the URL, its redirects, its attachments.
  /// - Throws: only when the archive is broken, or the task was cancelled.
  package func fetch(_ text: String) async throws -> [VisitReport] {
    let reports = Mutex<[VisitReport]>([])
    try await fetch(text) { report in reports.withLock { $0.append(report) } }
    return reports.withLock { $0 }
  }

  /// The same, each report told as soon as its visit is kept for good.
  package func fetch(_ text: String, tell: @Sendable (VisitReport) -> Void) async throws {
    guard let page = try await follow(text, via: nil, isAttachment: false, tell) else { return }
    guard terms.wishes.wantsAttachments, let document = try await document(of: page) else { return }
    var seen: Set<String> = []
    for attachment in document.attachments where seen.insert(attachment.url).inserted {
      _ = try await follow(attachment.url, via: page.capture.url, isAttachment: true, tell)
    }
  }

  /// Visits an address and wherever it redirects to.
  ///
  /// - Returns: the last visit; nil when none was made.
  private func follow(
    _ text: String, via: String?, isAttachment: Bool, _ tell: @Sendable (VisitReport) -> Void
  ) async throws -> KeptVisit? {
    guard let url = CrawlURL(text) else {
      tell(VisitReport(notVisited: text, .excluded, reason: "not an http or https address"))
      return nil
    }
    var chain = RedirectChain(start: url, via: via, limit: terms.config.fetching.maxRedirects)
    let cookies = CookieJar()
    var last: KeptVisit?
    while let hop = chain.next {
      try Task.checkCancellation()
      let isFile = isAttachment || hop.looksLikeFile
      guard let kept = try await visit(hop, chain, cookies: cookies, isFile: isFile, tell) else { return last }
      last = kept
      chain.follow(RedirectChain.Target(kept))
    }
    if let refusal = chain.refusal { tell(refusal) }
    return last
  }

  /// One hop: asks robots.txt, waits for the host's turn, makes the visit durable and tells of it.
  private func visit(
    _ url: CrawlURL, _ chain: RedirectChain, cookies: CookieJar, isFile: Bool, _ tell: @Sendable (VisitReport) -> Void
  ) async throws -> KeptVisit? {
    let robots = terms.wishes.ignoresRobots ? .allowed(note: "ignored", delay: nil) : try await gate.clearance(for: url)
    let kept: KeptVisit
    switch robots {
    case .disallowed(let reason):
      tell(VisitReport(notVisited: url.text, .disallowed, reason: reason))
      return nil
    case .unreachable(let judgement):
      kept = try await road.archive.keepFailure(
        judgement, url: url, identity: terms.identity(of: url), at: road.now(),
        facts: try await facts(for: url, chain, robots: "unreachable"))
    case .allowed(let note, let delay):
      let seconds = terms.delay(for: url, robots: delay)
      try await pace.wait(for: url.authority, seconds: seconds)
      var visit = Visit(
        url: url, identity: terms.identity(of: url), facts: try await facts(for: url, chain, robots: note),
        options: terms.options(for: url, isAttachment: isFile))
      visit.cookies = cookies
      kept = try await visit.make(on: road)
      await pace.answered(
        url.authority, afterMilliseconds: kept.arrival?.fetchMilliseconds ?? 0, seconds: seconds)
    }
    let report = try await report(kept)
    try await road.archive.commit()
    tell(report)
    return kept
  }

  private func facts(for url: CrawlURL, _ chain: RedirectChain, robots: String) async throws -> VisitFacts {
    var facts = VisitFacts(run: road.archive.run.id, robots: robots)
    facts.via = chain.via
    facts.hops = chain.hops
    facts.materialise = .named
    facts.goneConfirmations = terms.goneConfirmations(for: url)
    facts.cleaning = try await road.archive.adopt(rules(for: url))
    return facts
  }

  /// The portal's selectors, and the template learned of the host.
  private func rules(for url: CrawlURL) -> CleaningRules {
    var rules = terms.selectors(for: url)
    let template = templates[url.authority] ?? road.archive.shelf.template(of: url.authority)
    templates[url.authority] = .some(template)
    rules.template = template
    return rules
  }

  /// What the page says; where nothing new was read, what it said before.
  private func document(of kept: KeptVisit) async throws -> Document? {
    if let document = kept.document { return document }
    guard kept.capture.outcome.isGood, let version = kept.version else { return nil }
    return try await road.archive.shelf.document(of: version, at: kept.address)
  }

  private func report(_ kept: KeptVisit) async throws -> VisitReport {
    var report = VisitReport(kept, layout: road.archive.layout)
    guard kept.capture.outcome.makesVersion, let new = kept.document else { return report }
    let shelf = road.archive.shelf
    let previous = try kept.previous.flatMap { try shelf.catalogue.version($0, of: kept.address.id) }
    let old = if let previous { PlainText.render(try await shelf.document(of: previous, at: kept.address)) } else { "" }
    report.change = TextChange(from: old, to: PlainText.render(new))
    return report
  }
}
