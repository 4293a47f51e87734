internal import Archiving
internal import Cataloguing
internal import Foundation
internal import Scheduling
internal import Web

extension Crawl {
  /// Addresses of a host that are read from the catalogue at a time; fewer where there are many hosts.
  private static let batchSize = 64
  /// Addresses of all hosts that are held in memory before their turn, about a kilobyte each.
  private static let rowsAhead = 4_096

  /// Everything that may start now, taken and paced, and when to look again (nil: no host has work).
  ///
  /// Paces are committed before the first of the requests leaves (invariant I7).
  func nextStarts() async throws -> (starts: [CrawlStart], due: Moment?) {
    var starts: [CrawlStart] = []
    var steps: [FrontierStep] = []
    var due: Moment?
    let room = min(terms.config.fetching.maxConnections, 64) - progress.inFlight
    choosing: while starts.count < room, !isSpent(with: starts.count) {
      let now = clock()
      switch queues.next(at: now, permission: { permission(of: $0, at: now) }) {
      case .idle: break choosing
      case .wait(let until):
        due = until
        break choosing
      case .start(let key, _):
        if let start = try start(key, at: now, &steps) { starts.append(start) }
      }
    }
    let spaced = starts.map(\.request).filter { paces.delay(of: $0.keys, under: $0.politeness) > 0 }
    if !spaced.isEmpty || !steps.isEmpty { try await write(spaced, steps) }
    return (starts, due)
  }

  private func isSpent(with more: Int) -> Bool {
    if isSpent { return true }
    return limits.maxPages.map { progress.visits + progress.inFlight + more >= $0 } ?? false
  }

  /// Whether a host may be asked; what keeps it waiting is remembered.
  private func permission(of key: PaceKey, at now: Moment) -> Permission {
    paced.remove(key)
    guard let host = hosts[key] else { return .wait(until: .distantFuture, reason: .paused) }
    let keys = paces.keys(for: host.url)
    crowded.remove(key, under: keys)
    let permission = barrier(of: host, keys, at: now)
    switch permission {
    case .wait(_, .delay): paced.insert(key)
    case .wait(_, .connections): crowded.insert(key, under: keys)
    default: break
    }
    return permission
  }

  private func barrier(of host: CrawlHost, _ keys: [PaceKey], at now: Moment) -> Permission {
    if orders.isPaused(host.portal.id) { return .wait(until: .distantFuture, reason: .paused) }
    if !awaited.isEmpty, keys.contains(where: { awaited[$0] != nil }) {
      return .wait(until: now + Self.glance, reason: .delay)
    }
    return paces.permission(of: keys, at: now, under: orders.applied(to: host.politeness, of: host.portal.id))
  }

  /// Writes down what was decided, and the paces of the requests that other ones must keep a distance to.
  private func write(_ spaced: [PacedRequest], _ steps: [FrontierStep]) async throws {
    let rows = paces.rows(Set(spaced.flatMap(\.keys)))
    try await road.archive.withinGroup { catalogue in
      for step in steps { try catalogue.complete(step) }
      for row in rows { try catalogue.save(row) }
    }
    for step in steps { taken.remove(step.id) }
    if !spaced.isEmpty { try await road.archive.commit() }
  }

  /// The host's next request; nil when it has none after all.
  private func start(_ key: PaceKey, at now: Moment, _ steps: inout [FrontierStep]) throws -> CrawlStart? {
    while let turn = try nextTurn(of: key, at: now) {
      let row = turn.queued
      guard let host = hosts[key], let url = CrawlURL(row.url) else {
        steps.append(FrontierStep(id: row.id, at: now.milliseconds, ending: .excluded(reason: "no http address")))
        continue
      }
      guard let clearance = clearance(for: url, host) else {
        host.batch.append(turn)
        taken.remove(row.id)
        return askRobots(key, url, host, at: now)
      }
      if let reason = exclusion(of: row, at: url, host, clearance) {
        report.excluded[host.portal.id, default: 0] += 1
        progress.queued -= 1
        steps.append(FrontierStep(id: row.id, at: now.milliseconds, ending: .excluded(reason: reason)))
        continue
      }
      return visit(turn, url, key, host, at: now)
    }
    return nil
  }

  /// What robots.txt says of an address; nil where it is to be asked for, at first or because a day went by.
  private func clearance(for url: CrawlURL, _ host: CrawlHost) -> RobotsClearance? {
    guard host.knownRobots.contains(url.scheme) else { return nil }
    return gate.knownClearance(for: url, evenIfOld: host.freshRobots.remove(url.scheme) != nil)
  }

  private func askRobots(_ key: PaceKey, _ url: CrawlURL, _ host: CrawlHost, at now: Moment) -> CrawlStart? {
    if host.asksRobots { return nil }
    host.asksRobots = true
    return .robots(key, url, pace(url, host, at: now, isRobots: true))
  }

  private func visit(_ turn: DueURL, _ url: CrawlURL, _ key: PaceKey, _ host: CrawlHost, at now: Moment) -> CrawlStart {
    progress.queued -= 1
    let row = turn.queued
    var facts = VisitFacts(run: road.archive.run.id, robots: "allowed")
    facts.via = row.via
    facts.hops = row.hops
    facts.materialise = isForPrograms(row) ? .none : host.portal.materialise ?? terms.config.archive.materialise
    facts.goneConfirmations = terms.goneConfirmations(for: url)
    facts.cleaning = host.cleaning
    let start = VisitStart(turn, url, key, host, pace(url, host, at: now), facts)
    // A host with several connections may have more to start.
    offer(key, at: now)
    return .visit(start)
  }

  /// Sitemaps and lists for programs are no documents.
  private func isForPrograms(_ row: QueuedURL) -> Bool {
    [FrontierLink.Hop.sitemap, .api].contains { $0.rawValue == row.hop }
  }

  private func pace(_ url: CrawlURL, _ host: CrawlHost, at now: Moment, isRobots: Bool = false) -> PacedRequest {
    let politeness = orders.applied(to: host.politeness, of: host.portal.id)
    let keys = paces.start(url, at: now, under: politeness)
    return PacedRequest(url: url, keys: keys, started: now, politeness: politeness, isRobots: isRobots)
  }

  /// Why an address is not visited although it is queued: rules may have changed since.
  private func exclusion(
    of row: QueuedURL, at url: CrawlURL, _ host: CrawlHost, _ clearance: RobotsClearance
  ) -> String? {
    if let verdict = admission.verdict(for: url, depth: row.depth, from: host.portal), !verdict.isAccepted {
      return verdict.rule
    }
    if row.hop == FrontierLink.Hop.pagination.rawValue, let trap = lists[ListPage(url).list]?.trap { return trap }
    if case .disallowed(let reason) = clearance { return reason }
    return nil
  }

  /// Takes the best address of a host that is due; without any the host waits for the next one.
  private func nextTurn(of key: PaceKey, at now: Moment) throws -> DueURL? {
    guard let host = hosts[key], host.closure == nil, !isSpent(host) else { return nil }
    if let turn = take(from: host) { return turn }
    let size = max(4, min(Self.batchSize, Self.rowsAhead / max(1, hosts.count)))
    let catalogue = road.archive.catalogue
    // A row that is under way, or whose end is not written yet, still looks queued there.
    var rows = try catalogue.next(of: host.name, at: now.milliseconds, count: size)
    if rows.count == size, rows.allSatisfy({ taken.contains($0.queued.id) }) {
      rows = try catalogue.next(of: host.name, at: now.milliseconds, count: size + taken.count)
    }
    rows.removeAll { taken.contains($0.queued.id) }
    host.batch = rows.reversed().filter { !followed.values.contains($0.queued.address) }
    if let turn = take(from: host) { return turn }
    if !rows.isEmpty {
      queues.offer(key, head: .entry, at: now + Self.glance)
    } else if let due = try catalogue.nextDue(of: host.name, after: now.milliseconds) {
      queues.offer(key, head: .entry, at: Moment(milliseconds: due))
    }
    return nil
  }

  private func take(from host: CrawlHost) -> DueURL? {
    let turn = host.batch.popLast()
    if let turn { taken.insert(turn.queued.id) }
    return turn
  }

  /// Whether the host's portal has had its pages for this run.
  private func isSpent(_ host: CrawlHost) -> Bool {
    host.portal.limits.maxPages.map { visits[host.portal.id, default: 0] >= $0 } ?? false
  }

  /// Says that a host may have work.
  func offer(_ key: PaceKey, at moment: Moment) {
    guard let host = hosts[key], host.closure == nil, !host.asksRobots else { return }
    queues.offer(key, head: .entry, at: moment)
  }

  /// A host's request has ended: it may have more work, and so may those that the request kept waiting; nil: any.
  func offerAgain(_ key: PaceKey, after request: PacedRequest? = nil) {
    let now = clock()
    offer(key, at: now)
    for other in request.map({ crowded.release($0.keys) }) ?? crowded.releaseAll() { offer(other, at: now) }
  }
}
