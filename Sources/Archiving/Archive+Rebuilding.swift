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
  /// Bytes that could not be read, each with file and offset.
  package var damages: [String] = []
}

extension Archive {
  /// Makes the derived tables and `pages/` again from `warc/`, byte for byte, also when the catalogue file is lost.
  ///
  /// Readers see the old pages until the new ones are whole.
  /// - Throws: `ArchiveError`, `CatalogueError`; whatever it is, `warc/` stays untouched.
  package static func rebuild(
    at layout: ArchiveLayout, settings: ArchiveSettings, now: @escaping @Sendable () -> Timestamp
  ) async throws -> RebuildReport {
    guard FileManager.default.fileExists(atPath: layout.warc.path) else {
      throw ArchiveError.missing(path: layout.root.path)
    }
    let wasLost = !FileManager.default.fileExists(atPath: layout.catalogue.path)
    let archive = try Archive(rebuilding: layout, settings: settings, now: now)
    var report = try await archive.rebuild()
    report.catalogueWasLost = wasLost
    try await archive.close()
    return report
  }

  private func rebuild() async throws -> RebuildReport {
    var report = RebuildReport()
    try? FileManager.default.removeItem(at: pagesLayout.pages)
    try FileManager.default.createDirectory(at: pagesLayout.pages, withIntermediateDirectories: true)
    let committed = try catalogue.files().reduce(into: [:]) { $0[$1.name] = $1.committedEnd }
    try catalogue.beginGroup()
    group.startedAt = .now
    try catalogue.removeDerivedRows()
    chain = (0, ChainLine.genesis)
    for name in warcNames() { try await rebuild(from: name, committedEnd: committed, &report) }
    try commit()
    try putPagesInPlace()
    try await judgePending()
    report.judged = chain.sequence - report.visits
    return report
  }

  private func rebuild(
    from name: String, committedEnd: [String: Int], _ report: inout RebuildReport
  ) async throws {
    let file = try FileReplay(name: name, layout: layout, committedEnd: committedEnd[name.replacing(".open", with: "")])
    try catalogue.save(ArchivedFile(name: file.sealedName, committedEnd: file.end, isSealed: !file.isOpen))
    var replay = file
    while let event = try replay.next() {
      switch event {
      case .response(let record, let place): try recall(record, place)
      case .visit(let visit): try await recall(visit, &report)
      case .damage(let damage): report.damages.append(damage)
      }
    }
    if !replay.isOpen { try ReplayIndex(layout: layout).write(for: replay.sealedName) }
    report.files += 1
  }

  /// A response: its payload can be referred to from now on, and it waits for its judgement.
  private func recall(_ record: WARCRecord, _ place: RecordPlace) throws {
    try catalogue.save(PendingResponse(record: place, context: ""))
    guard record.kind == .response, record.truncated == nil, let message = record.httpMessage, !message.body.isEmpty,
      let uri = record.targetURI, let url = CrawlURL(uri)
    else { return }
    let coded = Array(message.body)
    let raw = Arrival.decode(coded, head: message.head, url: url, cap: Arrival.maxDecodedBytes)
    try catalogue.add(
      OriginalPayload(
        payload: record.payloadDigest?.sha256 ?? Digest(of: coded), body: Digest(of: raw.bytes), record: place,
        recordID: record.id.description, url: uri, at: record.date))
  }

  /// A judgement: the visit happens again, the document is read anew.
  private func recall(_ visit: RecordedVisit, _ report: inout RebuildReport) async throws {
    chain = (chain.sequence + 1, visit.record.chain)
    let identity = visit.identity
    let capture = visit.capture(sequence: chain.sequence, address: identity.id)
    if let place = visit.place { try catalogue.removePending(at: place) }
    var page: StoredPage?
    if capture.outcome.makesVersion {
      // The address must be known before its page can be read back.
      if try catalogue.address(identity.id) == nil {
        try catalogue.save(Address(capture: capture, identity: identity))
      }
      page = try shelf.page(of: capture)
    }
    let document = await Cleaning().document(of: page)
    let kept = try settle(capture, identity, visit.record.facts, document, raw: page?.raw.bytes ?? [])
    report.visits += 1
    if capture.outcome.makesVersion { report.versions += 1 }
    if capture.outcome.makesVersion, kept.version?.hasFolder == true { report.folders += 1 }
    if let missing = kept.lacksFolder {
      try await materialise(missing)
      report.folders += 1
    }
    try placePages()
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
  }
}
