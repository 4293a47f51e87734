internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Scheduling
internal import Web

/// What a visit means for the address's row in the frontier, as far as it does not depend on who visits.
struct RevisitPlan: Sendable {
  let terms: RequestTerms
  let catalogue: Catalogue

  /// That it is done, and when it is due again.
  func done(_ row: QueuedURL, _ reading: VisitReading, at now: Moment) -> FrontierStep.Ending {
    let policy = RevisitPolicy()
    let column = entryColumn(of: row) ?? RevisitPolicy.Column(row, reading, at: now)
    let known = RevisitPolicy.History(
      column: column, firstSeen: Moment(milliseconds: row.first ?? now.milliseconds),
      lastVisit: row.visited.map { Moment(milliseconds: $0) }, interval: row.period)
    let hasChanged = [.changed, .reverted].contains(reading.judgement.outcome)
    let next = policy.adapted(known, changed: hasChanged, at: now)
    let due = confirmation(of: row, reading, at: now) ?? policy.due(next)
    return .done(due: due.milliseconds, period: next.interval)
  }

  /// What becomes of a waiting address that somebody fetched by name; nil when its turn is still to come.
  func step(
    for reading: VisitReading, of row: QueuedURL, at url: CrawlURL, _ admission: LinkAdmission, now: Moment
  ) -> FrontierStep? {
    var found = admission.admit(reading, from: row, at: url)
    switch reading.judgement.outcome {
    case .redirect, .moved:
      guard let target = reading.stored?.arrival.redirectTarget, terms.identity(of: target).id != row.address else {
        return nil
      }
      found.append(admission.admit(redirectTo: target, from: row, at: url))
    case .gone: break
    case let outcome where outcome.isGood: break
    default: return nil
    }
    var step = FrontierStep(id: row.id, at: now.milliseconds, ending: done(row, reading, at: now))
    step.found = found
    return step
  }

  /// What the portal's file says of one of its entries; nil for other addresses.
  private func entryColumn(of row: QueuedURL) -> RevisitPolicy.Column? {
    guard row.depth == 0, let portal = CrawlURL(row.url).flatMap({ terms.portal(of: $0) }) else { return nil }
    switch portal.entries.first(where: { terms.identity(of: $0.url).id == row.address })?.kind {
    case .home: return .home
    case .column, .sitemap, .gkmlpt: return .list
    case .document, nil: return nil
    }
  }

  /// When a document that seems to be gone is asked for again; nil when it is no such case, or sure by now.
  private func confirmation(of row: QueuedURL, _ reading: VisitReading, at now: Moment) -> Moment? {
    guard reading.judgement.outcome == .gone, let url = CrawlURL(row.url),
      let address = try? catalogue.address(row.address), address.version != nil
    else { return nil }
    let needed = terms.goneConfirmations(for: url)
    let standing = address.standing.after(.gone, on: reading.at.dayInChina, confirmations: needed)
    if standing.state != .failing { return nil }
    return Confirmations(needed: needed).next(after: standing.goneDays, at: now)
  }
}

extension RevisitPolicy.Column {
  fileprivate init(_ row: QueuedURL, _ reading: VisitReading, at now: Moment) {
    // What is the same as before was not read: what it is stands in its version.
    let known = reading.stored?.past.current
    let title = reading.document?.metadata.title ?? known?.title ?? ""
    switch reading.document?.metadata.kind ?? known.flatMap({ DocumentKind(rawValue: $0.kind) }) {
    case .home: self = .home
    case .list: self = .list
    case .report: self = .report(year: Scheduling.ReportTitle.year(in: title) ?? now.chinaDay.civil.year - 1)
    case .attachment: self = .attachment
    case nil where FrontierLink.Hop(rawValue: row.hop) == .attachment: self = .attachment
    default:
      let lists: [FrontierLink.Hop] = [.pagination, .api, .sitemap]
      self = lists.contains { $0.rawValue == row.hop } ? .list : .page
    }
  }
}
