package import Cataloguing
private import Foundation
internal import WARC
internal import Web

extension Archive {
  /// Takes up what a crash left: a torn tail, a half sealed file, responses nobody judged, pages not in place.
  func recover(catalogueIsNew: Bool) async throws {
    if catalogueIsNew { try refuseForeignFiles() }
    try refuseHalfRedacted()
    let placed = pagesInPlace
    clearUnfinishedFolders()
    try await recoverFiles()
    // A visit's records stay together, so a file is closed for good only when all its responses are judged.
    _ = try await judgePending()
    try sealEarlierDay()
    try await recoverPages(after: placed)
  }

  /// A missing catalogue beside WARC files is a loss that a person must know of, not a new archive.
  private func refuseForeignFiles() throws {
    guard let first = warcNames().first else { return }
    try? catalogue.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: layout.catalogue.path + suffix)
    }
    throw ArchiveError.damaged(
      path: layout.catalogue.path, detail: "it is missing, but warc/ has \(first): run `fangzhi rebuild`")
  }

  /// The files in `warc/`, by name.
  func warcNames() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: layout.warc.path)) ?? []
    return names.filter { $0.hasSuffix(".warc.gz") || $0.hasSuffix(".warc.gz.open") }.sorted()
  }

  /// Folders that a crash kept from their place are made anew.
  private func clearUnfinishedFolders() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: layout.pages.path)) ?? []
    for name in names where name.hasPrefix(VersionFolder.unfinishedPrefix) {
      try? FileManager.default.removeItem(at: layout.pages.appending(path: name))
    }
  }

  private func recoverFiles() async throws {
    let known = try catalogue.files()
    for file in known where !file.isSealed {
      if FileManager.default.fileExists(atPath: layout.file(file.name, isOpen: false).path) {
        try finishSealing(file.name, end: file.committedEnd)
      } else {
        try await takeUp(file)
      }
    }
    let names = Set(known.map(\.name))
    for name in warcNames() where !names.contains(name.replacing(".open", with: "")) { try await takeUpUnknown(name) }
  }

  private func sealEarlierDay() throws {
    guard let open = try catalogue.files().last(where: { !$0.isSealed }),
      isOfEarlierDay(WARCFileName(open.name)?.date)
    else { return }
    try seal()
  }

  /// Judges what was stored before a crash; what broke the program twice is `unreadable`.
  ///
  /// - Returns: how many there were.
  func judgePending() async throws -> Int {
    let waiting = try catalogue.pending()
    // No new file is begun before all of them are judged.
    unjudged = waiting.count
    for var pending in waiting {
      pending.attempts += 1
      try catalogue.save(pending)
      guard let stored = try stored(pending) else { continue }
      try begin()
      if pending.attempts > 2 {
        _ = try keep(stored, Judgement(.unreadable, "judging it ended the program twice"), document: nil)
      } else {
        try await judge(stored)
      }
      try commit()
    }
    return waiting.count
  }

  /// The response as it was stored; nil, and no more waited for, when its bytes are damaged: `verify` says where.
  private func stored(_ pending: PendingResponse) throws -> StoredResponse? {
    do {
      return try StoredResponse(pending, shelf: shelf) {
        try self.past(of: $0, at: $1, self.catalogue.past(of: $0)).known
      }
    } catch is WARCError {
    } catch is ArchiveError {
    }
    try catalogue.removePending(at: pending.record)
    unjudged -= 1
    return nil
  }

  private func judge(_ stored: StoredResponse) async throws {
    let reading = try await shelf.read(stored)
    let kept = try keep(stored, reading.judgement, document: reading.document, files: reading.files)
    if let version = kept.lacksFolder {
      try commit()
      try await materialise(version)
    }
  }

  /// Makes folders, timelines and links that a crash kept from their place.
  private func recoverPages(after placed: Int) async throws {
    var touched: Set<AddressID> = []
    for capture in try catalogue.captures(.after(placed)) { touched.insert(capture.address) }
    for id in touched {
      guard let address = try catalogue.address(id), address.hasFolder else { continue }
      for version in try catalogue.versions(of: id) {
        let folder = layout.folder(of: version.id, at: address.identity)
        if !version.hasFolder {
          try? FileManager.default.removeItem(at: folder)
        } else if !FileManager.default.fileExists(atPath: folder.path) {
          try await materialise(version)
        }
      }
      let current = try address.version.flatMap { try catalogue.version($0, of: id) }
      try placeTimeline(of: address, latest: current?.hasFolder == true ? current?.id : nil)
    }
    pagesInPlace = chain.sequence
    arePagesKnown = true
  }

  /// Makes the folder of a version from the WARC.
  package func materialise(_ version: Version) async throws {
    let page = try shelf.page(of: version)
    let document = try await Cleaning(shelf.rules(version.cleaning)).document(of: page)
    try step {
      let folder = VersionFolder(layout: pagesLayout, identity: page.identity, version: version.id)
      try placing.inTurn { try folder.write(VersionFolder.files(raw: page.raw.bytes, document: document)) }
    }
  }
}
