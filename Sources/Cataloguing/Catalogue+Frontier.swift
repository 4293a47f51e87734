internal import GRDB
package import Web

extension Catalogue {
  /// Adds addresses that are not known yet; one that was excluded and is accepted now is queued.
  ///
  /// - Parameter via: the row that led to them; nil for seeds.
  /// - Returns: how many of each host were queued.
  @discardableResult
  package func add(_ found: [FoundURL], via: Int? = nil) throws(CatalogueError) -> FrontierGain {
    try work("add addresses to the frontier") { database in
      var gain: FrontierGain = [:]
      var hosts: [String: Int64] = [:]
      let insert = try database.cachedStatement(sql: insertQueued)
      for url in found {
        let host = try hosts[url.host] ?? hostID(url.host, in: database)
        hosts[url.host] = host
        let state: Disposition = url.exclusion == nil ? .queued : .excluded
        try insert.run(
          Int64(bitPattern: url.address.value), url.url, host, url.priority, url.depth, url.hops, url.hop, via,
          state.rawValue, url.exclusion)
        if state == .queued, database.changesCount > 0 { gain[url.host, default: 0] += 1 }
      }
      return gain
    }
  }

  /// Queues addresses for now although they are known: entries of a new round, what a refresh visits again.
  package func requeue(_ found: [FoundURL]) throws(CatalogueError) {
    try add(found)
    try work("queue addresses again") { database in
      let update = try database.cachedStatement(
        sql: """
          UPDATE queued SET state = 0, due = 0, attempts = 0, reason = NULL, priority = ?, depth = ?, hops = 0
          WHERE key = ?
          """)
      for url in found {
        try update.run(url.priority, url.depth, Int64(bitPattern: url.address.value))
      }
    }
  }

  /// Queues what an earlier release left marked as being under way.
  package func requeueLeased() throws(CatalogueError) {
    try work("queue leased addresses") { database in
      try database.execute(sql: "UPDATE queued SET state = 0 WHERE state = 1")
    }
  }

  /// Queues what another state holds: failures of the run before, exclusions whose rules may have changed, or what is
  /// due again at that moment.
  package func requeue(_ state: Disposition, host: String, dueBefore moment: Int64 = .max) throws(CatalogueError) {
    try work("queue addresses again") { database in
      let statement = try database.cachedStatement(
        sql: """
          UPDATE queued SET state = 0, due = 0, attempts = 0, hops = 0, reason = NULL
          WHERE host = (SELECT id FROM host WHERE name = ?) AND state = \(state.rawValue) AND state >= 2 AND due <= ?
          """)
      try statement.run(host, moment)
    }
  }

  /// Queues what scope, traps or robots.txt excluded: their rules may have changed, and are asked again before a visit.
  package func requeueExcluded(host: String) throws(CatalogueError) {
    try work("queue excluded addresses again") { database in
      let statement = try database.cachedStatement(
        sql: """
          UPDATE queued SET state = 0, due = 0, attempts = 0, reason = NULL
          WHERE host = (SELECT id FROM host WHERE name = ?) AND state = 4 AND state >= 2 AND (reason LIKE 'robots.txt%'
            OR reason LIKE 'default:%' OR reason LIKE 'scope[%' OR reason LIKE 'limits.%' OR reason LIKE 'hosts:%'
            OR reason LIKE 'trap:%')
          """)
      try statement.run(host)
    }
  }

  /// The next addresses of a host that are due, best first.
  package func next(of host: String, at moment: Int64, count: Int) throws(CatalogueError) -> [DueURL] {
    try read("look up the frontier") { database in
      let statement = try database.cachedStatement(sql: selectDue)
      return try statement.all([host, moment, count]) { row in
        QueuedURL(row: row).map { DueURL(queued: $0, past: AddressPast(row: row, at: QueuedURL.columnCount)) }
      }
    }
  }

  /// When an address of a host is due that is not due yet at that moment; nil when none is.
  package func nextDue(of host: String, after moment: Int64) throws(CatalogueError) -> Int64? {
    try read("look up the frontier") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT min(due) FROM queued WHERE state = 0 AND host = (SELECT id FROM host WHERE name = ?) AND due > ?
          """)
      return try Int64.fetchOne(statement, arguments: [host, moment])
    }
  }

  /// The row of an address; nil when the frontier never met it.
  package func queued(_ address: AddressID) throws(CatalogueError) -> QueuedURL? {
    try read("look up the frontier") { database in
      let statement = try database.cachedStatement(sql: "\(selectQueued) WHERE queued.key = ?")
      return try statement.all([Int64(bitPattern: address.value)], QueuedURL.init(row:)).first
    }
  }

  /// Ends an address's turn and takes in what it brought.
  @discardableResult
  package func complete(_ step: FrontierStep) throws(CatalogueError) -> FrontierGain {
    try work("complete an address") { database in try step.ending.write(id: step.id, at: step.at, to: database) }
    for pace in step.paces { try save(pace) }
    return step.found.isEmpty ? [:] : try add(step.found, via: step.id)
  }

  /// How many addresses of each host stand where, and how many of them are due at that moment.
  package func frontierCounts(at moment: Int64 = .max) throws(CatalogueError) -> [FrontierCount] {
    try read("count the frontier") { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT host.name AS name, state, count(*) AS count, min(due) AS due, sum(due <= ?) AS ready FROM queued
          JOIN host ON host.id = queued.host GROUP BY queued.host, state ORDER BY host.name, state
          """, arguments: [moment]
      ).compactMap { row in
        Disposition(rawValue: row["state"]).map {
          FrontierCount(host: row["name"], state: $0, count: row["count"], due: row["due"], ready: row["ready"])
        }
      }
    }
  }

  /// Hosts with queued addresses, and how many.
  package func queuedHosts() throws(CatalogueError) -> [String: Int] {
    try read("count the queue") { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT host.name AS name, count FROM (SELECT host, count(*) AS count FROM queued WHERE state = 0 GROUP BY host)
          JOIN host ON host.id = host
          """)
      return Dictionary(rows.map { ($0["name"] as String, $0["count"] as Int) }, uniquingKeysWith: +)
    }
  }

  /// The next addresses after that row, in the order of their finding.
  package func frontier(
    after id: Int, count: Int, in states: [Disposition] = Disposition.allCases
  ) throws(CatalogueError) -> [QueuedURL] {
    let wanted = states.map { String($0.rawValue) }.joined(separator: ", ")
    return try read("list the frontier") { database in
      let statement = try database.cachedStatement(
        sql: "\(selectQueued) WHERE queued.id > ? AND queued.state IN (\(wanted)) ORDER BY queued.id LIMIT ?")
      return try statement.all([id, count], QueuedURL.init(row:))
    }
  }

  /// The next addresses after that row, each with what became of it.
  package func visited(after id: Int, count: Int) throws(CatalogueError) -> [VisitedURL] {
    try read("list what became of the frontier") { database in
      try database.cachedStatement(sql: selectVisited).all([id, count], VisitedURL.init(row:))
    }
  }

  /// Hands over every address of those states, in the order of their finding.
  package func forEachQueued(in states: [Disposition], _ body: (QueuedURL) throws -> Void) throws {
    var last = 0
    while true {
      let batch = try frontier(after: last, count: 1_000, in: states)
      guard let end = batch.last else { return }
      for url in batch { try body(url) }
      last = end.id
    }
  }
}

/// How many addresses of one host stand in one state.
package struct FrontierCount: Sendable, Hashable {
  package let host: String
  package let state: Disposition
  package let count: Int
  /// The earliest moment at which one of them is due, milliseconds since 1970.
  package let due: Int64
  /// How many of them are due.
  package let ready: Int
}

private let insertQueued = """
  INSERT INTO queued (key, url, host, priority, due, depth, hops, hop, via, state, attempts, period, reason)
  VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, 0, 0, ?)
  ON CONFLICT (key) DO UPDATE SET url = excluded.url, priority = excluded.priority, depth = excluded.depth,
    hops = excluded.hops, hop = excluded.hop, via = excluded.via, state = 0, due = 0, reason = NULL
  WHERE queued.state = 4 AND excluded.state = 0
  """

private let selectQueued = "SELECT \(QueuedURL.columns) FROM \(QueuedURL.tables)"

private let selectDue = """
  SELECT \(QueuedURL.columns), \(AddressPast.columns) FROM \(QueuedURL.tables)
    \(AddressPast.joins(hex: AddressNumber.hex(of: "queued.key")))
  WHERE queued.state = 0 AND queued.host = (SELECT id FROM host WHERE name = ?) AND queued.due <= ?
  ORDER BY queued.priority, queued.id LIMIT ?
  """

private let selectVisited = """
  SELECT queued.id, queued.key, queued.url, host.name, queued.state, queued.reason, queued.first, address.state,
    address.gone_days, address.gone_day, address.moved_to, address.version, last.sequence, last.url, last.outcome,
    last.reason
  FROM queued JOIN host ON host.id = queued.host
    LEFT JOIN address ON address.hex = \(AddressNumber.hex(of: "queued.key"))
    LEFT JOIN capture AS last ON last.sequence = address.last_visit
  WHERE queued.id > ? ORDER BY queued.id LIMIT ?
  """

private func hostID(_ name: String, in database: Database) throws -> Int64 {
  let select = try database.cachedStatement(sql: "SELECT id FROM host WHERE name = ?")
  if let id = try Int64.fetchOne(select, arguments: [name]) { return id }
  try database.cachedStatement(sql: "INSERT INTO host (name) VALUES (?)").run(name)
  return database.lastInsertedRowID
}

extension FrontierStep.Ending {
  fileprivate func write(id: Int, at: Int64, to database: Database) throws {
    switch self {
    case .done(let due, let period):
      try database.cachedStatement(
        sql: """
          UPDATE queued SET state = 2, due = ?, period = ?, attempts = 0, reason = NULL, first = ifnull(first, ?),
            visited = ? WHERE id = ?
          """
      ).run(due, period, at, at, id)
    case .failed(let reason): try set(.failed, reason, id, database)
    case .excluded(let reason): try set(.excluded, reason, id, database)
    case .again(let due, let reason):
      try database.cachedStatement(
        sql: "UPDATE queued SET state = 0, due = ?, attempts = attempts + 1, reason = ? WHERE id = ?"
      ).run(due, reason, id)
    case .redirected(let url):
      try database.cachedStatement(sql: "UPDATE queued SET state = 0, due = 0, url = ?, hops = hops + 1 WHERE id = ?")
        .run(url, id)
    }
  }

  private func set(_ state: Disposition, _ reason: String, _ id: Int, _ database: Database) throws {
    try database.cachedStatement(sql: "UPDATE queued SET state = ?, reason = ? WHERE id = ?")
      .run(state.rawValue, reason, id)
  }
}

extension QueuedURL {
  /// The columns that `init(row:)` reads, in its order.
  fileprivate static let columns = """
    queued.id, queued.key, queued.url, host.name, queued.priority, queued.due, queued.depth, queued.hops, queued.hop,
    parent.url, queued.state, queued.attempts, queued.period, queued.first, queued.visited, queued.reason
    """
  fileprivate static let columnCount = 16
  fileprivate static let tables =
    "queued JOIN host ON host.id = queued.host LEFT JOIN queued AS parent ON parent.id = queued.via"

  fileprivate init?(row: Row) {
    guard let state = Disposition(rawValue: row[10]) else { return nil }
    self.init(
      id: row[0], address: AddressID(value: UInt64(bitPattern: row[1] as Int64)), url: row[2], host: row[3],
      priority: row[4], due: row[5], depth: row[6], hops: row[7], hop: row[8], via: row[9], state: state,
      attempts: row[11], period: row[12], first: row[13], visited: row[14], reason: row[15])
  }
}

extension VisitedURL {
  fileprivate init?(row: Row) {
    guard let disposition = Disposition(rawValue: row[4]) else { return nil }
    let standing = (row[7] as String?).flatMap { AddressState(rawValue: $0) }.map {
      AddressStanding(state: $0, goneDays: row[8], goneDay: row[9], movedTo: row[10])
    }
    var last: LastVisit?
    if let sequence = row[12] as Int?, let outcome = Outcome(rawValue: row[14]) {
      last = LastVisit(sequence: sequence, url: row[13], outcome: outcome, reason: row[15])
    }
    self.init(
      id: row[0], address: AddressID(value: UInt64(bitPattern: row[1] as Int64)), url: row[2], host: row[3],
      disposition: disposition, reason: row[5], wasAnswered: (row[6] as Int64?) != nil, standing: standing,
      version: (row[11] as String?).flatMap { VersionID($0) }, last: last)
  }
}
