package import Cataloguing
private import Foundation
internal import WARC
internal import Web

extension Archive {
  /// Takes up what a crash left: a torn tail, a half sealed file, responses nobody judged, pages not in place.
  func recover(catalogueIsNew: Bool) async throws {
    if catalogueIsNew { try refuseForeignFiles() }
    try recoverFiles()
    // A visit's records stay together, so a file is closed for good only when all its responses are judged.
    try await judgePending()
    try sealEarlierDay()
    try await recoverPages()
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

  private func recoverFiles() throws {
    let known = try catalogue.files()
    for file in known where !file.isSealed {
      if FileManager.default.fileExists(atPath: layout.file(file.name, isOpen: false).path) {
        try finishSealing(file.name, end: file.committedEnd)
      } else {
        // Opening it cuts the torn tail.
        _ = try OpenSegment.continue(file.name, committedEnd: file.committedEnd, layout: layout)
      }
    }
    let names = Set(known.map(\.name))
    for name in warcNames() where !names.contains(name.replacing(".open", with: "")) { try recoverUnknown(name) }
  }

  private func sealEarlierDay() throws {
    guard let open = try catalogue.files().last(where: { !$0.isSealed }), let begun = WARCFileName(open.name)?.date,
      begun.fourteenDigits.prefix(8) < now().fourteenDigits.prefix(8)
    else { return }
    try seal()
  }

  /// An open file that the catalogue does not know was begun by a group that never was committed.
  private func recoverUnknown(_ name: String) throws {
    let place = layout.warc.appending(path: name)
    var reader = WARCReader(try WARCFile(path: place.path), rules: .foreign)
    let first = try? reader.next()?.record
    let fields = first.map { WARCFields(parsing: $0.block) }
    let begunAfter = fields?["chainHead"].flatMap { Digest(hex: $0) }
    guard name.hasSuffix(".open"), first == nil || begunAfter == chain.head else {
      throw ArchiveError.damaged(
        path: place.path, detail: "the catalogue does not know this file: run `fangzhi rebuild`")
    }
    try FileManager.default.removeItem(at: place)
  }

  /// Judges what was stored before a crash; what broke the program twice is `unreadable`.
  func judgePending() async throws {
    for var pending in try catalogue.pending() {
      pending.attempts += 1
      try catalogue.save(pending)
      let stored = try StoredResponse(pending, shelf: shelf) { id in
        try self.past(of: id).known
      }
      try begin()
      if pending.attempts > 2 {
        _ = try keep(stored, Judgement(.unreadable, "judging it ended the program twice"), document: nil)
      } else {
        try await judge(stored)
      }
      try commit()
    }
  }

  private func judge(_ stored: StoredResponse) async throws {
    let (judgement, document) = await Cleaning().judge(stored)
    let kept = try keep(stored, judgement, document: document)
    if let version = kept.lacksFolder {
      try commit()
      try await materialise(version)
    }
  }

  /// Makes folders, timelines and links that a crash kept from their place.
  private func recoverPages() async throws {
    let placed = try catalogue.setting(Self.pagesSetting).flatMap { Int($0) } ?? 0
    var touched: Set<AddressID> = []
    for capture in try catalogue.captures(.after(placed)) { touched.insert(capture.address) }
    for id in touched {
      guard let address = try catalogue.address(id), address.hasFolder else { continue }
      for version in try catalogue.versions(of: id) where version.hasFolder {
        let folder = layout.folder(of: version.id, at: address.identity)
        if !FileManager.default.fileExists(atPath: folder.path) { try await materialise(version) }
      }
      try Timeline(layout: layout, identity: address.identity).write(catalogue.captures(.of(id)))
      if let version = address.version, try catalogue.version(version, of: id)?.hasFolder == true {
        try AtomicFile.link(layout.folder(of: address.identity).appending(path: "latest"), to: version.text)
      }
    }
    pagesInPlace = chain.sequence
  }

  /// Makes the folder of a version from the WARC.
  package func materialise(_ version: Version) async throws {
    let page = try shelf.page(of: version)
    let document = await Cleaning().document(of: page)
    try VersionFolder(layout: pagesLayout, identity: page.identity, version: version.id)
      .write(raw: page.raw.bytes, document: document)
  }
}
