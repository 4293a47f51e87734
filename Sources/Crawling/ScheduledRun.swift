internal import Archiving
package import Cataloguing
package import Scheduling
private import Synchronization
internal import Web

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
  private let owners: [String: String]
  private let delivery: NoticeDelivery?
  private let time: Time
  private let board: RunBoard
  private var timetable: Timetable
  private var active: Set<String> = []
  /// How often in a row each portal was left alone.
  private var closures: [String: Int] = [:]
  private var toldUntil: Int

  /// The clock and how to wait for it.
  package struct Time: Sendable {
    package let now: @Sendable () -> Moment
    /// Returns when the clock shows that moment. Thrown when the task was cancelled.
    package let wait: @Sendable (Moment) async throws -> Void

    package init(now: @escaping @Sendable () -> Moment, wait: @escaping @Sendable (Moment) async throws -> Void) {
      self.now = now
      self.wait = wait
    }
  }

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
    self.delivery = delivery
    self.time = time
    owners = Dictionary(portals.flatMap { portal in portal.hosts.map { ($0, portal.id) } }) { first, _ in first }
    let catalogue = road.archive.catalogue
    let now = time.now()
    let last = try Self.lastRounds(of: portals, in: catalogue)
    timetable = Timetable(portals.map { ($0.id, $0.schedule) }, last: last, at: now)
    for portal in portals {
      guard let closure = try catalogue.setting(Self.closureSetting(portal.id)).flatMap({ Closure($0) }) else {
        continue
      }
      closures[portal.id] = closure.count
      timetable.hasten(portal.id, to: closure.next)
    }
    let end = try catalogue.chainHead()?.sequence ?? 0
    toldUntil = try catalogue.setting(Self.noticeSetting).flatMap { Int($0) } ?? end
    board = RunBoard(started: now)
    board.change { $0.last = last }
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
    let told = String(toldUntil)
    try await road.archive.withinGroup { try $0.set(Self.noticeSetting, to: told) }
    while true {
      try Task.checkCancellation()
      let now = time.now()
      active.formUnion(timetable.take(at: now))
      board.change { status in
        status.at = now
        status.state = active.isEmpty ? .waiting : .crawling
        status.active = active.sorted()
        status.next = Dictionary(uniqueKeysWithValues: timetable.entries.map { ($0.portal, $0.next) })
      }
      publish(board.status)
      if active.isEmpty {
        try await rest(until: min(timetable.next() ?? .distantFuture, now + .minutes(1)))
      } else {
        try await round(publish)
      }
    }
  }

  /// Waits, and fetches meanwhile what somebody asks for by name.
  private func rest(until moment: Moment) async throws {
    let catalogue = road.archive.catalogue
    let isAsked = try await withThrowingTaskGroup(of: Bool.self) { group in
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
    guard isAsked else { return }
    let crawl = try Crawl(
      road: road, config: config, portals: [], others: portals + others, wishes: NamedFetch.Wishes(),
      limits: CrawlLimits(), clock: time.now)
    try await crawl.answerRequests()
  }

  private func round(_ publish: @escaping @Sendable (RunStatus) -> Void) async throws {
    let chosen = portals.filter { active.contains($0.id) }
    let crawl = try Crawl(
      road: road, config: config, portals: chosen, others: portals + others, wishes: NamedFetch.Wishes(),
      limits: limits, clock: time.now)
    let last = try road.archive.catalogue.chainHead()?.sequence ?? 0
    let report = try await withThrowingTaskGroup(of: CrawlReport?.self) { group in
      group.addTask { [board, time] in
        let pulse = Pulse()
        let report = try await crawl.run(.refresh(onlyDue: true)) { news in
          let now = time.now()
          board.take(news, at: now)
          if pulse.beats(at: now) { publish(board.status) }
        }
        try await crawl.recogniseMoves(after: last)
        return report
      }
      group.addTask {
        // A first crawl takes days: nobody should wait for its end to hear of what it found.
        while (try? await Task.sleep(for: .seconds(60))) != nil { try await self.tell() }
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

  /// A round lasts until the next portal's time at most.
  private var limits: CrawlLimits {
    var limits = CrawlLimits()
    let now = time.now()
    let end = min(timetable.next() ?? .distantFuture, now + .days(1))
    limits.maxMinutes = max(1, Double(end - now) / 60_000)
    limits.maxWaitSeconds = (limits.maxMinutes ?? 0) * 60
    let hours = config.run.workingHours
    // A visit comes some minutes after the round began, so that the next one falls due as much after the next round
    // began: without this a daily list would be seen every other day.
    limits.dueAhead = min(.hours(3), (end - now) / 8)
    limits.workingHours = hours.from == 0 && hours.until == 24 ? nil : hours
    return limits
  }

  private func finish(_ report: CrawlReport, _ chosen: [Portal]) async throws {
    let now = time.now()
    let done = chosen.map(\.id).filter { report.ending != .maxMinutes || report.queued[$0] == nil }
    active.subtract(done)
    try await road.archive.withinGroup { catalogue in
      for portal in done { try catalogue.set(Self.roundSetting(portal), to: String(now.milliseconds)) }
    }
    board.change { status in
      status.rounds += 1
      for portal in chosen {
        status.queued[portal.id] = report.queued[portal.id] ?? 0
        status.closed[portal.id] = report.closed[portal.id]
      }
      for portal in done { status.last[portal] = now }
    }
    for portal in chosen {
      try hasten(portal, after: now)
      try await reopen(portal, isClosed: report.closed[portal.id] != nil, after: now)
    }
    try await tell()
  }

  /// A portal whose robots.txt could not be read is tried again before its next round; a restart keeps to that.
  private func reopen(_ portal: Portal, isClosed: Bool, after now: Moment) async throws {
    let count = isClosed ? closures[portal.id, default: 0] + 1 : 0
    if count == 0, closures[portal.id] == nil { return }
    closures[portal.id] = count == 0 ? nil : count
    var closure: Closure?
    if count > 0 {
      let next = Reopening().next(afterClosures: count, at: now)
      timetable.hasten(portal.id, to: next)
      closure = Closure(count: count, next: next)
    }
    let text = closure?.text ?? ""
    try await road.archive.withinGroup { try $0.set(Self.closureSetting(portal.id), to: text) }
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
  private static func closureSetting(_ portal: String) -> String { "closed:\(portal)" }
  private static let noticeSetting = "notices"
}

// MARK: Change notices

extension ScheduledRun {
  /// Delivers what nobody was told of yet. What is not taken is delivered again the next time, so everything is told at
  /// least once, over restarts too.
  private func tell() async throws {
    // Only what is committed has happened.
    try await road.archive.commit()
    guard let delivery else { return }
    let at = time.now().timestamp
    while let batch = try ChangeNotices(
      after: toldUntil, of: config.run.noticeOutcomes, in: road.archive.catalogue,
      portal: { owners[$0.authority] }, at: at)
    {
      if batch.count > 0 {
        do { try await delivery.send(batch.json) } catch {
          board.change { $0.noticeFailure = error.description }
          return
        }
      }
      toldUntil = batch.last
      board.change { status in
        status.noticeFailure = nil
        status.notices += batch.count
      }
      let last = String(batch.last)
      try await road.archive.withinGroup { try $0.set(Self.noticeSetting, to: last) }
    }
    try await road.archive.commit()
  }
}

/// That a portal was left alone, as the catalogue keeps it: how often in a row, and when it is tried again.
private struct Closure {
  let count: Int
  let next: Moment

  var text: String { "\(count) \(next.milliseconds)" }

  init(count: Int, next: Moment) {
    self.count = count
    self.next = next
  }

  /// Nil for no such text: a portal that is open has an empty one.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let count = Int(parts[0]), count > 0, let next = Int64(parts[1]) else { return nil }
    self.init(count: count, next: Moment(milliseconds: next))
  }
}

/// Lets one through every ten seconds.
private final class Pulse: Sendable {
  private let last = Mutex(Moment(milliseconds: 0))

  func beats(at now: Moment) -> Bool {
    last.withLock { last in
      if abs(now - last) < .seconds(10) { return false }
      last = now
      return true
    }
  }
}
