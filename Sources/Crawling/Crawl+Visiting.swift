internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Fetching
internal import Foundation
internal import Scheduling
internal import WARC
internal import Web

extension Crawl {
  /// Does what was started, beside everything else.
  nonisolated(nonsending) func perform(_ start: CrawlStart) async throws -> CrawlEvent {
    switch start {
    case .robots(let key, let url, let request):
      do { try await welcome(try await gate.welcome(at: url), at: url, key, request) } catch is CancellationError {
        return .cancelled(key, row: nil)
      }
      return .robots(key)
    case .visit(let start):
      do { return .visited(start, try await visit(start)) } catch is CancellationError {
        return .cancelled(start.key, row: start.row.id)
      }
    }
  }

  /// The road of one URL, with what it means for the frontier written in the same group.
  private nonisolated(nonsending) func visit(_ start: VisitStart) async throws -> KeptVisit {
    let kept = try await make(start)
    try await road.archive.commitIfDue()
    return kept
  }

  /// Up to the commit: what was read ends with this, since many visits may wait for one commit.
  private nonisolated(nonsending) func make(_ start: VisitStart) async throws -> KeptVisit {
    let isFile = start.row.hop == FrontierLink.Hop.attachment.rawValue || start.url.looksLikeFile
    var visit = Visit(
      url: start.url, identity: terms.identity(of: start.url, known: start.past.address), facts: start.facts,
      options: terms.options(for: start.url, isAttachment: isFile))
    visit.cookies = start.cookies
    visit.past = start.past
    // What this frontier never visited may have been fetched by name: nobody followed its links then.
    visit.isConditional = start.row.visited != nil
    visit.links = start.row.visited == nil ? .always : .whenChanged
    let reading = try await visit.read(on: road)
    let found = admission.admit(reading, from: start.row, at: start.url)
    let step = await end(start, reading, found)
    return try await visit.keep(reading, queued: step, on: road).withoutContents
  }

  /// Takes in what robots.txt says of a host.
  private func welcome(
    _ welcome: RobotsWelcome, at url: CrawlURL, _ key: PaceKey, _ request: PacedRequest
  ) async throws {
    let now = clock()
    paces.setCrawlDelay(welcome.crawlDelay, for: url)
    let end: RequestEnd = welcome.closure == nil ? .answered : .silent
    paces.finish(request, at: now, response: now - request.started, end: end, remoteAddress: nil)
    let host = hosts[key]
    host?.asksRobots = false
    host?.knownRobots.insert(url.scheme)
    host?.freshRobots.insert(url.scheme)
    if let closure = welcome.closure, let host {
      host.closure = closure
      report.closed[host.portal.id] = "\(host.name): \(closure)"
      report.closedHosts[host.name] = .init(portal: host.portal.id, reason: closure)
      if welcome.isUnreached { report.unreached.insert(host.portal.id) }
      queues.remove(key)
      paced.remove(key)
      crowded.remove(key, under: request.keys)
    }
    let rows = paces.rows(request.keys)
    let sitemaps = welcome.sitemaps.map { admission.seed($0, hop: .sitemap) }.filter { $0.exclusion == nil }
    let gain = try await road.archive.withinGroup { catalogue in
      for row in rows { try catalogue.save(row) }
      return try catalogue.add(sitemaps)
    }
    try await takeIn(gain)
  }

  /// What a visit means for its host and for the frontier.
  private func end(_ start: VisitStart, _ reading: VisitReading, _ found: [FoundURL]) -> FrontierStep {
    let now = clock()
    let end = RequestEnd(reading, at: start.url)
    paces.finish(
      start.request, at: now, response: Milliseconds(reading.stored?.arrival.fetchMilliseconds ?? 0), end: end,
      remoteAddress: reading.stored?.arrival.remoteAddress)
    watch(start, reading)
    var step = FrontierStep(id: start.row.id, at: now.milliseconds, ending: .failed(reason: ""))
    step.found = found
    step.ending = ending(of: start, reading, end, at: now, &step.found)
    let keys = paces.keys(for: start.url)
    if end != .answered || paces.delay(of: keys, under: start.request.politeness) > 0 { step.paces = paces.rows(keys) }
    if case .again = step.ending { progress.queued += 1 }
    if case .redirected = step.ending { progress.queued += 1 }
    return step
  }

  private func ending(
    of start: VisitStart, _ reading: VisitReading, _ end: RequestEnd, at now: Moment, _ found: inout [FoundURL]
  ) -> FrontierStep.Ending {
    let judgement = reading.judgement
    switch judgement.outcome {
    case .redirect, .moved:
      guard let target = reading.stored?.arrival.redirectTarget else { return done(start, reading, at: now) }
      if terms.identity(of: target).id == start.row.address { return redirectToItself(start, target) }
      found.append(admission.admit(redirectTo: target, from: start.row, at: start.url))
      return done(start, reading, at: now)
    case .excluded: return .excluded(reason: judgement.reason ?? "address refused")
    case .blocked, .failed, .truncated: return failure(start, reading, end, at: now)
    case .unreadable: return .failed(reason: judgement.reason ?? "unreadable")
    default: return done(start, reading, at: now)
    }
  }

  /// Once more to the same place is how portals set a cookie or change to https; more often it is a ring.
  private func redirectToItself(_ start: VisitStart, _ target: CrawlURL) -> FrontierStep.Ending {
    if start.row.hops >= 2 { return .failed(reason: "the redirects run in a ring") }
    return .redirected(url: target.text)
  }

  private func failure(
    _ start: VisitStart, _ reading: VisitReading, _ end: RequestEnd, at now: Moment
  ) -> FrontierStep.Ending {
    let reason = reading.judgement.reason ?? reading.judgement.outcome.rawValue
    let status = reading.stored?.arrival.status
    let isPassing = status == nil || status == 429 || status.map { $0 >= 500 && $0 != 521 } == true
    let isCut = reading.judgement.outcome == .truncated && reading.stored?.arrival.truncated != .length
    // A notice of maintenance with status 200 is a 503 in all but name.
    let isOutage = reading.judgement.outcome == .failed && reading.document?.metadata.kind == .error
    guard isPassing || isCut || isOutage,
      let retry = RetryPolicy().retry(
        afterFailures: start.row.attempts + 1, at: now, chance: Double.random(in: 0..<1))
    else { return .failed(reason: reason) }
    return .again(due: retry.milliseconds, reason: reason)
  }

  private func done(_ start: VisitStart, _ reading: VisitReading, at now: Moment) -> FrontierStep.Ending {
    RevisitPlan(terms: terms, catalogue: road.archive.catalogue).done(start.row, reading, at: now)
  }

  /// Watches whether a list goes on for nothing.
  private func watch(_ start: VisitStart, _ reading: VisitReading) {
    let isPage = start.row.hop == FrontierLink.Hop.pagination.rawValue
    guard isPage || reading.document?.metadata.kind == .list, reading.judgement.outcome.isGood else { return }
    let items = reading.links.filter { $0.kind == .link || $0.kind == .attachment }.map(\.url)
    lists[ListPage(start.url).list, default: ListWatch()].visited(items, isPage: isPage)
  }
}

/// What the pages of one list have shown.
struct ListWatch: Sendable {
  private var seen: Set<Int> = []
  private var run = ListRun()
  /// A crawl watches hundreds of lists; one that is longer than this begins anew and is found out a page later.
  private static let capacity = 4_096

  /// Takes in one page; only the pages after the first can show that a list goes on for nothing.
  mutating func visited(_ items: [CrawlURL], isPage: Bool) {
    var fresh = 0
    if seen.count > Self.capacity { seen.removeAll() }
    for item in items where seen.insert(item.hashValue).inserted { fresh += 1 }
    if isPage { run.visited(newLinks: fresh) }
  }

  /// The rule that ends the list; nil while it shows something new.
  var trap: String? { run.trap?.rule }
}

extension RequestEnd {
  init(_ reading: VisitReading, at url: CrawlURL) {
    guard let arrival = reading.stored?.arrival else {
      self = .silent
      return
    }
    if arrival.status == 429 || arrival.status == 503 {
      self = .refused(retryAfterSeconds: reading.retryAfterSeconds.map { Int64($0) })
    } else if reading.judgement.outcome == .blocked, reading.judgement.reason?.hasPrefix("status ") == false {
      self = .challenge(isHomePage: url.path == "/")
    } else {
      self = .answered
    }
  }
}
