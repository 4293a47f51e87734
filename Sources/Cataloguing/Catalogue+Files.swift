internal import GRDB
package import Web

extension Catalogue {
  /// Writes a file's row.
  package func save(_ file: ArchivedFile) throws(CatalogueError) {
    try work("save a file") { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO file (name, committed, sealed) VALUES (?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET committed = excluded.committed, sealed = excluded.sealed
          """)
      try statement.run(file.name, file.committedEnd, file.isSealed)
    }
  }

  /// Forgets a file in which nothing stands.
  package func remove(_ file: ArchivedFile) throws(CatalogueError) {
    try work("remove a file") { database in
      try database.execute(sql: "DELETE FROM file WHERE name = ?", arguments: [file.name])
    }
  }

  /// All files in the order they were begun.
  package func files() throws(CatalogueError) -> [ArchivedFile] {
    try read("list files") { database in
      try Row.fetchAll(database, sql: "SELECT * FROM file ORDER BY id").map {
        ArchivedFile(name: $0["name"], committedEnd: $0["committed"], isSealed: $0["sealed"])
      }
    }
  }

  /// The record that holds this payload.
  package func original(of payload: Digest) throws(CatalogueError) -> OriginalPayload? {
    try read("look up a payload") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(OriginalPayload.columns) FROM original JOIN file ON file.id = original.file WHERE payload = ?
          """)
      return try statement.all([payload]) { OriginalPayload(row: $0, at: 0, of: payload) }.first
    }
  }

  /// The records that hold a body, in whatever content coding.
  package func originals(ofBody body: Digest) throws(CatalogueError) -> [OriginalPayload] {
    let payloads = try read("look up a body") { database in
      try database.cachedStatement(sql: "SELECT payload FROM original WHERE body = ?").all([body]) { $0.digest(at: 0) }
    }
    var found: [OriginalPayload] = []
    for payload in payloads {
      if let original = try original(of: payload) { found.append(original) }
    }
    return found
  }

  /// The addresses at which a capture had that payload.
  package func urls(withPayload payload: Digest) throws(CatalogueError) -> [String] {
    try read("look up captures of a payload") { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT DISTINCT address.url FROM capture JOIN address ON address.id = capture.address
          WHERE capture.payload = ? ORDER BY address.url
          """, arguments: [payload])
    }
  }

  /// Remembers where a payload stands; the first one stays.
  package func add(_ original: OriginalPayload) throws(CatalogueError) {
    try work("add a payload") { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO original (payload, body, file, offset, length, record, url, at)
          VALUES (?, ?, (SELECT id FROM file WHERE name = ?), ?, ?, ?, ?, ?)
          """)
      try statement.run(
        original.payload, original.body, original.record.file, original.record.offset,
        original.record.length, original.recordID, original.url, original.at.seconds)
    }
  }

  /// Remembers a response that waits to be judged, or how often that was tried.
  package func save(_ pending: PendingResponse) throws(CatalogueError) {
    try work("save a pending response") { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO pending (file, offset, length, context, attempts)
          VALUES ((SELECT id FROM file WHERE name = ?), ?, ?, ?, ?)
          """)
      try statement.run(
        pending.record.file, pending.record.offset, pending.record.length, pending.context, pending.attempts)
    }
  }

  /// Forgets it: it was judged.
  package func removePending(at place: RecordPlace) throws(CatalogueError) {
    try work("remove a pending response") { database in
      let statement = try database.cachedStatement(
        sql: "DELETE FROM pending WHERE file = (SELECT id FROM file WHERE name = ?) AND offset = ?")
      try statement.run(place.file, place.offset)
    }
  }

  /// Responses that were stored and never judged, in the order in which they came.
  package func pending() throws(CatalogueError) -> [PendingResponse] {
    try read("list pending responses") { database in
      try Row.fetchAll(
        database, sql: "SELECT pending.*, name FROM pending JOIN file ON file.id = pending.file ORDER BY file, offset"
      ).map {
        PendingResponse(
          record: RecordPlace(file: $0["name"], offset: $0["offset"], length: $0["length"]), context: $0["context"],
          attempts: $0["attempts"])
      }
    }
  }
}

extension OriginalPayload {
  /// The columns that `init(row:at:of:)` reads, in its order.
  static let columns = """
    original.body, file.name, original.offset, original.length, original.record, original.url, original.at
    """

  init?(row: Row, at first: Int, of payload: Digest) {
    guard let body = row.digest(at: first) else { return nil }
    self.init(
      payload: payload, body: body,
      record: RecordPlace(file: row[first + 1], offset: row[first + 2], length: row[first + 3]),
      recordID: row[first + 4], url: row[first + 5], at: Timestamp(seconds: row[first + 6]))
  }
}
