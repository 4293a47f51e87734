private import Foundation
internal import GRDB

/// What the archive has, in one SQLite file: captures, versions, addresses, files, and what is not judged yet.
///
/// Everything here but the crawl state can be made again from `warc/`. One process writes (the archive's lock sees to
/// that), any number read at the same time (WAL). Writing happens in groups: `beginGroup` opens a transaction that
/// `commitGroup` makes durable, and reads on the writing catalogue see the group as it grows.
package final class Catalogue: Sendable {
  /// What a catalogue is opened for.
  package enum Access: Sendable {
    /// The file and its tables are made when they are missing; migrations run.
    case writing
    /// The file must exist and be of this release; a row is written now and then between the groups of the process that
    /// holds the archive.
    case asking
    /// The file must exist; nothing is ever written.
    case reading
  }

  let queue: DatabaseQueue

  /// Opens the catalogue at that path.
  ///
  /// Thrown when the file cannot be opened, is no catalogue, or was written by a newer release.
  package init(path: String, access: Access) throws(CatalogueError) {
    var configuration = Configuration()
    configuration.readonly = access == .reading
    // A busy crawl is between two groups for a few milliseconds only: SQLite's own pauses, 100 ms in the end, miss them.
    configuration.busyMode = access == .asking ? .callback(Self.waitsShortly) : .timeout(30)
    // A group is one transaction that stays open over several calls.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      database.add(tokenizer: SearchTokenizer.self)
      database.add(function: AddressNumber.function)
      if !database.configuration.readonly {
        // Most of what a crawl writes are pieces of the full-text index: larger pages are fewer writes. A file that is
        // there keeps the size that it has.
        try database.execute(
          sql: """
            PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 8000
            """)
      }
      try database.execute(sql: "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF")
    }
    do {
      queue = try Self.open(path, configuration)
      try Self.refuseNewer(queue, path: path)
      switch access {
      case .writing: try CatalogueSchema.migrator.migrate(queue)
      case .asking, .reading: try Self.refuseOlder(queue, path: path)
      }
    } catch let error as CatalogueError {
      throw error
    } catch {
      throw CatalogueError(doing: "open the catalogue", path: path, cause: error)
    }
  }

  /// Opens the transaction that holds the next group of visits; does nothing inside one.
  package func beginGroup() throws(CatalogueError) {
    try work("begin a group") { database in
      if !database.isInsideTransaction { try database.beginTransaction(.immediate) }
    }
  }

  /// Makes the group durable: this is the archive's commit point.
  package func commitGroup() throws(CatalogueError) {
    try work("commit a group") { database in
      guard database.isInsideTransaction else { return }
      try database.commit()
    }
  }

  /// Forgets the group, as a crash would.
  package func abandonGroup() throws(CatalogueError) {
    try work("abandon a group") { database in
      if database.isInsideTransaction { try database.rollback() }
    }
  }

  /// Closes the file; the catalogue must not be used afterwards.
  package func close() throws(CatalogueError) {
    do { try queue.close() } catch { throw CatalogueError(doing: "close", path: queue.path, cause: error) }
  }

  func work<Value>(_ action: String, _ body: (Database) throws -> Value) throws(CatalogueError) -> Value {
    do { return try queue.writeWithoutTransaction(body) } catch {
      throw CatalogueError(doing: action, path: queue.path, cause: error)
    }
  }

  func read<Value>(_ action: String, _ body: (Database) throws -> Value) throws(CatalogueError) -> Value {
    do { return try queue.unsafeRead(body) } catch {
      throw CatalogueError(doing: action, path: queue.path, cause: error)
    }
  }

  /// Opens the file; on a volume that cannot be written to, where SQLite cannot make its side files, as it stands.
  private static func open(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
    do { return try DatabaseQueue(path: path, configuration: configuration) } catch let error as DatabaseError {
      let folder = URL(filePath: path).deletingLastPathComponent().path
      guard configuration.readonly, error.resultCode == .SQLITE_CANTOPEN,
        !FileManager.default.isWritableFile(atPath: folder), FileManager.default.isReadableFile(atPath: path)
      else { throw error }
      return try DatabaseQueue(path: URL(filePath: path).absoluteString + "?immutable=1", configuration: configuration)
    }
  }

  /// Waits a millisecond for a transaction of another process, 30 seconds in all.
  private static let waitsShortly: @Sendable (Int) -> Bool = { tries in
    Thread.sleep(forTimeInterval: 0.001)
    return tries < 30_000
  }

  private static func refuseNewer(_ queue: DatabaseQueue, path: String) throws {
    let isNewer = try queue.unsafeRead { try CatalogueSchema.migrator.hasBeenSuperseded($0) }
    if isNewer { throw CatalogueError.newer(path: path) }
  }

  private static func refuseOlder(_ queue: DatabaseQueue, path: String) throws {
    let isOlder = try queue.read { try !CatalogueSchema.migrator.hasCompletedMigrations($0) }
    if isOlder { throw CatalogueError.older(path: path) }
  }
}

/// A catalogue that cannot be read or written: a broken house, never a failed URL.
package struct CatalogueError: Error, Sendable, CustomStringConvertible {
  /// Whether the volume is full.
  package let isDiskFull: Bool
  /// Whether the file is no catalogue that this release can read: damaged, or a newer release's.
  package let isUnreadable: Bool
  /// What happened, where, and what to do.
  package let description: String

  init(doing action: String, path: String, cause: any Error) {
    let code = (cause as? DatabaseError)?.resultCode
    isDiskFull = code == .SQLITE_FULL
    isUnreadable = code == .SQLITE_NOTADB || code == .SQLITE_CORRUPT
    description = "cannot \(action): \(path): \(cause)"
  }

  private init(_ description: String, isUnreadable: Bool) {
    isDiskFull = false
    self.isUnreadable = isUnreadable
    self.description = description
  }

  static func newer(path: String) -> CatalogueError {
    CatalogueError(
      "\(path) was written by a newer release of fangzhi: use that release, or `fangzhi rebuild`",
      isUnreadable: true)
  }

  static func older(path: String) -> CatalogueError {
    CatalogueError(
      "\(path) was written by an older release: run `fangzhi rebuild`, or any command that writes, once",
      isUnreadable: false)
  }
}
