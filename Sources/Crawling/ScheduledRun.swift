internal import Archiving
package import Cataloguing
package import Scheduling

/// `fangzhi run`: every portal in its time, again and again, until it is cancelled.
///
/// A round visits what is due of the portals whose time has come; it ends when nothing is left or the next portal's time
/// has come, and what is left goes on with that one. A round that a stop or a crash cut short is taken up by the next
/// start, because a portal's round counts only once it is complete.
package actor ScheduledRun {
  private let road: Road
  private let config: Config
  private let portals: [Portal]
  private let others: [Portal]
  private let feed: ChangeFeed
  private let time: Time
  private let board: RunBoard
  private var timetable: Timetable
  private var active: Set<String> = []
  /// What is known of portals that were left alone.
  private var closures: [String: PortalClosure]

  /// - Parameter others: portals whose files count when somebody names one of their addresses.
  /// - Parameter delivery: where change notices go; nil: nowhere. The first start tells nothing of visits before it.
  /// - Throws: `CatalogueError`.
  package init(
    road: Road, config: Config, portals: [Portal], others: [Portal] = [], delivery: NoticeDelivery?, time: Time
  ) throws {
    self.road = road
    self.config = config
    self.portals = portals
    self.others = others
    self.time = time
    let catalogue = road.archive.catalogue
    let now = time.now()
    let last = try Self.lastRounds(of: portals, in: catalogue)
    timetable = Timetable(portals.map { ($0.id, $0.schedule) }, last: last, at: now)
    closures = try catalogue.closures(of: portals)
    for (portal, closure) in closures { timetable.hasten(portal, to: closure.next) }
    board = RunBoard(started: now)
    board.change { $0.last = last }
    feed = try ChangeFeed(
      of: portals, in: road.archive, outcomes: config.run.noticeOutcomes, delivery: delivery, board: board,
      clock: time.now)
  }

  /// When each portal's last round was complete.
  package static func lastRounds(of portals: [Portal], in catalogue: Catalogue) throws -> [String: Moment] {
    var last: [String: Moment] = [:]
    for portal in portals {
      last[portal.id] = try catalogue.setting(roundSetting(portal.id)).flatMap { Int64($0) }
        .map { Moment(milliseconds: $0) }
    }
    return last
  }

  /// Where the run stands at this moment.
  package nonisolated var status: RunStatus { board.status }

  /// Runs until the task is cancelled.
  ///
  /// - Parameter publish: told of the status at every change, and at least once a minute.
  /// - Throws: `CancellationError` when the task was cancelled: then everything finished is committed. Else when the
  ///   archive is broken.
  package func run(publish: @escaping @Sendable (RunStatus) -> Void) async throws {
    defer {
      board.change { $0.state = .stopped }
      publish(board.status)
    }
    try await feed.begin()
    while true {
      try Task.checkCancellation()
      let now = time.now()
      active.formUnion(timetable.take(at: now))
      post(at: now)
      publish(board.status)
      if active.isEmpty {
        try await rest(until: min(timetable.next() ?? .distantFuture, now + .minutes(1)))
      } else {
        try await round(publish)
      }
    }
  }

  /// Writes on the board what is under way and what comes next.
  private func post(at now: Moment) {
    board.change { status in
      status.at = now
      status.state = active.isEmpty ? .waiting : .crawling
      status.active = active.sorted()
      status.next = Dictionary(uniqueKeysWithValues: timetable.entries.map { ($0.portal, $0.next) })
    }
  }

  // MARK: Between rounds

  /// Waits, and fetches meanwhile what somebody asks for by name.
  private func rest(until moment: Moment) async throws {
    guard try await isAsked(before: moment) else { return }
    try await crawl([], CrawlLimits()).answerRequests()
  }

  /// Whether somebody asks for something by name before that moment has come.
  private func isAsked(before moment: Moment) async throws -> Bool {
    let catalogue = road.archive.catalogue
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask { [time] in
        try await time.wait(moment)
        return false
      }
      group.addTask {
        repeat { try await Task.sleep(for: .milliseconds(500)) } while try catalogue.waitingRequests().isEmpty
        return true
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
  }

  private func crawl(_ chosen: [Portal], _ limits: CrawlLimits) throws -> Crawl {
    try Crawl(
      road: road, config: config, portals: chosen, others: portals + others, wishes: NamedFetch.Wishes(),
      limits: limits, clock: time.now)
  }

  // MARK: A round

  private func round(_ publish: @escaping @Sendable (RunStatus) -> Void) async throws {
    let chosen = portals.filter { active.contains($0.id) }
    let now = time.now()
    let end = min(timetable.next() ?? .distantFuture, now + .days(1))
    let crawl = try crawl(chosen, CrawlLimits(ofRound: now, until: end, hours: config.run.workingHours))
    let report = try await withThrowingTaskGroup(of: CrawlReport?.self) { group in
      group.addTask { try await self.visit(crawl, publish) }
      group.addTask { [feed] in
        // A first crawl takes days: nobody should wait for its end to hear of what it found.
        while (try? await Task.sleep(for: .seconds(60))) != nil { try await feed.tell() }
        return nil
      }
      while let ended = try await group.next() {
        if let ended {
          group.cancelAll()
          return ended
        }
      }
      throw CancellationError()
    }
    try await finish(report, chosen)
  }

  /// Visits what is due, then recognises what moved.
  private nonisolated func visit(
    _ crawl: Crawl, _ publish: @escaping @Sendable (RunStatus) -> Void
  ) async throws -> CrawlReport {
    let last = try road.archive.catalogue.chainHead()?.sequence ?? 0
    let pulse = Pulse()
    let report = try await crawl.run(.refresh(onlyDue: true)) { [board, time] news in
      let now = time.now()
      board.take(news, at: now)
      if pulse.beats(at: now) { publish(board.status) }
    }
    try await crawl.recogniseMoves(after: last)
    return report
  }

  private func finish(_ report: CrawlReport, _ chosen: [Portal]) async throws {
    let now = time.now()
    let done = chosen.map(\.id).filter { report.ending != .maxMinutes || report.queued[$0] == nil }
    active.subtract(done)
    try await road.archive.withinGroup { catalogue in
      for portal in done { try catalogue.set(Self.roundSetting(portal), to: String(now.milliseconds)) }
    }
    board.take(report, of: chosen, done: done, at: now)
    for portal in chosen {
      try hasten(portal, after: now)
      try await reopen(portal, isClosed: report.closed[portal.id] != nil, after: now)
    }
    try await feed.tell()
  }

  /// A portal whose robots.txt could not be read is tried again before its next round; a restart keeps to that.
  private func reopen(_ portal: Portal, isClosed: Bool, after now: Moment) async throws {
    let former = closures[portal.id]
    if !isClosed, former == nil { return }
    let closure = isClosed ? PortalClosure(after: former, at: now) : nil
    closures[portal.id] = closure
    if let closure { timetable.hasten(portal.id, to: closure.next) }
    try await road.archive.withinGroup { try $0.set(PortalClosure.setting(portal.id), to: closure?.text ?? "") }
  }

  /// What seems to be gone is asked for again at another time of day (portals.md §5.3), whatever the portal's own is.
  private func hasten(_ portal: Portal, after now: Moment) throws {
    let catalogue = road.archive.catalogue
    for host in portal.hosts {
      for address in try catalogue.suspects(host: host) {
        guard let row = try catalogue.queued(address), row.state == .done, row.due > now.milliseconds else { continue }
        timetable.hasten(portal.id, to: Moment(milliseconds: row.due))
      }
    }
  }

  private static func roundSetting(_ portal: String) -> String { "round:\(portal)" }
}
