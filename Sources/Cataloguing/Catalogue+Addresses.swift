internal import GRDB
package import Web

extension Catalogue {
  /// The address with that id; nil when it was never visited.
  package func address(_ id: AddressID) throws(CatalogueError) -> Address? {
    try read("look up an address") { database in
      try database.cachedStatement(sql: "SELECT \(Address.columns) FROM address WHERE hex = ?")
        .all([id.hex]) { Address(row: $0) }.first
    }
  }

  /// All addresses, or those of one host, by host and key.
  package func addresses(host: String? = nil) throws(CatalogueError) -> [Address] {
    try read("list addresses") { database in
      let filter = host == nil ? "" : "WHERE host = ?"
      let arguments = host.map { StatementArguments([$0]) } ?? []
      return try database.cachedStatement(sql: "SELECT \(Address.columns) FROM address \(filter) ORDER BY host, key")
        .all(arguments) { Address(row: $0) }
    }
  }

  /// Addresses of a host that were found gone, and not often enough to be sure.
  package func suspects(host: String) throws(CatalogueError) -> [AddressID] {
    try read("list what may be gone") { database in
      try String.fetchAll(
        database.cachedStatement(
          sql: "SELECT hex FROM address WHERE host = ? AND gone_days > 0 AND state = 'failing' AND version IS NOT NULL"),
        arguments: [host]
      ).compactMap { AddressID(hex: $0) }
    }
  }

  /// How many addresses of each host are in each state.
  package func addressCounts() throws(CatalogueError) -> [String: [AddressState: Int]] {
    try read("count addresses by their state") { database in
      var counts: [String: [AddressState: Int]] = [:]
      for row in try Row.fetchAll(
        database, sql: "SELECT host, state, count(*) AS count FROM address GROUP BY host, state")
      {
        guard let state = AddressState(rawValue: row["state"]) else { continue }
        counts[row["host"], default: [:]][state] = row["count"]
      }
      return counts
    }
  }

  /// The next addresses in the order in which they were found, so that a walk over all of them needs little memory.
  ///
  /// - Parameter last: the address that the walk came to; nil to begin.
  package func addresses(after last: AddressID?, count: Int) throws(CatalogueError) -> [Address] {
    try read("walk over addresses") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(Address.columns) FROM address
          WHERE id > coalesce((SELECT id FROM address WHERE hex = ?), 0) ORDER BY id LIMIT ?
          """)
      return try statement.all([last?.hex, count]) { Address(row: $0) }
    }
  }

  /// The addresses of a host that the frontier does not know, or knows as excluded.
  package func addressesToQueue(host: String) throws(CatalogueError) -> [Address] {
    try read("list addresses that are not queued") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(Address.columns) FROM address WHERE host = ? AND NOT EXISTS (
            SELECT 1 FROM queued WHERE key = \(AddressNumber.name)(address.hex) AND state <> 4)
          ORDER BY host, key
          """)
      return try statement.all([host]) { Address(row: $0) }
    }
  }

  /// Writes the address as it now is.
  package func save(_ address: Address) throws(CatalogueError) {
    try work("save an address") { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO address (hex, key, url, host, state, gone_days, gone_day, version, folder, last_visit, full_visit,
            moved_to)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (hex) DO UPDATE SET url = excluded.url, state = excluded.state, gone_days = excluded.gone_days,
            gone_day = excluded.gone_day, version = excluded.version, folder = excluded.folder,
            last_visit = excluded.last_visit, full_visit = excluded.full_visit, moved_to = excluded.moved_to
          """)
      try statement.run(
        address.id.hex, address.key, address.url, address.host, address.standing.state.rawValue,
        address.standing.goneDays, address.standing.goneDay, address.version?.text, address.hasFolder,
        address.lastVisit, address.fullVisit, address.standing.movedTo)
    }
  }

  /// Writes that the address was visited once more and nothing else became of it.
  package func saveLastVisit(of address: Address) throws(CatalogueError) {
    try work("save a visit of an address") { database in
      try database.cachedStatement(sql: "UPDATE address SET last_visit = ?, full_visit = ? WHERE hex = ?")
        .run(address.lastVisit, address.fullVisit, address.id.hex)
    }
  }
}

extension Address {
  /// The columns that `init(row:at:)` reads, in its order.
  static let columns = """
    address.hex, address.key, address.url, address.host, address.state, address.gone_days, address.gone_day,
    address.version, address.folder, address.last_visit, address.full_visit, address.moved_to
    """
  static let columnCount = 12

  /// Reads the columns by their places: looking for twelve names costs more than the query.
  init?(row: Row, at first: Int = 0) {
    guard let id = (row[first] as String?).flatMap({ AddressID(hex: $0) }),
      let state = AddressState(rawValue: row[first + 4])
    else { return nil }
    self.init(
      id: id, key: row[first + 1], url: row[first + 2], host: row[first + 3],
      standing: AddressStanding(
        state: state, goneDays: row[first + 5], goneDay: row[first + 6], movedTo: row[first + 11]),
      version: (row[first + 7] as String?).flatMap { VersionID($0) }, hasFolder: row[first + 8],
      lastVisit: row[first + 9], fullVisit: row[first + 10])
  }
}
