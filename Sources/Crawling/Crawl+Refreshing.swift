internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Scheduling
internal import WARC
internal import Web

extension Crawl {
  /// Visits what is known again and says what became of each address.
  ///
  /// - Parameters:
  ///   - onlyDue: only what is due by its schedule, and what failed before.
  ///   - year: the year whose annual reports are looked for in the archive afterwards; nil for none.
  ///   - tell: what happens meanwhile.
  ///   - line: takes one line for every address that was due, after the last visit.
  /// - Throws: as `run`.
  package func refresh(
    onlyDue: Bool, year: Int? = nil, tell: @escaping @Sendable (CrawlNews) -> Void,
    line: (RefreshLine) -> Void = { _ in }
  ) async throws -> RefreshReport {
    let catalogue = road.archive.catalogue
    let last = try catalogue.chainHead()?.sequence ?? 0
    let began = road.now()
    let crawl = try await run(.refresh(onlyDue: onlyDue), tell: tell)
    var report = RefreshReport(crawl: crawl, began: began)
    let moves = try await recogniseMoves(after: last)
    let rests = HostRests(try catalogue.paces(), at: clock())
    var rows = FrontierRows(catalogue)
    while let row = try rows.next() {
      guard let portal = terms.portal(ofHost: row.host)?.id,
        var found = visited(row, after: last, portal) ?? notVisited(row, portal, rests)
      else { continue }
      moves.mark(&found, row.address, row.standing)
      try await complete(&found, row.address, after: last)
      line(found)
      report.add(found, hadDocument: row.version != nil)
    }
    if let year { report.coverage = try await coverage(of: year, closed: report.unread) }
    return report
  }

  /// Looks which documents stand elsewhere since that visit, and writes it down: their old addresses are `moved`.
  @discardableResult
  func recogniseMoves(after last: Int) async throws -> DocumentMoves {
    let terms = terms
    let likeness = LikenessSearch { terms.portal(ofHost: $0)?.id }
    let moves = try await DocumentMoves(after: last, on: road.archive.shelf, likeness: likeness)
    // What is known to have moved is not written down again at every refresh.
    let fresh = try moves.places.values.filter { move in
      let standing = try road.archive.catalogue.address(move.from.address)?.standing
      return standing?.state != .moved || standing?.movedTo == nil
    }
    try await road.archive.record(fresh.sorted { $0.from.key < $1.from.key })
    try await road.archive.commit()
    return moves
  }

  /// Nil for what this refresh did not visit.
  private func visited(_ row: VisitedURL, after last: Int, _ portal: String) -> RefreshLine? {
    guard let visit = row.last, visit.sequence > last else { return nil }
    return RefreshLine(visit, of: row, portal: portal)
  }

  /// Nil for what was not due.
  private func notVisited(_ row: VisitedURL, _ portal: String, _ rests: HostRests) -> RefreshLine? {
    let isKnown = row.wasAnswered || row.version != nil
    guard row.disposition == .queued || row.disposition == .failed || row.disposition == .excluded && isKnown else {
      return nil
    }
    let closure = report.closedHosts[row.host].map { "\(row.host): \($0.reason)" }
    let reason = row.reason ?? closure ?? rests.reason(of: row.host) ?? "its turn had not come"
    return RefreshLine(notVisited: row, portal: portal, reason: "not visited: \(reason)")
  }

  /// Adds what has to be looked up in the WARC: the size of a change, where a redirect leads.
  private func complete(_ line: inout RefreshLine, _ id: AddressID, after last: Int) async throws {
    switch line.outcome {
    case .changed, .reverted: line.change = try await change(of: id, after: last)
    case .moved where line.newURL == nil, .redirect where line.newURL == nil:
      guard line.version != nil, let capture = try road.archive.catalogue.captures(.of(id)).last,
        let location = try road.archive.shelf.record(at: capture.record).httpMessage?.head["Location"]
      else { return }
      line.newURL = CrawlURL(capture.url)?.resolve(location)?.text
    default: break
    }
  }

  private func change(of id: AddressID, after last: Int) async throws -> TextChange? {
    let captures = try road.archive.catalogue.captures(.of(id)).filter { $0.outcome.isGood }
    guard let old = captures.last(where: { $0.sequence <= last })?.version, let new = captures.last?.version,
      let address = try road.archive.catalogue.address(id)
    else { return nil }
    return TextChange(from: try await text(old, address), to: try await text(new, address))
  }

  private func text(_ id: VersionID, _ address: Address) async throws -> String {
    guard let version = try road.archive.catalogue.version(id, of: address.id) else { return "" }
    return try await road.archive.shelf.text(of: version, at: address)
  }

  private func coverage(of year: Int, closed: Set<String>) async throws -> [ReportCoverage] {
    var coverage: [ReportCoverage] = []
    for portal in terms.portals {
      let reports = try await ReportedYears(portal, shelf: road.archive.shelf)
      coverage += portal.organs.map { reports.coverage(of: $0, year: year, isUnreadable: closed.contains(portal.id)) }
    }
    return coverage
  }
}

/// All addresses of the frontier in turn, a thousand at a time.
private struct FrontierRows {
  private let catalogue: Catalogue
  private var batch: ArraySlice<VisitedURL> = []
  private var last = 0

  init(_ catalogue: Catalogue) { self.catalogue = catalogue }

  mutating func next() throws -> VisitedURL? {
    if batch.isEmpty { batch = try catalogue.visited(after: last, count: 1_000)[...] }
    guard let row = batch.popFirst() else { return nil }
    last = row.id
    return row
  }
}

/// Which hosts rest, and why.
struct HostRests {
  private var reasons: [String: String] = [:]

  init(_ rows: [PaceRow], at now: Moment) {
    for row in rows {
      guard let rest = row.rest, rest > now.milliseconds else { continue }
      let until = Moment(milliseconds: rest).timestamp.iso8601
      reasons[row.key] = "the host rests until \(until): \(row.reason ?? "delay")"
    }
  }

  func reason(of host: String) -> String? {
    guard let url = CrawlURL("http://\(host)/") else { return nil }
    return PaceKey.keys(for: url, at: nil).lazy.compactMap { reasons[$0.description] }.first
  }
}
