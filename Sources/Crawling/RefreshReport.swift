package import Cataloguing
package import Web

/// What a refresh found, summed up by portal, with a line for every address of which there is something to say.
package struct RefreshReport: Sendable {
  /// The sums of one portal.
  package struct Sums: Sendable, Hashable {
    /// Addresses that were to be visited again.
    package var due = 0
    package var visited = 0
    package var outcomes: [Outcome: Int] = [:]
    /// How many of `due` had a document, and how many of those were found gone.
    package var documents = 0
    package var gone = 0

    /// Whether nothing came that tells of the pages: failures only, or no answer at all.
    fileprivate var isSilent: Bool { outcomes.keys.allSatisfy { [.failed, .blocked, .truncated].contains($0) } }

    fileprivate mutating func count(_ line: RefreshLine, hadDocument: Bool) {
      if line.outcome != .new { due += 1 }
      guard let outcome = line.outcome, outcome != .excluded else { return }
      visited += 1
      outcomes[outcome, default: 0] += 1
      if hadDocument { documents += 1 }
      if hadDocument, outcome == .gone { gone += 1 }
    }
  }

  package let crawl: CrawlReport
  package let began: Timestamp
  /// By portal id.
  package private(set) var sums: [String: Sums] = [:]
  /// The lines that are notable, in the order of the frontier.
  package private(set) var lines: [RefreshLine] = []
  /// How many addresses have the document that stood at another one before.
  package private(set) var movedDocuments = 0
  /// The annual reports of the year that was asked for; empty without one.
  package internal(set) var coverage: [ReportCoverage] = []

  init(crawl: CrawlReport, began: Timestamp) {
    self.crawl = crawl
    self.began = began
    for portal in crawl.closed.keys { sums[portal] = Sums() }
  }

  mutating func add(_ line: RefreshLine, hadDocument: Bool) {
    sums[line.portal, default: Sums()].count(line, hadDocument: hadDocument)
    if line.previousURL != nil { movedDocuments += 1 }
    if line.isNotable { lines.append(line) }
  }

  /// How often each outcome came.
  package var outcomes: [Outcome: Int] {
    sums.values.reduce(into: [:]) { $0.merge($1.outcomes, uniquingKeysWith: +) }
  }

  /// Portals that gave nothing but failures, and what they said: an outage, of which no deletion is concluded.
  package var outages: [(portal: String, reason: String)] {
    sums.filter { $1.isSilent && (crawl.closed[$0] != nil || $1.outcomes[.failed] != nil) }.map { portal, _ in
      let failure = lines.first { $0.portal == portal && $0.outcome == .failed }?.reason
      return (portal: portal, reason: crawl.closed[portal] ?? failure ?? "no answer")
    }.sorted { $0.portal < $1.portal }
  }

  /// Hosts that were left alone while others of their portals answered, and why.
  package var closedHosts: [(host: String, reason: String)] {
    let outages = Set(outages.map(\.portal))
    return crawl.closedHosts.filter { !outages.contains($1.portal) }.map { (host: $0, reason: $1.reason) }
      .sorted { $0.host < $1.host }
  }

  /// Portals of which something could not be read.
  var unread: Set<String> { Set(outages.map(\.portal)).union(crawl.closed.keys) }

  /// Portals where every document that was visited is gone: rather a redesign or an outage than so many deletions.
  package var vanished: [String] {
    sums.filter { $1.documents >= 3 && $1.gone == $1.documents }.map(\.key).sorted()
  }

  /// The last line of `--json`.
  package var summary: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.key("summary")
      line.object { write(to: &$0) }
    }
    return writer.bytes
  }

  private func write(to object: inout JSONWriter) {
    object.member("due", sums.values.reduce(0) { $0 + $1.due })
    object.member("visited", sums.values.reduce(0) { $0 + $1.visited })
    object.key("outcomes")
    object.object { $0.counts(outcomes) }
    object.key("portals")
    object.object { portals in
      for (portal, sums) in sums.sorted(by: { $0.key < $1.key }) {
        portals.key(portal)
        portals.object { one in
          one.member("due", sums.due)
          one.member("visited", sums.visited)
          one.key("outcomes")
          one.object { $0.counts(sums.outcomes) }
        }
      }
    }
    object.member("moved_documents", movedDocuments)
    object.key("outages")
    object.array { list in
      for outage in outages {
        list.object {
          $0.member("portal", outage.portal)
          $0.member("reason", outage.reason)
        }
      }
    }
    object.key("closed_hosts")
    object.array { list in
      for (host, reason) in closedHosts {
        list.object {
          $0.member("host", host)
          $0.member("reason", reason)
        }
      }
    }
    object.member("vanished", vanished)
    if !coverage.isEmpty {
      object.key("reports")
      object.array { list in for report in coverage { report.write(to: &list) } }
    }
    object.member("ending", crawl.ending.rawValue)
  }
}
