internal import Archiving
internal import Cataloguing
internal import Crawling
internal import Web

/// The report of a refresh for a terminal: a line an address of which there is something to say, then a table.
struct RefreshTable {
  private let report: RefreshReport

  init(_ report: RefreshReport) { self.report = report }

  func print(isQuiet: Bool) {
    if !isQuiet { for line in report.lines { Console.data(text(line)) } }
    for line in CrawlTable.aligned(rows) { Console.data(line) }
    for (portal, reason) in report.outages {
      Console.data("\(portal): an outage, nothing is concluded from it: \(reason)")
    }
    for (host, reason) in report.closedHosts { Console.data("\(host): left alone: \(reason)") }
    for portal in report.vanished {
      Console.data("\(portal): every document that was visited is gone: a redesign or an outage, rather than deletions")
    }
    for one in report.coverage {
      let parts = ["\(one.year)", one.state.rawValue, one.organ, one.name, one.published ?? "-", one.url ?? "-"]
      Console.data(parts.joined(separator: "  "))
    }
    Console.data(
      "\(report.crawl.visits) visits in \(Int(report.crawl.seconds.rounded())) s: \(report.crawl.ending.text)")
  }

  private func text(_ line: RefreshLine) -> String {
    var parts = [line.outcome?.rawValue ?? "not visited", line.version?.text ?? "-"]
    parts.append(line.change.map { "+\($0.added) -\($0.removed)" } ?? "-")
    parts.append(line.url)
    if let previous = line.previousURL { parts.append("<- \(previous)") }
    if let new = line.newURL { parts.append("-> \(new)") }
    if let reason = line.reason, line.newURL == nil { parts.append("(\(reason))") }
    return parts.joined(separator: "  ")
  }

  /// A row a portal: what was due, what was visited, what came of it.
  private var rows: [[String]] {
    let outcomes = Outcome.allCases.filter { report.outcomes[$0] != nil }
    let header = ["portal", "due", "visited"] + outcomes.map(\.rawValue)
    var rows = report.sums.sorted { $0.key < $1.key }.map { portal, sums in
      [portal, String(sums.due), String(sums.visited)] + outcomes.map { String(sums.outcomes[$0] ?? 0) }
    }
    let all = report.sums.values
    rows.append(
      ["total", String(all.reduce(0) { $0 + $1.due }), String(all.reduce(0) { $0 + $1.visited })]
        + outcomes.map { String(report.outcomes[$0] ?? 0) })
    return [header] + rows
  }
}
