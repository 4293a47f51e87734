internal import Cataloguing
internal import Foundation
internal import WARC
package import Web

/// What a repair did.
package struct RepairReport: Sendable {
  /// What was wrong before and is not any more.
  package internal(set) var repaired: [Damage] = []
  /// What still is wrong.
  package internal(set) var left: [Damage] = []
  /// Whether catalogue and pages were made anew as a whole.
  package internal(set) var isRebuilt = false
}

extension Damage {
  /// What helps against damage that a repair leaves.
  package var remedy: String {
    switch kind {
    case .unknownFile where file.hasPrefix("warc/"):
      "move it away if it is not the archive's; `fangzhi import` takes it"
    case .unknownFile: "`fangzhi gc` lists and removes it"
    case .wrongCheckpoint: "compare with what was published; nothing here can make it right"
    case .wrongPage, .wrongIndex, .catalogueDisagrees, .catalogueDamaged:
      "its record in warc/ is damaged too: bring the WARC file back from a copy, then `fangzhi rebuild`"
    default: "bring the WARC file back from a copy; what is derived from the damaged record is left as it is"
    }
  }

  /// Whether bytes of `warc/` are damaged: then a version folder may be the last place that has them.
  var isOfWARC: Bool { !isOfDerived && kind != .unknownFile && kind != .wrongCheckpoint }

  /// Whether it is about something that `warc/` gives again.
  fileprivate var isOfDerived: Bool {
    switch kind {
    case .wrongPage, .wrongIndex, .catalogueDisagrees, .catalogueDamaged: true
    default: false
    }
  }

  fileprivate var isOfCatalogue: Bool { kind == .catalogueDisagrees || kind == .catalogueDamaged }
}

/// Makes derived things right again where `verify` finds them wrong. No byte of `warc/` is touched.
///
/// Where a WARC file itself is damaged, a version folder may be the last place that still has the bytes: then nothing
/// is made anew as a whole.
package struct Repair: Sendable {
  private let layout: ArchiveLayout
  private let settings: ArchiveSettings
  private let now: @Sendable () -> Timestamp

  package init(of layout: ArchiveLayout, settings: ArchiveSettings, now: @escaping @Sendable () -> Timestamp) {
    self.layout = layout
    self.settings = settings
    self.now = now
  }

  /// Verifies, repairs, and verifies again: what counts as repaired is what the second look does not find any more.
  ///
  /// - Throws: `ArchiveError`, `CatalogueError` when the archive cannot be opened.
  package func run() async throws -> RepairReport {
    var report = RepairReport()
    guard let before = try await damages() else {
      _ = try await Archive.rebuild(at: layout, settings: settings, now: now)
      report.isRebuilt = true
      report.repaired = [Damage(.catalogueDamaged, "catalogue.sqlite", "it is missing or cannot be read")]
      report.left = try await damages() ?? []
      return report
    }
    if before.contains(where: \.isOfCatalogue), !before.contains(where: \.isOfWARC) {
      _ = try await Archive.rebuild(at: layout, settings: settings, now: now)
      report.isRebuilt = true
    } else if before.contains(where: { $0.isOfDerived && !$0.isOfCatalogue }) {
      let archive = try await Archive(at: layout, settings: settings, command: "repair", now: now)
      try await archive.repair(before)
      try await archive.close()
    }
    let after = before.isEmpty ? [] : try await damages() ?? []
    report.left = after
    report.repaired = before.filter { !after.contains($0) }
    return report
  }

  /// Nil when there is no catalogue that can be read.
  private func damages() async throws -> [Damage]? {
    guard FileManager.default.fileExists(atPath: layout.warc.path) else {
      throw ArchiveError.missing(path: layout.root.path)
    }
    do {
      var verification = Verification(of: try Holdings(at: layout), isDeep: true)
      try await verification.run()
      return verification.damages
    } catch let error as CatalogueError where error.isUnreadable {
      return nil
    } catch ArchiveError.missing {
      return nil
    }
  }
}

extension Archive {
  /// Makes the indexes and the addresses' folders anew that the damages name.
  fileprivate func repair(_ damages: [Damage]) async throws {
    let indexes = Set(damages.filter { $0.kind == .wrongIndex }.map(\.file))
    for file in try catalogue.files() where file.isSealed {
      if indexes.contains("indexes/" + layout.index(of: file.name).lastPathComponent) {
        try ReplayIndex(layout: layout).write(for: file.name)
      }
    }
    let wrong = damages.filter { $0.kind == .wrongPage }.map(\.file)
    guard !wrong.isEmpty else { return }
    for address in try catalogue.addresses() where address.hasFolder {
      let folder = layout.relativeFolder(of: address.identity) + "/"
      let names = Set(wrong.filter { $0.hasPrefix(folder) }.map { $0.dropFirst(folder.count).prefix { $0 != "/" } })
      if !names.isEmpty { try await repair(address, names) }
    }
  }

  private func repair(_ address: Address, _ names: Set<Substring>) async throws {
    let versions = try catalogue.versions(of: address.id).filter(\.hasFolder)
    for version in versions where names.contains(version.id.text[...]) {
      // Bytes that are not the version's any more must not replace what the folder still has.
      guard let page = try? shelf.page(of: version), page.body == version.body else { continue }
      try await materialise(version)
    }
    try placeTimeline(of: address, latest: versions.first { $0.id == address.version }?.id)
  }
}
