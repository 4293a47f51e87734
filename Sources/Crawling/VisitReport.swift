package import Archiving
package import Cataloguing
package import Extracting
package import Foundation
package import Web

/// What a person or a script is told of one URL.
package struct VisitReport: Sendable, Hashable {
  package var url: String
  package var outcome: Outcome
  package var status: Int?
  package var version: VersionID?
  /// The path of the version's folder, with a slash at its end; nil when the visit stands for no version.
  package var folder: String?
  package var reason: String?
  /// Where the answer points.
  package var location: String?
  /// The text's change against the version before; nil where there is none to compare.
  package var change: TextChange?
  package var title: String?
  package var warnings: [DocumentWarning] = []
  /// SHA-256 of the decoded body; nil without a document.
  package var sha256: Digest?

  /// The version's folder; nil when the visit stands for no version.
  package var path: URL? { folder.map { URL(filePath: $0, directoryHint: .isDirectory) } }

  package init(url: String, outcome: Outcome) {
    self.url = url
    self.outcome = outcome
  }

  /// What was decided without a visit.
  package init(notVisited url: String, _ outcome: Outcome, reason: String) {
    self.init(url: url, outcome: outcome)
    self.reason = reason
  }

  package init(_ kept: KeptVisit, layout: ArchiveLayout) {
    self.init(url: kept.capture.url, outcome: kept.capture.outcome)
    status = kept.capture.status
    version = kept.capture.version
    reason = kept.capture.reason
    location = kept.redirectTarget?.text
    title = kept.title
    warnings = kept.warnings
    sha256 = kept.capture.body
    if let version = kept.version, version.hasFolder {
      folder = layout.folderPath(of: version.id, at: kept.address.identity)
    }
  }

  /// One JSON object; every key is always there, without a value it is null.
  package var json: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { report in
      report.member("url", url)
      report.member("outcome", outcome.rawValue)
      report.member("status", orNull: status)
      report.member("version", orNull: version?.text)
      report.member("path", orNull: folder)
      report.member("reason", orNull: reason)
      report.member("location", orNull: location)
      report.member("title", orNull: title)
      report.member("added", orNull: change?.added)
      report.member("removed", orNull: change?.removed)
      report.member("sha256", orNull: sha256?.hex)
      report.key("warnings")
      report.array { list in
        for warning in warnings {
          list.object {
            $0.member("code", warning.code)
            $0.member("message", warning.message)
          }
        }
      }
    }
    return writer.bytes
  }

  /// One line for people: outcome, status, version, change, path or reason, URL.
  package func line(relativeTo archive: URL) -> String {
    var parts = [outcome.rawValue, status.map(String.init) ?? "-", version?.text ?? "-"]
    parts.append(change.map { "+\($0.added) -\($0.removed)" } ?? "-")
    parts.append(url)
    if let location { parts.append("-> \(location)") }
    if let folder { parts.append(folder.removing(prefix: archive.path(percentEncoded: false))) }
    if let reason { parts.append("(\(reason))") }
    return parts.joined(separator: "  ")
  }
}

extension JSONWriter {
  mutating func member(_ name: String, orNull value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  mutating func member(_ name: String, orNull value: Int?) {
    key(name)
    if let value { int(value) } else { null() }
  }
}

extension String {
  fileprivate func removing(prefix: String) -> String {
    guard hasPrefix(prefix) else { return self }
    return String(dropFirst(prefix.count).drop { $0 == "/" })
  }
}
