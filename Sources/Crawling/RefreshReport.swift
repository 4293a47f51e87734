internal import Archiving
package import Cataloguing
package import Web

/// What a refresh found: one line for every address that was due, visited or not, and the sums.
package struct RefreshReport: Sendable {
  /// One address.
  package struct Line: Sendable, Hashable {
    package let url: String
    package let portal: String
    /// Nil when it was not visited.
    package var outcome: Outcome?
    package let state: AddressState?
    package let version: VersionID?
    /// Where the same text stood before.
    package var previousURL: String?
    package var reason: String?

    package var json: [UInt8] {
      var writer = JSONWriter(.compact)
      writer.object { line in
        line.member("url", url)
        line.member("outcome", orNull: outcome?.rawValue)
        line.member("state", orNull: state?.rawValue)
        line.member("version", orNull: version?.text)
        if let previousURL { line.member("previous_url", previousURL) }
        if let reason { line.member("reason", reason) }
      }
      return writer.bytes
    }
  }

  package internal(set) var lines: [Line] = []
  package let crawl: CrawlReport

  /// Portals that gave nothing but failures: an outage, of which no deletion is concluded.
  package var outages: [String] {
    let silent = crawl.outcomes.filter { _, counts in
      counts[.failed] != nil && counts.keys.allSatisfy { [.failed, .blocked, .truncated].contains($0) }
    }
    return Set(silent.keys).union(crawl.closed.keys).sorted()
  }

  /// How often each outcome came.
  package var counts: [Outcome: Int] { lines.compactMap(\.outcome).reduce(into: [:]) { $0[$1, default: 0] += 1 } }

  /// The last line of `--json`.
  package var summary: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.key("summary")
      line.object { sums in
        sums.member("due", lines.count { $0.outcome != .new })
        sums.member("visited", lines.count { $0.outcome != nil })
        sums.key("outcomes")
        sums.object { $0.counts(counts) }
        sums.member("moved_with_text", lines.count { $0.previousURL != nil })
        sums.member("outages", outages)
        sums.member("ending", crawl.ending.rawValue)
      }
    }
    return writer.bytes
  }
}

extension Crawl {
  /// Visits what is known again and says what became of each address.
  ///
  /// - Throws: as `run`.
  package func refresh(
    onlyDue: Bool, tell: @escaping @Sendable (CrawlNews) -> Void
  ) async throws -> RefreshReport {
    visited = [:]
    let crawl = try await run(.refresh(onlyDue: onlyDue), tell: tell)
    var report = RefreshReport(crawl: crawl)
    let catalogue = road.archive.catalogue
    let visits = visited ?? [:]
    try catalogue.forEachQueued(in: Disposition.allCases) { row in
      guard let url = CrawlURL("http://\(row.host)/"), let portal = terms.portal(of: url) else { return }
      if let kept = visits[row.address] {
        report.lines.append(RefreshReport.Line(row, kept, portal: portal.id))
      } else if row.state != .done, row.first != nil || row.state == .queued || row.state == .failed {
        let address = try catalogue.address(row.address)
        report.lines.append(RefreshReport.Line(notVisited: row, address, portal: portal.id))
      }
    }
    try report.linkMoved(visits, catalogue)
    return report
  }
}

extension RefreshReport {
  /// Links documents that stand at a new address to where the same text stood before.
  fileprivate mutating func linkMoved(_ visits: [AddressID: KeptVisit], _ catalogue: Catalogue) throws {
    let places = Dictionary(lines.enumerated().map { ($1.url, $0) }) { first, _ in first }
    for (address, kept) in visits where kept.capture.outcome == .new {
      guard let version = kept.version, let here = places[kept.capture.url], version.hasOwnText else { continue }
      for other in try catalogue.versions(withText: version.text) where other.address != address {
        guard let before = visits[other.address], [.gone, .moved, .redirect].contains(before.capture.outcome) else {
          continue
        }
        lines[here].previousURL = before.capture.url
        if let there = places[before.capture.url] {
          lines[there].outcome = .moved
          lines[there].reason = "the same text stands at \(kept.capture.url)"
        }
        break
      }
    }
  }
}

extension Version {
  /// Whether its text can tell it from others: lists and empty pages are alike in many places.
  fileprivate var hasOwnText: Bool { ["article", "report", "attachment"].contains(kind) && text != Self.noText }

  private static let noText = Digest(of: [])
}

extension RefreshReport.Line {
  init(_ row: QueuedURL, _ kept: KeptVisit, portal: String) {
    self.init(
      url: kept.capture.url, portal: portal, outcome: kept.capture.outcome, state: kept.address.standing.state,
      version: kept.address.version, reason: kept.capture.reason)
  }

  init(notVisited row: QueuedURL, _ address: Address?, portal: String) {
    self.init(
      url: row.url, portal: portal, outcome: row.state == .excluded ? .excluded : nil, state: address?.standing.state,
      version: address?.version, reason: row.reason ?? "not visited: its turn had not come")
  }
}
