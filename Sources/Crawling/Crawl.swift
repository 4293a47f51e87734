internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Fetching
internal import Foundation
package import Scheduling
internal import Web

/// A crawl of whole portals: the road of one URL again and again, fed by the frontier, as fast as each host allows.
///
/// The actor decides which address is next and when; visits run beside each other in a task group. Every outcome is
/// written together with its capture, so that whatever ends the process, the frontier and the archive agree.
package actor Crawl {
  let road: Road
  let terms: RequestTerms
  let admission: LinkAdmission
  let gate: RobotsGate
  let limits: CrawlLimits
  let clock: @Sendable () -> Moment

  var paces: HostPaces
  var queues = HostQueues()
  var hosts: [PaceKey: CrawlHost] = [:]
  var lists: [String: ListWatch] = [:]
  var report = CrawlReport()
  var progress = CrawlProgress()
  /// Rows that were taken from the queue and whose end is not written yet.
  var taken: Set<Int> = []
  /// Visits of each portal in this run.
  var visits: [String: Int] = [:]
  var orders = StandingOrders()
  var named: NamedRequests
  var looksForRequests = true
  /// What a person's request is about to ask for, by the request's id: not for the queue's turn.
  var followed: [Int: AddressID] = [:]
  /// Hosts whose next turn is a person's, and how many wait for it.
  var awaited: [PaceKey: Int] = [:]
  /// Hosts that nothing keeps waiting but the pause between two requests: however long it is, nobody ends over it.
  var paced: Set<PaceKey> = []
  var crowded = CrowdedHosts()
  private let began: Moment
  private var lastActivity: Moment
  /// The visits that there were a second ago.
  private var visitsLookedAt = 0

  /// - Parameters:
  ///   - portals: what is crawled.
  ///   - others: portals whose files count when somebody names one of their addresses.
  ///   - clock: the wall clock in milliseconds; delays, rests and due moments are counted by it.
  /// - Throws: `SettingsError` for a scope that cannot be, `CatalogueError`.
  package init(
    road: Road, config: Config, portals: [Portal], others: [Portal] = [], wishes: NamedFetch.Wishes,
    limits: CrawlLimits, clock: @escaping @Sendable () -> Moment
  ) throws {
    let terms = RequestTerms(config: config, portals: portals, wishes: wishes, userAgent: road.userAgent)
    self.road = road
    self.terms = terms
    self.limits = limits
    self.clock = clock
    admission = try LinkAdmission(terms: terms)
    let all = RequestTerms(config: config, portals: portals + others, wishes: wishes, userAgent: road.userAgent)
    gate = RobotsGate(road: road, settings: config.robots) { all.options(for: $0) }
    named = NamedRequests(road: road, config: config, terms: all, gate: gate)
    paces = HostPaces(try road.archive.catalogue.paces())
    began = clock()
    lastActivity = began
  }

  /// Visits what is queued and what it leads to, until nothing is due.
  ///
  /// - Parameter round: which known addresses are visited again.
  /// - Throws: when the archive is broken; `CancellationError` when the task was cancelled: then everything finished is
  ///   committed, and what was in flight is queued again.
  package func run(_ round: CrawlRound, tell: @escaping @Sendable (CrawlNews) -> Void) async throws -> CrawlReport {
    try await prepare(round)
    do { try await loop(tell) } catch {
      try? await settle()
      throw error
    }
    try await settle()
    try Task.checkCancellation()
    return report
  }

  /// Why hosts were left alone, by their authority.
  package var closedHosts: [String: String] { report.closedHosts.mapValues(\.reason) }

  /// Ends the run: the last group is committed.
  private func settle() async throws {
    try await road.archive.commit()
    try countRest()
    report.seconds = Double(clock() - began) / 1_000
  }

  /// Fetches what people ask for by name, until nothing of that is left; no portal is crawled meanwhile.
  package func answerRequests() async throws {
    do { try await loop { _ in } } catch {
      try? await settle()
      throw error
    }
    try await settle()
  }

  /// Everything but the reading of pages happens on the thread that moves the transfers: a visit that finds nothing new
  /// is over in less time than it takes to wake another thread.
  private func loop(_ tell: @escaping @Sendable (CrawlNews) -> Void) async throws {
    try await withTaskExecutorPreference(road.fetching) { try await visitAll(tell) }
  }

  private func visitAll(_ tell: @escaping @Sendable (CrawlNews) -> Void) async throws {
    try await withThrowingTaskGroup(of: CrawlEvent.self) { group in
      var wakeTime = WakeTime()
      while !Task.isCancelled {
        if looksForRequests {
          for request in try await newRequests() { group.addTask { try await self.fetch(request) } }
        }
        let (starts, due) = try await nextStarts()
        for start in starts { group.addTask { try await self.perform(start) } }
        progress.inFlight += starts.count
        if progress.inFlight == 0, named.isEmpty, let ending = ending(due) {
          report.ending = ending
          break
        }
        let wake = min(due ?? .distantFuture, clock() + .seconds(1))
        if wakeTime.mustBeSet(by: wake) { group.addTask { await self.tick(at: wake) } }
        guard let event = try await group.next() else { break }
        if case .tick(let moment) = event { wakeTime.wentOff(moment) }
        try await take(event, tell)
      }
      group.cancelAll()
      // Visits that the signal met on their way end by themselves; what did not end is still queued.
      while let event = try await group.next() { try await take(event, tell) }
    }
  }

  private nonisolated func tick(at moment: Moment) async -> CrawlEvent {
    try? await Task.sleep(for: .milliseconds(max(1, moment - clock())))
    return .tick(moment)
  }

  /// Why the crawl ends now that nothing is in flight; nil when it goes on.
  private func ending(_ due: Moment?) -> CrawlReport.Ending? {
    let now = clock()
    if isSpent { return limits.maxPages.map { progress.visits >= $0 } == true ? .maxPages : .maxMinutes }
    guard let due else { return progress.queued > 0 ? .waiting : .complete }
    if !paced.isEmpty { return nil }
    let patience = Milliseconds(limits.maxWaitSeconds * 1_000)
    if due == .distantFuture { return now - lastActivity >= patience ? .waiting : nil }
    return due - now > patience ? .waiting : nil
  }

  /// Whether the run's own limits are reached.
  var isSpent: Bool {
    if let most = limits.maxPages, progress.visits + progress.inFlight >= most { return true }
    guard let minutes = limits.maxMinutes else { return false }
    return Double(clock() - began) >= minutes * 60_000
  }

  private func take(_ event: CrawlEvent, _ tell: @Sendable (CrawlNews) -> Void) async throws {
    switch event {
    case .tick: try await lookRound(tell)
    case .named: break
    case .robots(let key):
      progress.inFlight -= 1
      offerAgain(key)
    case .cancelled(let key, let row):
      progress.inFlight -= 1
      if let row { taken.remove(row) }
      offerAgain(key)
    case .visited(let start, let kept):
      progress.inFlight -= 1
      taken.remove(start.row.id)
      lastActivity = clock()
      // Most visits bring nothing: a call that might wait costs them more than the question.
      if !kept.gain.isEmpty { try await takeIn(kept.gain) }
      count(kept, of: start)
      tell(.visit(kept, portal: start.portal.id))
    }
  }

  /// Whether the last second left time for other work: polite crawls mostly wait.
  private var isQuiet: Bool { progress.visits - visitsLookedAt < 20 }

  /// What has to be done every second.
  private func lookRound(_ tell: @Sendable (CrawlNews) -> Void) async throws {
    try await hearRequests()
    looksForRequests = true
    try await road.archive.commitIfDue()
    if isQuiet { try await road.archive.indexTexts() }
    visitsLookedAt = progress.visits
    progress.seconds = Double(clock() - began) / 1_000
    progress.hosts = queues.count
    tell(.progress(progress))
  }

  private func count(_ kept: KeptVisit, of start: VisitStart) {
    let portal = start.portal.id
    progress.visits += 1
    visits[portal, default: 0] += 1
    report.count(kept.capture, of: portal)
    offerAgain(start.key, after: start.request)
  }
}
