internal import Cataloguing
internal import Web

/// What of an archive goes into an export.
package struct ExportSelection: Sendable, Hashable {
  /// Only addresses of these hosts, `name` or `name:port`; nil: all.
  package var hosts: Set<String>?
  /// Only documents of these kinds; nil: what the form takes by itself.
  package var kinds: Set<String>?
  /// First and last day, `2025-10-27`, `2025-10` or `2025`; nil: open.
  package var from: String?
  package var to: String?
  /// Documents: also versions that are no longer current, and of addresses that are gone.
  package var allVersions = false
  /// The portal of each host, by its id; a host without one is a portal of its own.
  package var portals: [String: String] = [:]

  package init() {}

  /// Whether everything is selected.
  var isEverything: Bool { hosts == nil && kinds == nil && from == nil && to == nil }

  func covers(host: String) -> Bool { hosts?.contains(host) ?? true }

  /// - Parameter day: `2025-10-27`, or what of it is known.
  func covers(day: String) -> Bool {
    // A month or a year ends after each of its days.
    (from.map { $0 <= day } ?? true) && (to.map { day <= $0 + "~" } ?? true)
  }

  func portal(of host: String) -> String { portals[host] ?? host }
}

extension Version {
  /// The day it is selected by: of publication, else of the capture in China's time.
  var day: String { published.map { String($0.prefix(10)) } ?? id.captured.chineseDay }
}

extension Timestamp {
  /// `2026-11-20`, as calendars in China have it.
  var chineseDay: String { String(advanced(by: 8 * 3_600).iso8601.prefix(10)) }
}
