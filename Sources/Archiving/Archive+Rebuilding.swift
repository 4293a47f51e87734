internal import Cataloguing
private import Foundation
internal import WARC
package import Web

/// What a rebuild found and made.
package struct RebuildReport: Sendable {
  /// Files of `warc/` that were read.
  package var files = 0
  package var visits = 0
  package var versions = 0
  /// Version folders that were written.
  package var folders = 0
  /// Responses without a judgement, judged now.
  package var judged = 0
  /// Whether the catalogue file was lost: then crawl state was lost with it, and the frontier begins anew.
  package var catalogueWasLost = false
  /// Versions whose content a template learned anew made different.
  package var recleaned: [RecleanedVersion] = []
  /// Bytes that could not be read, each with file and offset.
  package var damages: [String] = []
}

extension Archive {
  /// Makes the derived tables and `pages/` again from `warc/`, byte for byte, also when the catalogue file is lost.
  ///
  /// Readers see the old pages until the new ones are whole.
  /// - Throws: `ArchiveError`, `CatalogueError`; whatever it is, `warc/` stays untouched.
  package static func rebuild(
    at layout: ArchiveLayout, settings: ArchiveSettings, relearning: Bool = false,
    now: @escaping @Sendable () -> Timestamp
  ) async throws -> RebuildReport {
    guard FileManager.default.fileExists(atPath: layout.warc.path) else {
      throw ArchiveError.missing(path: layout.root.path)
    }
    let archive = try Archive(rebuilding: layout, settings: settings, now: now)
    var report = try await archive.rebuild()
    if relearning { report.recleaned = try await archive.relearn() }
    try await archive.close()
    return report
  }

  private func rebuild() async throws -> RebuildReport {
    var report = RebuildReport()
    report.catalogueWasLost = catalogueWasLost
    try settleRedaction()
    try? FileManager.default.removeItem(at: pagesLayout.pages)
    try FileManager.default.createDirectory(at: pagesLayout.pages, withIntermediateDirectories: true)
    let known = Known(
      ends: try catalogue.files().reduce(into: [:]) { $0[$1.name] = $1.committedEnd },
      pending: try catalogue.pending().reduce(into: [:]) { $0[$1.record] = $1 })
    try catalogue.beginGroup()
    group.startedAt = .now
    try catalogue.removeDerivedRows()
    chain = (0, ChainLine.genesis)
    for name in warcNamesInOrder() { try await rebuild(from: name, known, &report) }
    try commit()
    try catalogue.indexAllTexts()
    try catalogue.optimizeSearch()
    try putPagesInPlace()
    try catalogue.set(Self.redactingSetting, to: "")
    report.judged = try await judgePending()
    return report
  }

  /// What the catalogue says that `warc/` does not.
  private struct Known {
    /// Up to where each file counts.
    let ends: [String: Int]
    let pending: [RecordPlace: PendingResponse]
  }

  private func rebuild(from name: String, _ known: Known, _ report: inout RebuildReport) async throws {
    let sealedName = name.replacing(".open", with: "")
    var replay = try FileReplay(name: name, layout: layout, committedEnd: known.ends[sealedName])
    try catalogue.save(ArchivedFile(name: sealedName, committedEnd: 0, isSealed: !replay.isOpen))
    while let event = try replay.next() {
      switch event {
      case .response(let record, let place):
        try recall(record, place)
        if let pending = known.pending[place] { try catalogue.save(pending) }
      case .exchange(let place):
        try catalogue.save(known.pending[place] ?? PendingResponse(record: place, context: ""))
      case .visit(let visit): report.add(try await recall(visit))
      case .tombstone(let payload, let reason): try catalogue.set(Self.redactedPrefix + payload.hex, to: reason)
      case .rules(let rules): try recall(rules)
      case .template(let template, let date): try await recall(template, learned: date)
      case .move(let move): try recall(move)
      case .damage(let damage): report.damages.append(damage)
      }
    }
    // An open file goes on behind its last whole record; of a sealed one every byte counts.
    let end = replay.isOpen ? replay.end : known.ends[sealedName] ?? replay.end
    try catalogue.save(ArchivedFile(name: sealedName, committedEnd: end, isSealed: !replay.isOpen))
    if !replay.isOpen { try ReplayIndex(layout: layout).write(for: sealedName) }
    report.files += 1
  }

  private func putPagesInPlace() throws {
    let old = layout.root.appending(path: "pages.old", directoryHint: .isDirectory)
    try? FileManager.default.removeItem(at: old)
    if FileManager.default.fileExists(atPath: layout.pages.path) {
      try AtomicFile.rename(layout.pages.path, to: old.path)
    }
    try AtomicFile.rename(pagesLayout.pages.path, to: layout.pages.path)
    try? FileManager.default.removeItem(at: old)
    pagesLayout = layout
    pagesInPlace = chain.sequence
    arePagesKnown = true
  }
}
