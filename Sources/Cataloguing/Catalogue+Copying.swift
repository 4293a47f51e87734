internal import GRDB

extension Catalogue {
  /// Copies the whole as it is at one moment, also while another process writes to it (SQLite's backup).
  package func copy(to path: String) throws(CatalogueError) {
    do {
      let target = try DatabaseQueue(path: path)
      try queue.backup(to: target)
      try target.close()
    } catch { throw CatalogueError(doing: "copy the catalogue", path: path, cause: error) }
  }

  /// Writes the file anew, so that nothing stays in it of rows that were removed.
  package func compact() throws(CatalogueError) {
    try work("compact the catalogue") { database in
      try database.execute(sql: "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }
}
