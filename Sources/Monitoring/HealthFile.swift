package import Crawling
package import Foundation
internal import Scheduling
internal import Web

/// A small JSON file that says whether a run is alive: `at` is at most a minute old, or it is not.
package struct HealthFile: Sendable {
  private let file: URL

  package init(_ file: URL) { self.file = file }

  /// Puts the file in place of the one before, whole at every moment.
  ///
  /// Thrown when it cannot be written.
  package func write(_ status: RunStatus, process: Int32) throws {
    try Data(Self.json(status, process: process)).write(to: file, options: .atomic)
  }

  static func json(_ status: RunStatus, process: Int32) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { health in
      health.member("state", status.state.rawValue)
      health.member("at", status.at.timestamp.iso8601)
      health.member("started", status.started.timestamp.iso8601)
      health.member("process", Int(process))
      health.member("active", status.active)
      health.member("visited", status.outcomes.values.reduce(0) { $0 + $1.values.reduce(0, +) })
      health.member("queued", status.progress.queued)
      health.member("rounds", status.rounds)
      health.member("notices", status.notices)
      health.member("notice_failure", ifPresent: status.noticeFailure)
      health.key("portals")
      health.object { portals in
        for (id, next) in status.next.sorted(by: { $0.key < $1.key }) {
          portals.key(id)
          portals.object { portal in
            portal.member("next", next.timestamp.iso8601)
            portal.member("last", ifPresent: status.last[id]?.timestamp.iso8601)
            portal.member("queued", ifPresent: status.queued[id])
            portal.member("closed", ifPresent: status.closed[id])
          }
        }
      }
    }
    return writer.bytes + [0x0A]
  }
}
