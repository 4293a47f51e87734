package import Cataloguing
internal import Extracting
internal import Foundation
internal import WARC
package import Web

/// The owner of `archive/`: the one writer of `warc/`, `pages/` and the catalogue.
///
/// A visit is written in two steps: `store` appends request and response as soon as they are there, `keep` appends the
/// judgement. Visits are made durable in groups (archive layout §6): the WARC is synchronised, then one catalogue
/// transaction counts them, then pages are put in place. Only a committed visit has happened.
package actor Archive {
  package nonisolated let layout: ArchiveLayout
  package nonisolated let settings: ArchiveSettings
  package nonisolated let catalogue: Catalogue
  /// The run that everything written through this value belongs to.
  package nonisolated let run: Run

  /// Reads back what was written.
  package nonisolated var shelf: RecordShelf { RecordShelf(layout: layout, catalogue: catalogue) }

  private var lock: ArchiveLock?
  nonisolated let now: @Sendable () -> Timestamp
  var segment: OpenSegment?
  var deflater = Deflater()
  var random = RandomWords()
  /// How many responses of this process wait for their judgement.
  var unjudged = 0
  var group = Group()
  /// Addresses that changed lately: what was looked up of them before is not true any more.
  var touched = TouchedAddresses()
  var chain: (sequence: Int, head: Digest)
  var certificatesWritten: Set<Digest> = []
  /// Files whose captures this run imports, by their SHA-256.
  var importsDescribed: Set<Digest> = []
  /// The last visit whose pages are known to be in place.
  var pagesInPlace = 0
  /// Whether all pages are in place after each commit: not before a start has looked after what a crash left.
  var arePagesKnown = false
  /// The warcinfo record of the open file, which its records name.
  var warcinfo: RecordID?
  /// Why nothing is written any more; nil while all is well.
  var failure: (any Error)?
  /// Whether there was no usable catalogue when the archive was opened to be rebuilt.
  let catalogueWasLost: Bool
  /// Where pages are put: beside their place while `rebuild` makes them anew.
  var pagesLayout: ArchiveLayout

  /// Puts in place what commits bring to `pages/`.
  nonisolated let placing: PagePlacing
  /// Whether a group is on its way there.
  var isPlacing = false
  /// Whether texts may wait for the full-text index.
  var hasWaitingTexts = true

  /// What was written and not committed yet.
  struct Group {
    var visits = 0
    var startedAt: ContinuousClock.Instant?
    var pages: [PageWork] = []
    var pageBytes = 0
    /// Responses that wait for their judgement, each with what else is known of its visit. Most have it before the
    /// commit, which writes the others down.
    var unjudged: [RecordPlace: VisitContext] = [:]
  }

  /// Opens an archive for writing, making it when it is not there, and takes up what a crash left behind.
  ///
  /// - Parameter command: the command's name, for the run's row.
  /// - Parameter now: the clock; the archive's dates come from here.
  /// - Throws: `ArchiveError`, `CatalogueError`.
  package init(
    at layout: ArchiveLayout, settings: ArchiveSettings, command: String,
    now: @escaping @Sendable () -> Timestamp
  ) async throws {
    try layout.makeFolders()
    lock = try ArchiveLock(layout: layout)
    try settings.floor.check(layout.root)
    self.layout = layout
    pagesLayout = layout
    self.settings = settings
    self.now = now
    let isNew = !FileManager.default.fileExists(atPath: layout.catalogue.path)
    let catalogue = try Catalogue(path: layout.catalogue.path, access: .writing)
    self.catalogue = catalogue
    placing = PagePlacing(catalogue)
    run = Run(id: Self.newRunID(), command: command, started: now())
    chain = try catalogue.chainHead() ?? (0, ChainLine.genesis)
    touched = TouchedAddresses(since: chain.sequence)
    catalogueWasLost = false
    pagesInPlace = try catalogue.setting(Self.pagesSetting).flatMap { Int($0) } ?? 0
    try await recover(catalogueIsNew: isNew)
    try catalogue.save(run)
  }

  /// Opens an archive only to make its derived parts anew.
  init(rebuilding layout: ArchiveLayout, settings: ArchiveSettings, now: @escaping @Sendable () -> Timestamp) throws {
    try layout.makeFolders()
    lock = try ArchiveLock(layout: layout)
    self.layout = layout
    pagesLayout = layout.rebuilding
    self.settings = settings
    self.now = now
    (catalogue, catalogueWasLost) = try layout.usableCatalogue()
    placing = PagePlacing(catalogue)
    run = Run(id: Self.newRunID(), command: "rebuild", started: now())
    chain = (0, ChainLine.genesis)
    try catalogue.save(run)
  }

  /// Commits what is there and gives the archive back.
  package func close() throws {
    if failure == nil {
      try commit()
      try indexTexts()
      try catalogue.set(Self.pagesSetting, to: String(pagesInPlace))
      var run = run
      run.ended = now()
      try catalogue.save(run)
    }
    segment = nil
    try catalogue.close()
    lock = nil
  }

  /// The setting that holds the last visit whose pages are known to be in place.
  static let pagesSetting = "pages_in_place"

  private static func newRunID() -> String {
    var generator = SystemRandomNumberGenerator()
    let bits: UInt32 = generator.next()
    return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (24 - 8 * $0)) }.hex
  }
}

extension ArchiveLayout {
  /// The catalogue for a rebuild; one that is missing is made, one that cannot be read is set aside.
  func usableCatalogue() throws(CatalogueError) -> (Catalogue, wasLost: Bool) {
    let exists = FileManager.default.fileExists(atPath: catalogue.path)
    do {
      let found = try Catalogue(path: catalogue.path, access: .writing)
      if try found.integrityProblems().isEmpty { return (found, !exists) }
      try found.close()
    } catch  where error.isUnreadable {
    }
    for suffix in ["", "-wal", "-shm"] {
      let damaged = root.appending(path: "catalogue.damaged.sqlite").path + suffix
      try? FileManager.default.removeItem(atPath: damaged)
      try? FileManager.default.moveItem(atPath: catalogue.path + suffix, toPath: damaged)
    }
    return (try Catalogue(path: catalogue.path, access: .writing), true)
  }

  /// Makes the folders and the note for readers; does nothing where they are.
  func makeFolders() throws(ArchiveError) {
    let isNew = !FileManager.default.fileExists(atPath: warc.path)
    for folder in [root, warc, pages, indexes] { try make(folder) }
    if isNew {
      // What is committed later is nowhere when the folder's own entry is lost with the power.
      for folder in [root, root.deletingLastPathComponent()] { try FileDescriptor.synchronizeFolder(folder.path) }
    }
    if !FileManager.default.fileExists(atPath: readme.path) {
      try AtomicFile.write(Array(ReadmeText.text.utf8), to: readme)
    }
  }

  /// Makes a folder and those above it; does nothing where it is.
  func make(_ folder: URL) throws(ArchiveError) { try Folder(path: folder.path).make() }
}
