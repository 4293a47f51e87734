internal import Archiving
internal import Cataloguing
internal import Scheduling
internal import Web

/// The turns of a fetch that no crawl makes: two requests to one host are kept apart, also from those of crawls and
/// fetches before it, and what they leave behind binds the next one (invariant I7).
actor RequestPace: RequestTurns {
  private let archive: Archive
  private let terms: RequestTerms
  private let admission: LinkAdmission
  private let clock: @Sendable () -> Moment
  private var paces = HostPaces([])
  private var orders = StandingOrders()
  private var isRead = false

  /// Thrown when a portal's scope has a rule that cannot be.
  init(archive: Archive, terms: RequestTerms, clock: @escaping @Sendable () -> Moment) throws(SettingsError) {
    self.archive = archive
    self.terms = terms
    self.clock = clock
    admission = try LinkAdmission(terms: terms)
  }

  /// Somebody waits for this: what rests for longer is not waited for.
  private static let longestRest: Milliseconds = .seconds(60)

  func take(_ url: CrawlURL, crawlDelay: Double?, isRobots: Bool) async throws -> RequestTurn {
    try read()
    if !isRobots, !terms.wishes.ignoresRobots { paces.setCrawlDelay(crawlDelay, for: url) }
    while true {
      try Task.checkCancellation()
      let wished = politeness(for: url, isWished: true)
      let keys = paces.keys(for: url)
      // A host that nobody has to spare is not spared here either.
      guard paces.delay(of: keys, under: wished) > 0 else { return try await start(url, isRobots, lasting: false) }
      let now = clock()
      guard case .wait(let until, let reason) = paces.permission(of: keys, at: now, under: wished) else {
        return try await start(url, isRobots, lasting: true)
      }
      if !isWorthWaiting(for: reason, until - now) {
        return .resting(reason: "the host rests until \(until.timestamp.iso8601): \(reason.rawValue)")
      }
      // A clock that steps back must not make anybody sleep for as long as it stepped.
      let pause = until == .distantFuture ? Crawl.glance : min(max(1, until - now), .seconds(1))
      try await Task.sleep(for: .milliseconds(pause))
    }
  }

  private func isWorthWaiting(for reason: WaitReason, _ span: Milliseconds) -> Bool {
    switch reason {
    case .delay, .connections: true
    case .retryAfter, .refused: span <= Self.longestRest
    case .circuitOpen, .challenged, .dailyBudget, .workingHours, .paused: false
    }
  }

  /// The host's own delay holds for what comes after, whatever is wished for now. It is committed before the request
  /// leaves where anybody has to wait at all.
  private func start(_ url: CrawlURL, _ isRobots: Bool, lasting: Bool) async throws -> RequestTurn {
    let politeness = politeness(for: url, isWished: false)
    guard lasting || paces.delay(of: paces.keys(for: url), under: politeness) > 0 else { return .taken(nil) }
    let now = clock()
    let keys = paces.start(url, at: now, under: politeness)
    let rows = paces.rows(keys)
    try await archive.withinGroup { catalogue in for row in rows { try catalogue.save(row) } }
    if lasting { try await archive.commit() }
    return .taken(PacedRequest(url: url, keys: keys, started: now, politeness: politeness, isRobots: isRobots))
  }

  func end(
    _ turn: RequestTurn, of url: CrawlURL, _ end: RequestEnd, milliseconds: Int, remoteAddress: String?
  ) async throws {
    guard case .taken(let request?) = turn else { return }
    paces.finish(
      request, at: clock(), response: Milliseconds(milliseconds), end: end, remoteAddress: remoteAddress)
    // A name may turn out to be this machine's: then the next fetch has nobody to spare.
    let keys = Set(request.keys + paces.keys(for: url))
    if paces.isPrivate(url) { paces.shorten(keys, at: clock(), under: politeness(for: url, isWished: false)) }
    let rows = paces.rows(keys)
    try await archive.withinGroup { catalogue in for row in rows { try catalogue.save(row) } }
  }

  private func read() throws {
    if isRead { return }
    paces = HostPaces(try archive.catalogue.paces())
    orders.take(try archive.catalogue.requests())
    isRead = true
  }

  /// How the host is treated: as its portal's file or the config says, with the delay that was wished for where that is
  /// longer, or where the host is nobody else's.
  private func politeness(for url: CrawlURL, isWished: Bool) -> Politeness {
    let portal = terms.portal(of: url)
    var politeness = terms.politeness(of: portal)
    let isPrivate = portal?.allowPrivateAddresses == true || paces.isPrivate(url)
    politeness.delay = Milliseconds(terms.ownDelay(of: url, isPrivate: paces.isPrivate(url)) * 1_000)
    politeness = orders.applied(to: politeness, of: portal?.id ?? "")
    guard isWished, let wish = terms.wishes.delaySeconds.map({ Milliseconds($0 * 1_000) }) else {
      politeness.delay = max(politeness.delay, Milliseconds((terms.wishes.delaySeconds ?? 0) * 1_000))
      return politeness
    }
    politeness.delay = isPrivate ? wish : max(wish, politeness.delay)
    return politeness
  }
}

// MARK: The frontier

extension RequestPace {
  private var plan: RevisitPlan { RevisitPlan(terms: terms, catalogue: archive.catalogue) }

  /// What a crawl left in its queue is done when somebody fetched it by name; no crawl runs meanwhile.
  func claim(_ url: CrawlURL) throws -> QueuedURL? {
    guard terms.portal(of: url) != nil, let row = try archive.catalogue.queued(terms.identity(of: url).id),
      row.state == .queued
    else { return nil }
    return row
  }

  func step(for reading: VisitReading, of row: QueuedURL, at url: CrawlURL) -> FrontierStep? {
    plan.step(for: reading, of: row, at: url, admission, now: clock())
  }

  func release(_ row: QueuedURL, gain: FrontierGain?) {}
}
