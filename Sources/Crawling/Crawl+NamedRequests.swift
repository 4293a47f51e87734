internal import Archiving
internal import Cataloguing
internal import Scheduling
internal import Web

extension Crawl {
  /// How long somebody who waits for a host's turn sleeps before looking again, when nothing better is known.
  static let glance: Milliseconds = 50
  /// A host that rests longer than this is not waited for.
  private static let longestWait: Milliseconds = .minutes(10)

  /// What people asked for since, taken in hand.
  ///
  /// They are looked for with every tick, and not with every visit.
  func newRequests() async throws -> [NamedRequest] {
    looksForRequests = false
    try named.look(in: road.archive.catalogue)
    let waiting = try road.archive.catalogue.waitingRequests()
    if waiting.isEmpty { return [] }
    let now = clock()
    let fresh = waiting.filter { NamedRequests.isFresh($0, at: now) }
    try await road.archive.withinGroup { catalogue in
      for request in waiting {
        try catalogue.move(named: request.id, to: fresh.contains(request) ? .taken : .withdrawn)
      }
    }
    try await road.archive.commit()
    named.begin(fresh)
    for request in fresh { leaveAlone(request) }
    return fresh
  }

  /// The queue must not take the address while the request is on its way to claim it.
  private func leaveAlone(_ request: NamedRequest) {
    guard let address = CrawlURL(request.target).map({ terms.identity(of: $0).id }) else { return }
    followed[request.id] = address
    for host in hosts.values { host.batch.removeAll { $0.queued.address == address } }
  }

  /// Fetches one of them and writes down what comes of it, line by line.
  nonisolated func fetch(_ request: NamedRequest) async throws -> CrawlEvent {
    let archive = road.archive
    do {
      try await namedFetch(request).fetch(request.target) { report in
        let line = report.answer(in: archive.layout)
        try await archive.withinGroup { try $0.answer(named: request.id, report: line) }
        try await archive.commit()
      }
      try await archive.withinGroup { try $0.move(named: request.id, to: .ended) }
      try await archive.commit()
    } catch is CancellationError {
      // A crawl that is stopped: whoever asked sees that the archive is free, and fetches it.
    } catch is Withdrawn {
    }
    await end(request)
    return .named
  }

  private func namedFetch(_ request: NamedRequest) -> NamedFetch {
    let turns = CrawlTurns(crawl: self, request: request.id, terms: named.terms(of: request))
    return named.fetch(for: request, turns: turns)
  }

  private func end(_ request: NamedRequest) {
    named.end(request.id)
    followed[request.id] = nil
  }
}

// MARK: Turns

extension Crawl {
  /// Waits for a host's turn before everything that is queued.
  func turn(_ url: CrawlURL, for id: Int, under politeness: Politeness, isRobots: Bool) async throws -> RequestTurn {
    let keys = paces.keys(for: url)
    for key in keys { awaited[key, default: 0] += 1 }
    defer {
      for key in keys { awaited[key] = awaited[key].flatMap { $0 > 1 ? $0 - 1 : nil } }
    }
    while true {
      try Task.checkCancellation()
      if named.isWithdrawn(id) { throw Withdrawn() }
      let now = clock()
      guard case .wait(let until, let reason) = paces.permission(of: paces.keys(for: url), at: now, under: politeness)
      else {
        return .taken(try await start(url, at: now, under: politeness, isRobots: isRobots))
      }
      if until != .distantFuture, until - now > Self.longestWait {
        return .resting(reason: "the host rests until \(until.timestamp.iso8601): \(reason.rawValue)")
      }
      // A clock that steps back must not make anybody sleep for as long as it stepped.
      let pause = until == .distantFuture ? Self.glance : min(max(1, until - now), .seconds(1))
      try await Task.sleep(for: .milliseconds(pause))
    }
  }

  /// The pace is committed before the request leaves (invariant I7).
  private func start(
    _ url: CrawlURL, at now: Moment, under politeness: Politeness, isRobots: Bool
  ) async throws -> PacedRequest {
    let keys = paces.start(url, at: now, under: politeness)
    if paces.delay(of: keys, under: politeness) > 0 {
      let rows = paces.rows(keys)
      try await road.archive.withinGroup { catalogue in for row in rows { try catalogue.save(row) } }
      try await road.archive.commit()
    }
    return PacedRequest(url: url, keys: keys, started: now, politeness: politeness, isRobots: isRobots)
  }

  func end(
    _ request: PacedRequest, _ end: RequestEnd, milliseconds: Int, remoteAddress: String?
  ) async throws {
    paces.finish(
      request, at: clock(), response: Milliseconds(milliseconds), end: end, remoteAddress: remoteAddress)
    offerAgain(PaceKey(description: request.url.authority), after: request)
    let rows = paces.rows(paces.keys(for: request.url))
    try await road.archive.withinGroup { catalogue in for row in rows { try catalogue.save(row) } }
  }

  /// How a host is treated that a person names: never worse than the crawl treats it.
  func politeness(for url: CrawlURL, _ terms: RequestTerms, crawlDelay: Double?) -> Politeness {
    var politeness: Politeness
    if let portal = terms.portal(of: url) {
      politeness = orders.applied(to: self.terms.politeness(of: portal), of: portal.id)
      politeness.delay = max(politeness.delay, Milliseconds((terms.wishes.delaySeconds ?? 0) * 1_000))
    } else {
      politeness = Politeness()
      politeness.delay = Milliseconds((terms.wishes.delaySeconds ?? terms.ownDelay(of: url)) * 1_000)
    }
    if let crawlDelay { paces.setCrawlDelay(crawlDelay, for: url) }
    return politeness
  }
}

// MARK: The frontier

extension Crawl {
  /// Takes a waiting address for a person; the crawl leaves it alone meanwhile.
  func claim(_ url: CrawlURL, for request: Int) throws -> QueuedURL? {
    followed[request] = nil
    guard terms.portal(of: url) != nil, let row = try road.archive.catalogue.queued(terms.identity(of: url).id),
      row.state == .queued, taken.insert(row.id).inserted
    else { return nil }
    hosts[PaceKey(description: row.host)]?.batch.removeAll { $0.queued.id == row.id }
    return row
  }

  func step(for reading: VisitReading, of row: QueuedURL, at url: CrawlURL, for request: Int) -> FrontierStep? {
    if [.redirect, .moved].contains(reading.judgement.outcome) {
      followed[request] = reading.stored?.arrival.redirectTarget.map { terms.identity(of: $0).id }
    }
    return RevisitPlan(terms: terms, catalogue: road.archive.catalogue)
      .step(for: reading, of: row, at: url, admission, now: clock())
  }

  func release(_ row: QueuedURL, gain: FrontierGain?) async throws {
    taken.remove(row.id)
    guard let gain else { return offer(PaceKey(description: row.host), at: clock()) }
    progress.queued -= 1
    try await takeIn(gain)
  }
}

/// A crawl's turns for one request.
private struct CrawlTurns: RequestTurns {
  let crawl: Crawl
  let request: Int
  let terms: RequestTerms

  func take(_ url: CrawlURL, crawlDelay: Double?, isRobots: Bool) async throws -> RequestTurn {
    let politeness = await crawl.politeness(for: url, terms, crawlDelay: crawlDelay)
    return try await crawl.turn(url, for: request, under: politeness, isRobots: isRobots)
  }

  func end(
    _ turn: RequestTurn, of url: CrawlURL, _ end: RequestEnd, milliseconds: Int, remoteAddress: String?
  ) async throws {
    guard case .taken(let paced?) = turn else { return }
    try await crawl.end(paced, end, milliseconds: milliseconds, remoteAddress: remoteAddress)
  }

  func claim(_ url: CrawlURL) async throws -> QueuedURL? { try await crawl.claim(url, for: request) }

  func step(for reading: VisitReading, of row: QueuedURL, at url: CrawlURL) async -> FrontierStep? {
    await crawl.step(for: reading, of: row, at: url, for: request)
  }

  func release(_ row: QueuedURL, gain: FrontierGain?) async throws { try await crawl.release(row, gain: gain) }
}

/// Thrown when nobody waits for a request any more.
private struct Withdrawn: Error {}
