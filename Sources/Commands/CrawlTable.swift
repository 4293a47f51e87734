internal import Cataloguing
internal import Crawling
internal import Web

/// The report of a crawl as a table: a line a portal, a column an outcome.
struct CrawlTable {
  private let report: CrawlReport

  init(_ report: CrawlReport) { self.report = report }

  func print() {
    let outcomes = Outcome.allCases.filter { report.total($0) > 0 }
    let header = ["portal"] + outcomes.map(\.rawValue) + ["excluded", "queued"]
    let ids = Set(report.outcomes.keys).union(report.queued.keys).union(report.excluded.keys).sorted()
    var rows = ids.map { id in
      [id] + outcomes.map { String(report.outcomes[id]?[$0] ?? 0) }
        + [String(report.excluded[id] ?? 0), String(report.queued[id] ?? 0)]
    }
    let sums = outcomes.map { String(report.total($0)) }
    rows.append(
      ["total"] + sums + [String(report.excluded.values.reduce(0, +)), String(report.queued.values.reduce(0, +))])
    Self.aligned([header] + rows).forEach { Console.data($0) }
    for (portal, reason) in report.closed.sorted(by: { $0.key < $1.key }) { Console.data("\(portal): \(reason)") }
    Console.data("\(report.visits) visits in \(Int(report.seconds.rounded())) s: \(report.ending.text)")
  }

  /// Columns side by side, two blanks between them; figures stand to the right.
  static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { index, cell in
        let blanks = String(repeating: " ", count: widths[index] - cell.count)
        return index == 0 ? cell + blanks : blanks + cell
      }.joined(separator: "  ")
    }
  }
}

extension CrawlReport.Ending {
  var text: String {
    switch self {
    case .complete: "nothing is left to do"
    case .waiting: "the rest is not due yet"
    case .maxPages: "--max-pages is reached"
    case .maxMinutes: "--max-minutes is reached"
    }
  }
}

extension ExitStatus {
  /// How a command ends whose crawl ended so; nil when all is well. Pages that are gone are an answer, no failure.
  init?(_ report: CrawlReport) {
    let blocked = report.total(.blocked)
    let failed = [.failed, .truncated, .unreadable].reduce(0) { $0 + report.total($1) }
    if report.visits > 0, blocked == report.visits {
      self = .allBlocked
    } else if report.visits > 0, report.unanswered == report.visits {
      self = .networkDown
    } else if report.visits == 0, !report.closed.isEmpty {
      self = report.unreached.count == report.closed.count ? .networkDown : .someFailed
    } else if failed > 0 || !report.closed.isEmpty {
      self = .someFailed
    } else {
      return nil
    }
  }
}

/// One JSON object a line.
struct JSONLine {
  var writer = JSONWriter(.compact)

  func print() { Console.bytes(writer.bytes + [0x0A]) }
}
