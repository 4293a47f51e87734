package import Archiving
internal import Cataloguing
internal import Extracting
private import Foundation
internal import Web

/// A report on its way to the process that asked for it.
extension VisitReport {
  /// As the catalogue holds it: `json`, with the folder's path relative to the archive.
  package func answer(in layout: ArchiveLayout) -> [UInt8] {
    var report = self
    report.folder = folder.map { String($0.dropFirst(layout.root.path.count)) }
    return report.json
  }

  /// Reads it back. Nil for what is no report.
  package init?(answer: [UInt8], in layout: ArchiveLayout) {
    guard let line = try? JSONDecoder().decode(Line.self, from: Data(answer)),
      let outcome = Outcome(rawValue: line.outcome)
    else { return nil }
    self.init(url: line.url, outcome: outcome)
    status = line.status
    version = line.version.flatMap { VersionID($0) }
    folder = line.path.map { layout.root.path + $0 }
    reason = line.reason
    location = line.location
    title = line.title
    if let added = line.added, let removed = line.removed { change = TextChange(added: added, removed: removed) }
    warnings = line.warnings.map { DocumentWarning(code: $0.code, message: $0.message) }
    sha256 = line.sha256.flatMap { Digest(hex: $0) }
  }

  private struct Line: Decodable {
    struct Warning: Decodable {
      let code: String
      let message: String
    }

    let url: String
    let outcome: String
    let status: Int?
    let version: String?
    let path: String?
    let reason: String?
    let location: String?
    let title: String?
    let added: Int?
    let removed: Int?
    let sha256: String?
    let warnings: [Warning]
  }
}
