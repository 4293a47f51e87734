internal import GRDB
package import Web

extension Catalogue {
  /// The address with that id; nil when it was never visited.
  package func address(_ id: AddressID) throws(CatalogueError) -> Address? {
    try read("look up an address") { database in
      try database.cachedStatement(sql: "SELECT * FROM address WHERE hex = ?").all([id.hex], Address.init(row:)).first
    }
  }

  /// All addresses, or those of one host, by host and key.
  package func addresses(host: String? = nil) throws(CatalogueError) -> [Address] {
    try read("list addresses") { database in
      let filter = host == nil ? "" : "WHERE host = ?"
      let arguments = host.map { StatementArguments([$0]) } ?? []
      return try Row.fetchAll(database, sql: "SELECT * FROM address \(filter) ORDER BY host, key", arguments: arguments)
        .compactMap(Address.init(row:))
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
          SELECT * FROM address WHERE id > coalesce((SELECT id FROM address WHERE hex = ?), 0) ORDER BY id LIMIT ?
          """)
      return try Row.fetchAll(statement, arguments: [last?.hex, count]).compactMap(Address.init(row:))
    }
  }

  /// Writes the address as it now is.
  package func save(_ address: Address) throws(CatalogueError) {
    try work("save an address") { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO address (hex, key, url, host, state, gone_days, gone_day, version, folder, last_visit, moved_to)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (hex) DO UPDATE SET url = excluded.url, state = excluded.state, gone_days = excluded.gone_days,
            gone_day = excluded.gone_day, version = excluded.version, folder = excluded.folder,
            last_visit = excluded.last_visit, moved_to = excluded.moved_to
          """)
      try statement.execute(arguments: [
        address.id.hex, address.key, address.url, address.host, address.standing.state.rawValue,
        address.standing.goneDays, address.standing.goneDay, address.version?.text, address.hasFolder,
        address.lastVisit, address.standing.movedTo,
      ])
    }
  }
}

extension Address {
  init?(row: Row) {
    guard let id = AddressID(hex: row["hex"] as String), let state = AddressState(rawValue: row["state"])
    else { return nil }
    self.init(
      id: id, key: row["key"], url: row["url"], host: row["host"],
      standing: AddressStanding(
        state: state, goneDays: row["gone_days"], goneDay: row["gone_day"], movedTo: row["moved_to"]),
      version: (row["version"] as String?).flatMap { VersionID($0) }, hasFolder: row["folder"],
      lastVisit: row["last_visit"])
  }
}
