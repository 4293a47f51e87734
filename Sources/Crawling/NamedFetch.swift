internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Fetching
package import Scheduling
private import Synchronization
internal import Web

/// `fangzhi fetch`: one named URL after another over the road, with its redirects and, when asked, its attachments.
package actor NamedFetch {
  /// What the person asked for.
  package struct Wishes: Sendable {
    package var allowsPrivateAddresses = false
    package var ignoresRobots = false
    package var wantsAttachments = false
    /// Seconds between two requests to a host; nil: the portal's or the config's, none for private addresses. Only a
    /// private host is asked at a shorter distance than its own.
    package var delaySeconds: Double?

    package init() {}
  }

  private let road: Road
  private let gate: RobotsGate
  private let terms: RequestTerms
  private let turns: any RequestTurns
  private var templates: [String: SiteTemplate?] = [:]

  /// - Parameter clock: the wall clock in milliseconds, by which requests to one host are kept apart.
  /// - Throws: `SettingsError` for a portal's scope that cannot be.
  package init(
    road: Road, config: Config, portals: [Portal], wishes: Wishes, clock: @escaping @Sendable () -> Moment
  ) throws {
    let terms = RequestTerms(config: config, portals: portals, wishes: wishes, userAgent: road.userAgent)
    self.init(
      road: road, terms: terms, turns: try RequestPace(archive: road.archive, terms: terms, clock: clock),
      gate: RobotsGate(road: road, settings: config.robots) { terms.options(for: $0) })
  }

  /// One that waits for turns, and asks robots.txt, together with others.
  init(road: Road, terms: RequestTerms, turns: any RequestTurns, gate: RobotsGate) {
    self.road = road
    self.terms = terms
    self.turns = turns
    self.gate = gate
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
  package func fetch(_ text: String, tell: @Sendable (VisitReport) async throws -> Void) async throws {
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
    _ text: String, via: String?, isAttachment: Bool, _ tell: @Sendable (VisitReport) async throws -> Void
  ) async throws -> KeptVisit? {
    guard let url = CrawlURL(text) else {
      try await tell(VisitReport(notVisited: text, .excluded, reason: "not an http or https address"))
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
    if let refusal = chain.refusal { try await tell(refusal) }
    return last
  }

  /// One hop, made durable and told of. An address that waits in the frontier is done with it.
  private func visit(
    _ url: CrawlURL, _ chain: RedirectChain, cookies: CookieJar, isFile: Bool,
    _ tell: @Sendable (VisitReport) async throws -> Void
  ) async throws -> KeptVisit? {
    let row = try await turns.claim(url)
    var made: MadeVisit?
    do { made = try await make(url, row, chain, cookies: cookies, isFile: isFile, tell) } catch {
      if let row { try? await turns.release(row, gain: nil) }
      throw error
    }
    if let row { try await turns.release(row, gain: made?.isDone == true ? made?.kept.gain : nil) }
    guard let kept = made?.kept else { return nil }
    let report = try await report(kept)
    try await road.archive.commit()
    try await tell(report)
    return kept
  }

  /// A visit, and whether it was the one that the frontier waited for.
  private typealias MadeVisit = (kept: KeptVisit, isDone: Bool)

  /// Asks robots.txt, waits for the host's turn, and asks; nil when nothing was asked, which is told.
  private func make(
    _ url: CrawlURL, _ row: QueuedURL?, _ chain: RedirectChain, cookies: CookieJar, isFile: Bool,
    _ tell: @Sendable (VisitReport) async throws -> Void
  ) async throws -> MadeVisit? {
    do {
      switch try await clearance(for: url) {
      case .disallowed(let reason):
        try await tell(VisitReport(notVisited: url.text, .disallowed, reason: reason))
        return nil
      case .unreachable(let judgement):
        let facts = try await facts(for: url, chain, robots: "unreachable")
        let kept = try await road.archive.keepFailure(
          judgement, url: url, identity: terms.identity(of: url), at: road.now(), facts: facts)
        return (kept, false)
      case .allowed(let note, let delay):
        var visit = Visit(
          url: url, identity: terms.identity(of: url), facts: try await facts(for: url, chain, robots: note),
          options: terms.options(for: url, isAttachment: isFile))
        visit.cookies = cookies
        return try await make(visit, row, crawlDelay: delay)
      }
    } catch let rest as HostRest {
      try await tell(VisitReport(notVisited: url.text, .excluded, reason: rest.reason))
      return nil
    }
  }

  /// What robots.txt says; asking for it is a request to the host like any other.
  private func clearance(for url: CrawlURL) async throws -> RobotsClearance {
    if terms.wishes.ignoresRobots { return .allowed(note: "ignored", delay: nil) }
    if await gate.isKnown(url) { return try await gate.clearance(for: url) }
    let turn = try await turn(for: url, crawlDelay: nil, isRobots: true)
    let asked = await !gate.isKnown(url)
    let clearance = try await gate.clearance(for: url)
    let end: RequestEnd = if case .unreachable = clearance { .silent } else { asked ? .answered : .cancelled }
    try await turns.end(turn, of: url, end, milliseconds: 0, remoteAddress: nil)
    return clearance
  }

  private func make(_ visit: Visit, _ row: QueuedURL?, crawlDelay: Double?) async throws -> MadeVisit {
    var visit = visit
    if let row {
      // Nobody followed its links so far, and a 304 has none.
      visit.isConditional = row.visited != nil
      visit.links = row.visited == nil ? .always : .whenChanged
    }
    let turn = try await turn(for: visit.url, crawlDelay: crawlDelay, isRobots: false)
    let reading = try await visit.read(on: road)
    let arrival = reading.stored?.arrival
    try await turns.end(
      turn, of: visit.url, RequestEnd(reading, at: visit.url), milliseconds: arrival?.fetchMilliseconds ?? 0,
      remoteAddress: arrival?.remoteAddress)
    guard let row else { return (try await visit.keep(reading, on: road), false) }
    let step = try await turns.step(for: reading, of: row, at: visit.url)
    return (try await visit.keep(reading, queued: step, on: road), step != nil)
  }

  private func turn(for url: CrawlURL, crawlDelay: Double?, isRobots: Bool) async throws -> RequestTurn {
    let turn = try await turns.take(url, crawlDelay: crawlDelay, isRobots: isRobots)
    if case .resting(let reason) = turn { throw HostRest(reason: reason) }
    return turn
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

/// Thrown on the way when a host will not be asked for a long time.
private struct HostRest: Error {
  let reason: String
}
