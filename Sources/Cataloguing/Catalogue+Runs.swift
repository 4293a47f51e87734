internal import Foundation
internal import GRDB
package import Web

/// One run of a command that writes.
package struct Run: Sendable, Hashable {
  /// Eight lower-case hexadecimal digits.
  package let id: String
  /// `fetch`, `crawl`, …
  package let command: String
  package let started: Timestamp
  package var ended: Timestamp?

  package init(id: String, command: String, started: Timestamp, ended: Timestamp? = nil) {
    self.id = id
    self.command = command
    self.started = started
    self.ended = ended
  }
}

extension Catalogue {
  /// Writes a run's row.
  package func save(_ run: Run) throws(CatalogueError) {
    try work("save a run") { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO run (id, command, started, ended) VALUES (?, ?, ?, ?)",
        arguments: [run.id, run.command, run.started.seconds, run.ended?.seconds])
    }
  }

  /// The last runs, the newest first.
  package func runs(last count: Int) throws(CatalogueError) -> [Run] {
    try read("list the runs") { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM run ORDER BY started DESC, id LIMIT ?", arguments: [count]
      ).map { row in
        Run(
          id: row["id"], command: row["command"], started: Timestamp(seconds: row["started"]),
          ended: (row["ended"] as Int64?).map { Timestamp(seconds: $0) })
      }
    }
  }

  /// A value that the archive keeps about itself.
  package func setting(_ key: String) throws(CatalogueError) -> String? {
    try read("read a setting") { database in
      try String.fetchOne(
        database.cachedStatement(sql: "SELECT value FROM setting WHERE key = ?"), arguments: [key])
    }
  }

  /// Writes such a value.
  package func set(_ key: String, to value: String) throws(CatalogueError) {
    try work("write a setting") { database in
      let statement = try database.cachedStatement(
        sql: "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)")
      try statement.run(key, value)
    }
  }

  /// The rules with that digest, as they stand in their record.
  package func cleaningRules(_ digest: Digest) throws(CatalogueError) -> [UInt8]? {
    try read("look up cleaning rules") { database in
      let statement = try database.cachedStatement(sql: "SELECT rules FROM cleaning WHERE digest = ?")
      return try Data.fetchOne(statement, arguments: [digest]).map { [UInt8]($0) }
    }
  }

  /// Remembers rules.
  package func addCleaningRules(_ rules: [UInt8], digest: Digest) throws(CatalogueError) {
    try work("add cleaning rules") { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO cleaning (digest, rules) VALUES (?, ?)", arguments: [digest, Data(rules)])
    }
  }

  /// Empties every table that `rebuild` fills from `warc/`, the search index among them; files, runs and crawl state stay.
  package func removeDerivedRows() throws(CatalogueError) {
    try work("empty the derived tables") { database in
      try Self.removeSearchEntries(in: database)
      for table in CatalogueSchema.derivedTables { try database.execute(sql: "DELETE FROM \(table)") }
    }
  }

  /// SQLite's own check of the file; empty when all is well.
  package func integrityProblems() throws(CatalogueError) -> [String] {
    try read("check the catalogue") { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
    }
  }
}
