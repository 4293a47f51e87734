internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Fetching
package import Scheduling
private import Synchronization
internal import Web

/// `fangzhi fetch`: one named URL after another over the road, with its redirects and, when asked, its attachments.
package actor NamedFetch {
  private let road: Road
  private let terms: RequestTerms
  private let turns: any RequestTurns
  private let admission: HostAdmission
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
    admission = HostAdmission(turns: turns, gate: gate, ignoresRobots: terms.wishes.ignoresRobots)
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
    while let url = chain.next {
      try Task.checkCancellation()
      let hop = NamedHop(
        url: url, via: chain.via, hops: chain.hops, cookies: cookies, isFile: isAttachment || url.looksLikeFile)
      guard let kept = try await visit(hop, tell) else { return last }
      last = kept
      chain.follow(RedirectChain.Target(kept))
    }
    if let refusal = chain.refusal { try await tell(refusal) }
    return last
  }

  /// One hop, made durable and told of. An address that waits in the frontier is done with it.
  private func visit(_ hop: NamedHop, _ tell: @Sendable (VisitReport) async throws -> Void) async throws -> KeptVisit? {
    let row = try await turns.claim(hop.url)
    let attempt: Attempt
    do { attempt = try await self.attempt(hop, row) } catch {
      if let row { try? await turns.release(row, gain: nil) }
      throw error
    }
    if let row { try await turns.release(row, gain: attempt.gain) }
    switch attempt {
    case .refused(let report):
      try await tell(report)
      return nil
    case .visited(let kept, _):
      let report = try await VisitReport(kept, in: road.archive)
      try await road.archive.commit()
      try await tell(report)
      return kept
    }
  }

  /// What came of one hop.
  private enum Attempt {
    /// - isDone: whether it was the visit that the frontier waited for.
    case visited(KeptVisit, isDone: Bool)
    /// Nothing was asked, and why.
    case refused(VisitReport)

    var gain: FrontierGain? {
      guard case .visited(let kept, isDone: true) = self else { return nil }
      return kept.gain
    }
  }

  /// Asks robots.txt, waits for the host's turn, and asks.
  private func attempt(_ hop: NamedHop, _ row: QueuedURL?) async throws -> Attempt {
    do {
      switch try await admission.clearance(for: hop.url) {
      case .disallowed(let reason):
        return .refused(VisitReport(notVisited: hop.url.text, .disallowed, reason: reason))
      case .unreachable(let judgement):
        let facts = try await facts(of: hop, robots: "unreachable")
        let kept = try await road.archive.keepFailure(
          judgement, url: hop.url, identity: terms.identity(of: hop.url), at: road.now(), facts: facts)
        return .visited(kept, isDone: false)
      case .allowed(let note, let delay):
        return try await make(try await visit(of: hop, row, robots: note), row, crawlDelay: delay)
      }
    } catch let rest as HostRest {
      return .refused(VisitReport(notVisited: hop.url.text, .excluded, reason: rest.reason))
    }
  }

  private func visit(of hop: NamedHop, _ row: QueuedURL?, robots: String) async throws -> Visit {
    var visit = Visit(
      url: hop.url, identity: terms.identity(of: hop.url), facts: try await facts(of: hop, robots: robots),
      options: terms.options(for: hop.url, isAttachment: hop.isFile))
    visit.cookies = hop.cookies
    if let row {
      // Nobody followed its links so far, and a 304 has none.
      visit.isConditional = row.visited != nil
      visit.links = row.visited == nil ? .always : .whenChanged
    }
    return visit
  }

  private func make(_ visit: Visit, _ row: QueuedURL?, crawlDelay: Double?) async throws -> Attempt {
    let reading = try await admission.read(visit, crawlDelay: crawlDelay, on: road)
    guard let row else { return .visited(try await visit.keep(reading, on: road), isDone: false) }
    let step = try await turns.step(for: reading, of: row, at: visit.url)
    return .visited(try await visit.keep(reading, queued: step, on: road), isDone: step != nil)
  }

  private func facts(of hop: NamedHop, robots: String) async throws -> VisitFacts {
    var facts = VisitFacts(run: road.archive.run.id, robots: robots)
    facts.via = hop.via
    facts.hops = hop.hops
    facts.materialise = .named
    facts.goneConfirmations = terms.goneConfirmations(for: hop.url)
    facts.cleaning = try await road.archive.adopt(rules(for: hop.url))
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
}

/// One address on the way of a named fetch.
private struct NamedHop {
  let url: CrawlURL
  /// The address that led there; nil for the one that the person named.
  let via: String?
  /// Redirects on the way there.
  let hops: Int
  let cookies: CookieJar
  /// Whether it is asked for as the files of documents are.
  let isFile: Bool
}
