internal import GRDB

// Whoever asks writes and reads beside the process that holds the archive; the rest is that process's part.
extension Catalogue {
  /// Queues a URL for the process that holds the archive.
  ///
  /// - Parameter moment: milliseconds since 1970.
  /// - Returns: the request's id.
  package func ask(
    for target: String, options: String, delay: Double?, at moment: Int64
  ) throws(CatalogueError) -> Int {
    try work("ask for an address") { database in
      try database.execute(
        sql: "INSERT INTO request (at, verb, target, value, options) VALUES (?, 'fetch', ?, ?, ?)",
        arguments: [moment, target, delay, options])
      return Int(database.lastInsertedRowID)
    }
  }

  /// How far a request is; nil when there is none of that id.
  package func state(ofNamed id: Int) throws(CatalogueError) -> NamedRequest.State? {
    try read("look up a request") { database in
      try Int.fetchOne(
        database.cachedStatement(sql: "SELECT state FROM request WHERE id = ?"), arguments: [id]
      ).flatMap { NamedRequest.State(rawValue: $0) }
    }
  }

  /// What came of a request so far, behind that line.
  package func answers(toNamed id: Int, after position: Int = 0) throws(CatalogueError) -> [NamedAnswer] {
    try read("read what came of a request") { database in
      let statement = try database.cachedStatement(
        sql: "SELECT position, report FROM answer WHERE request = ? AND position > ? ORDER BY position")
      return try Row.fetchAll(statement, arguments: [id, position]).map { row in
        NamedAnswer(position: row["position"], report: Array((row["report"] as String).utf8))
      }
    }
  }

  /// Says that nobody waits any more. What came of the request is forgotten; its visits stay in the archive.
  package func withdraw(named id: Int) throws(CatalogueError) {
    try work("withdraw a request") { database in
      try database.execute(sql: "UPDATE request SET state = 3 WHERE id = ? AND state < 2", arguments: [id])
      try database.execute(sql: "DELETE FROM answer WHERE request = ?", arguments: [id])
    }
  }

  /// What waits to be fetched, oldest first.
  package func waitingRequests() throws(CatalogueError) -> [NamedRequest] {
    try read("read the requests") { database in
      let statement = try database.cachedStatement(
        sql: "SELECT * FROM request WHERE verb = 'fetch' AND state = 0 ORDER BY id")
      return try Row.fetchAll(statement).map { row in
        NamedRequest(
          id: row["id"], at: row["at"], target: row["target"], options: row["options"] ?? "", delay: row["value"])
      }
    }
  }

  /// Moves a request on; one that was withdrawn stays so.
  package func move(named id: Int, to state: NamedRequest.State) throws(CatalogueError) {
    try work("move a request on") { database in
      try database.cachedStatement(sql: "UPDATE request SET state = ? WHERE id = ? AND state < 2")
        .run(state.rawValue, id)
    }
  }

  /// Adds a line to what came of a request; nothing is added to one that was withdrawn.
  package func answer(named id: Int, report: [UInt8]) throws(CatalogueError) {
    try work("answer a request") { database in
      try database.cachedStatement(
        sql: """
          INSERT INTO answer (request, position, report)
          SELECT id, (SELECT ifnull(max(position), 0) + 1 FROM answer WHERE request = id), ?
          FROM request WHERE id = ? AND state < 2
          """
      ).run(String(decoding: report, as: UTF8.self), id)
    }
  }
}
