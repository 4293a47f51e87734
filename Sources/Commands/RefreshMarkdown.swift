internal import Archiving
internal import Cataloguing
internal import Crawling
internal import Web

/// The report of a refresh as Markdown: the table, then a list for each kind of thing that happened.
struct RefreshMarkdown {
  private let report: RefreshReport

  init(_ report: RefreshReport) { self.report = report }

  var text: String {
    var parts = ["# Refresh of \(report.began.iso8601)", table]
    if !warnings.isEmpty { parts.append(warnings.joined(separator: "\n")) }
    parts += Self.sections.compactMap { section($0.title, $0.outcomes) }
    if let rest = section("Not visited", []) { parts.append(rest) }
    if !report.coverage.isEmpty { parts.append(coverage) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static let sections: [(title: String, outcomes: [Outcome])] = [
    ("New", [.new]), ("Changed", [.changed, .reverted]), ("Moved", [.moved, .redirect]), ("Gone", [.gone]),
    ("Blocked", [.blocked]), ("Failed", [.failed, .truncated, .unreadable]), ("Excluded", [.excluded, .disallowed]),
  ]

  private var table: String {
    let outcomes = Outcome.allCases.filter { report.outcomes[$0] != nil }
    var rows = [["portal", "due", "visited"] + outcomes.map(\.rawValue)]
    rows.append(rows[0].indices.map { $0 == 0 ? "---" : "---:" })
    rows += report.sums.sorted { $0.key < $1.key }.map { portal, sums in
      [portal, String(sums.due), String(sums.visited)] + outcomes.map { String(sums.outcomes[$0] ?? 0) }
    }
    return Self.rows(rows)
  }

  private var warnings: [String] {
    report.outages.map { "- **\($0.portal)**: an outage, nothing is concluded from it: \(Self.escaped($0.reason))" }
      + report.closedHosts.map { "- **\($0.host)**: left alone: \(Self.escaped($0.reason))" }
      + report.vanished.map {
        "- **\($0)**: every document that was visited is gone: a redesign or an outage, rather than deletions"
      }
  }

  /// The lines of those outcomes; of no outcome at all when none is named.
  private func section(_ title: String, _ outcomes: [Outcome]) -> String? {
    let lines = report.lines.filter { line in
      line.outcome.map { outcomes.contains($0) } ?? outcomes.isEmpty
    }
    if lines.isEmpty { return nil }
    return "## \(title)\n\n" + lines.map(item).joined(separator: "\n")
  }

  private func item(_ line: RefreshLine) -> String {
    var item = "- <\(line.url)>"
    if let change = line.change { item += " +\(change.added) −\(change.removed)" }
    if let new = line.newURL { item += " → <\(new)>" }
    if let previous = line.previousURL { item += " ← <\(previous)>" }
    if let reason = line.reason, line.newURL == nil { item += ": \(Self.escaped(reason))" }
    return item
  }

  private var coverage: String {
    let year = report.coverage[0].year
    let rows = report.coverage.map { one in
      [Self.escaped(one.name), one.state.rawValue, one.published ?? "", one.url.map { "<\($0)>" } ?? ""]
    }
    return "## Annual reports of \(year)\n\n"
      + Self.rows([["organ", "state", "published", "address"], ["---", "---", "---", "---"]] + rows)
  }

  private static func rows(_ rows: [[String]]) -> String {
    rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// Text of servers must not become markup of ours.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if "\\`*_[]<>|#".unicodeScalars.contains(scalar) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
    }
    return escaped
  }
}
