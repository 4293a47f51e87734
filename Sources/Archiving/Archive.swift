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

  let lock: ArchiveLock
  let now: @Sendable () -> Timestamp
  var segment: OpenSegment?
  var deflater = Deflater()
  /// How many responses of this process wait for their judgement.
  var unjudged = 0
  var group = Group()
  var chain: (sequence: Int, head: Digest)
  var certificatesWritten: Set<Digest> = []
  /// The last visit whose pages are known to be in place.
  var pagesInPlace = 0
  /// Where pages are put: beside their place while `rebuild` makes them anew.
  var pagesLayout: ArchiveLayout

  /// What was written and not committed yet.
  struct Group {
    var visits = 0
    var startedAt: ContinuousClock.Instant?
    var pages: [PageWork] = []
    var pageBytes = 0
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
    run = Run(id: Self.newRunID(), command: command, started: now())
    chain = try catalogue.chainHead() ?? (0, ChainLine.genesis)
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
    catalogue = try Catalogue(path: layout.catalogue.path, access: .writing)
    run = Run(id: Self.newRunID(), command: "rebuild", started: now())
    chain = (0, ChainLine.genesis)
    try catalogue.save(run)
  }

  /// Commits what is there and gives the archive back.
  package func close() throws {
    try commit()
    try catalogue.set(Self.pagesSetting, to: String(pagesInPlace))
    var run = run
    run.ended = now()
    try catalogue.save(run)
    segment = nil
    try catalogue.close()
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
  /// Makes the folders and the note for readers; does nothing where they are.
  func makeFolders() throws(ArchiveError) {
    for folder in [root, warc, pages, indexes] {
      do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
        throw .unusable(path: folder.path, detail: "cannot make the folder: \(error.localizedDescription)")
      }
    }
    if !FileManager.default.fileExists(atPath: readme.path) {
      try AtomicFile.write(Array(ReadmeText.text.utf8), to: readme)
    }
  }
}
