internal import Cataloguing
package import Crawling
internal import Scheduling

/// A run's status in the text format of Prometheus, version 0.0.4.
package struct MetricsText: Sendable {
  package private(set) var text = ""

  /// - Parameter residentBytes: memory of the process; nil when it is not known.
  package init(_ status: RunStatus, residentBytes: Int? = nil) {
    counters(status)
    gauges(status)
    moments(status)
    if let residentBytes {
      family("process_resident_memory_bytes", .gauge, "Resident memory.", [([], Double(residentBytes))])
    }
  }

  private enum Kind: String { case counter, gauge }
  private typealias Sample = (labels: [(String, String)], value: Double)

  private mutating func counters(_ status: RunStatus) {
    family(
      "fangzhi_visits_total", .counter, "Visits since the start, by portal and outcome.",
      status.outcomes.sorted { $0.key < $1.key }.flatMap { portal, counts in
        Outcome.allCases.compactMap { outcome in
          counts[outcome].map { ([("portal", portal), ("outcome", outcome.rawValue)], Double($0)) }
        }
      })
    family("fangzhi_rounds_total", .counter, "Rounds since the start.", [([], Double(status.rounds))])
    family(
      "fangzhi_notices_total", .counter, "Change notices that were delivered since the start.",
      [([], Double(status.notices))])
  }

  private mutating func gauges(_ status: RunStatus) {
    family("fangzhi_crawling", .gauge, "1 while a round is under way.", [([], status.state == .crawling ? 1 : 0)])
    family("fangzhi_in_flight", .gauge, "Requests under way.", [([], Double(status.progress.inFlight))])
    family("fangzhi_queued", .gauge, "Addresses queued in the round.", [([], Double(status.progress.queued))])
    family(
      "fangzhi_rest", .gauge, "Addresses that the last round left queued.",
      status.queued.sorted { $0.key < $1.key }.map { ([("portal", $0.key)], Double($0.value)) })
    family(
      "fangzhi_portal_closed", .gauge, "1 when the last round left the portal alone.",
      status.next.keys.sorted().map { ([("portal", $0)], status.closed[$0] == nil ? 0 : 1) })
    family(
      "fangzhi_notices_failing", .gauge, "1 when the last batch of notices was not taken.",
      [([], status.noticeFailure == nil ? 0 : 1)])
  }

  private mutating func moments(_ status: RunStatus) {
    family("fangzhi_start_timestamp_seconds", .gauge, "When the run began.", [([], status.started.seconds)])
    family(
      "fangzhi_status_timestamp_seconds", .gauge, "When the run last said that it is alive.", [([], status.at.seconds)])
    family(
      "fangzhi_last_round_timestamp_seconds", .gauge, "When a portal's last round was complete.",
      status.last.sorted { $0.key < $1.key }.map { ([("portal", $0.key)], $0.value.seconds) })
    family(
      "fangzhi_next_round_timestamp_seconds", .gauge, "When a portal's next round begins.",
      status.next.sorted { $0.key < $1.key }.map { ([("portal", $0.key)], $0.value.seconds) })
  }

  private mutating func family(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    if samples.isEmpty { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
      text += name + (labels.isEmpty ? "" : "{\(labels)}") + " \(Self.number(sample.value))\n"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

extension Moment {
  fileprivate var seconds: Double { Double(milliseconds) / 1_000 }
}
