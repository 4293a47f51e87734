internal import GRDB
package import Web

extension Catalogue {
  /// Takes one version for search, or its entry anew; a current one takes the place of the address's other versions.
  ///
  /// It is found once `indexTexts` has come to it. The address must be in the catalogue.
  package func index(_ entry: SearchEntry, isCurrent: Bool = true) throws(CatalogueError) {
    try work("index a version for search") { database in
      try Self.removeEntry(of: entry.address, entry.version, in: database)
      if isCurrent { try Self.retireEntries(of: entry.address, in: database) }
      let place = try database.cachedStatement(
        sql: """
          INSERT INTO found (address, version, current, host, kind, organ, published, day)
          SELECT id, ?, ?, host, ?, ?, ?, ? FROM address WHERE hex = ?
          """)
      try place.run(
        entry.version.text, isCurrent, entry.kind, entry.organ, entry.published, entry.day, entry.address.hex)
      guard database.changesCount == 1 else { return }
      let arguments: StatementArguments = [database.lastInsertedRowID, entry.title, entry.text]
      try database.cachedStatement(sql: "INSERT INTO found_text (id, title, text, pages) VALUES (?, ?, ?, ?)")
        .execute(arguments: arguments + [PageStart.text(of: entry.pages)])
    }
  }

  /// Gives FTS5 the next texts that it does not have yet, in the order in which they came.
  ///
  /// One statement for all of them: FTS5 writes its words to disk at every savepoint, and SQLite sets one before most
  /// statements of a transaction.
  /// - Parameter limit: at most so many.
  /// - Returns: how many they were; fewer than the limit when none is left.
  @discardableResult
  package func indexTexts(limit: Int) throws(CatalogueError) -> Int {
    try work("index texts for search") { database in
      try database.cachedStatement(
        sql: """
          INSERT INTO found_index (rowid, title, text) SELECT id, title, text FROM found_text
          WHERE id > \(SearchSchema.lastIndexed) ORDER BY id LIMIT ?
          """
      ).run(limit)
      return database.changesCount
    }
  }

  /// Gives FTS5 all texts that it does not have yet.
  package func indexAllTexts() throws(CatalogueError) {
    let batch = 500
    while try indexTexts(limit: batch) == batch {}
  }

  /// How many texts wait for `indexTexts`.
  package var waitingTexts: Int {
    get throws(CatalogueError) {
      try read("count the texts that wait for the search index") { database in
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM found_text WHERE id > \(SearchSchema.lastIndexed)") ?? 0
      }
    }
  }

  /// Says which version of an address is current now; nil when none is (the address is gone).
  package func markCurrent(_ version: VersionID?, of address: AddressID) throws(CatalogueError) {
    try work("mark the current version for search") { database in
      try Self.retireEntries(of: address, in: database)
      guard let version else { return }
      try database.cachedStatement(
        sql: "UPDATE found SET current = 1 WHERE address = (SELECT id FROM address WHERE hex = ?) AND version = ?"
      ).run(address.hex, version.text)
    }
  }

  /// Takes one version out of the full-text index.
  package func removeFromSearch(_ version: VersionID, of address: AddressID) throws(CatalogueError) {
    try work("remove a version from search") { database in
      try Self.removeEntry(of: address, version, in: database)
    }
  }

  /// Empties the full-text index, for `rebuild`.
  package func removeSearchEntries() throws(CatalogueError) {
    try work("empty the search index") { database in try Self.removeSearchEntries(in: database) }
  }

  static func removeSearchEntries(in database: Database) throws {
    try database.execute(sql: "INSERT INTO found_index (found_index) VALUES ('delete-all')")
    try database.execute(sql: "DELETE FROM found_text; DELETE FROM found")
  }

  /// Merges the index into one piece, which makes it smaller and queries faster: worth it after a `rebuild`.
  package func optimizeSearch() throws(CatalogueError) {
    try work("optimize the search index") { database in
      try database.execute(sql: "INSERT INTO found_index (found_index) VALUES ('optimize')")
    }
  }

  private static func retireEntries(of address: AddressID, in database: Database) throws {
    try database.cachedStatement(
      sql: "UPDATE found SET current = 0 WHERE address = (SELECT id FROM address WHERE hex = ?) AND current"
    ).run(address.hex)
  }

  /// FTS5 must be told the old text to find what to delete (§4.4.3 "External Content Tables").
  private static func removeEntry(of address: AddressID, _ version: VersionID, in database: Database) throws {
    let place = try database.cachedStatement(
      sql: "SELECT id FROM found WHERE address = (SELECT id FROM address WHERE hex = ?) AND version = ?")
    guard let id = try Int64.fetchOne(place, arguments: [address.hex, version.text]) else { return }
    let delete = try database.cachedStatement(
      sql: """
        INSERT INTO found_index (found_index, rowid, title, text)
        SELECT 'delete', id, title, text FROM found_text WHERE id IN (SELECT id FROM found_index_docsize WHERE id = ?)
        """)
    try delete.run(id)
    try database.cachedStatement(sql: "DELETE FROM found_text WHERE id = ?").run(id)
    try database.cachedStatement(sql: "DELETE FROM found WHERE id = ?").run(id)
  }
}

extension SearchEntry {
  /// The day it is found by: of publication, else of the capture in China's time.
  fileprivate var day: String {
    if let published { return String(published.prefix(10)) }
    return String(version.captured.advanced(by: 8 * 3_600).iso8601.prefix(10))
  }
}
