internal import GRDB
package import Web

extension Catalogue {
  /// Which captures to list.
  package enum CaptureRange: Sendable {
    case all
    case batch(after: Int, count: Int)
    case after(Int)
    case of(AddressID)
    case number(Int)
  }

  /// Writes one visit.
  package func add(_ capture: Capture) throws(CatalogueError) {
    try work("add a capture") { database in
      let statement = try database.cachedStatement(sql: insertCapture)
      let place = capture.record
      let metadata = capture.metadata
      try statement.run(
        capture.sequence, capture.address.hex, capture.url, capture.at.seconds, capture.status,
        capture.outcome.rawValue, capture.version?.text, capture.run, capture.reason, capture.via, capture.hops,
        place.file, place.offset, place.length, metadata.file, metadata.offset, metadata.length,
        capture.payload, capture.body, capture.etag, capture.lastModified, capture.chain)
    }
  }

  /// The captures of that range, by their number; those of one address by their date, since what was imported may be
  /// older than what was counted before it.
  package func captures(_ range: CaptureRange) throws(CatalogueError) -> [Capture] {
    try read("list captures") { database in
      let (filter, arguments) = range.condition
      let limit = if case .batch(_, let count) = range { "LIMIT \(count)" } else { "" }
      let order = if case .of = range { "capture.at, capture.sequence" } else { "capture.sequence" }
      return try database.cachedStatement(sql: "\(selectCapture) \(filter) ORDER BY \(order) \(limit)")
        .all(arguments, Capture.init(row:))
    }
  }

  /// The next captures after that number that ended in one of those outcomes.
  package func captures(
    after sequence: Int, count: Int, outcomes: [Outcome]
  ) throws(CatalogueError) -> [Capture] {
    try read("list captures") { database in
      try database.cachedStatement(
        sql: """
          \(selectCapture) WHERE capture.sequence > ? AND outcome IN (\(Self.names(outcomes)))
          ORDER BY capture.sequence LIMIT ?
          """
      ).all([sequence, count], Capture.init(row:))
    }
  }

  /// Hands over every capture in turn, by its number, a thousand at a time; the closure may ask the catalogue.
  ///
  /// - Parameter limit: the last number that is wanted; default all.
  package func forEachCapture(upTo limit: Int = .max, _ body: (Capture) throws -> Void) throws {
    var last = 0
    while last < limit {
      let batch = try captures(.batch(after: last, count: 1_000))
      guard let end = batch.last?.sequence else { return }
      for capture in batch where capture.sequence <= limit { try body(capture) }
      last = end
    }
  }

  /// The last capture of an address, up to that date, at which a document stood there.
  ///
  /// - Parameter date: nil for no limit.
  package func lastGoodCapture(
    of address: AddressID, until date: Timestamp? = nil
  ) throws(CatalogueError) -> Capture? {
    try read("look up the last good capture") { database in
      try database.cachedStatement(sql: Self.selectLastGood)
        .all([address.hex, date?.seconds ?? Int64.max], Capture.init(row:)).first
    }
  }

  private static let selectLastGood = """
    \(selectCapture) WHERE capture.address = (SELECT id FROM address WHERE hex = ?)
      AND outcome IN (\(names(Outcome.allCases.filter(\.isGood)))) AND at <= ?
    ORDER BY at DESC, capture.sequence DESC LIMIT 1
    """

  private static func names(_ outcomes: [Outcome]) -> String {
    outcomes.map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }

  /// The visits that changed what stands on a host (`Outcome.isChange`), the latest first.
  ///
  /// - Parameters:
  ///   - start: visits before it are left out; nil for none.
  ///   - limit: how many at most.
  package func changes(host: String, since start: Timestamp? = nil, limit: Int) throws(CatalogueError) -> [Capture] {
    try read("list the changes of a host") { database in
      // The places of the few that are wanted are looked up before their whole rows are.
      let statement = try database.cachedStatement(
        sql: """
          WITH wanted AS MATERIALIZED (
            SELECT capture.sequence FROM address CROSS JOIN capture INDEXED BY capture_change
              ON capture.address = address.id
            WHERE address.host = ? AND \(Outcome.isChangeCondition) AND capture.at >= ?
            ORDER BY capture.at DESC, capture.sequence DESC LIMIT ?)
          \(selectCapture) WHERE capture.sequence IN wanted ORDER BY capture.at DESC, capture.sequence DESC
          """)
      return try statement.all([host, start?.seconds ?? Int64.min, limit], Capture.init(row:))
    }
  }

  /// When an address was visited last; nil for a new one.
  package func lastVisitDate(of address: AddressID) throws(CatalogueError) -> Timestamp? {
    try read("look up the last visit") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT max(at) FROM capture WHERE address = (SELECT id FROM address WHERE hex = ?)
          """)
      return try Int64.fetchOne(statement, arguments: [address.hex]).map { Timestamp(seconds: $0) }
    }
  }

  /// The last visit's number and the head of the hash chain after it; nil in an empty archive.
  package func chainHead() throws(CatalogueError) -> (sequence: Int, head: Digest)? {
    try read("look up the head of the chain") { database in
      guard
        let row = try Row.fetchOne(
          database.cachedStatement(sql: "SELECT sequence, chain FROM capture ORDER BY sequence DESC LIMIT 1")),
        let head = row.digest(at: 1)
      else { return nil }
      return (row[0], head)
    }
  }
}

extension Outcome {
  /// `isChange` in SQL, the same words as in the index `capture_change`.
  static let isChangeCondition = """
    (outcome = 'new' OR outcome = 'changed' OR outcome = 'reverted' OR outcome = 'moved' OR outcome = 'gone')
    """
}

private let insertCapture = """
  INSERT INTO capture (sequence, address, url, at, status, outcome, version, run, reason, via, hops, file, offset,
    length, metadata_file, metadata_offset, metadata_length, payload, body, etag, last_modified, chain)
  VALUES (?, (SELECT id FROM address WHERE hex = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?,
    (SELECT id FROM file WHERE name = ?), ?, ?, (SELECT id FROM file WHERE name = ?), ?, ?, ?, ?, ?, ?, ?)
  """

private let selectCapture = """
  SELECT capture.sequence, address.hex, capture.url, capture.at, capture.status, capture.outcome, capture.version,
    capture.run, capture.reason, capture.via, capture.hops, place.name, capture.offset, capture.length, meta.name,
    capture.metadata_offset, capture.metadata_length, capture.payload, capture.body, capture.etag,
    capture.last_modified, capture.chain
  FROM capture JOIN address ON address.id = capture.address JOIN file AS place ON place.id = capture.file
    JOIN file AS meta ON meta.id = capture.metadata_file
  """

extension Catalogue.CaptureRange {
  var condition: (sql: String, arguments: StatementArguments) {
    switch self {
    case .all: ("", [])
    case .batch(let sequence, _): ("WHERE capture.sequence > ?", [sequence])
    case .after(let sequence): ("WHERE capture.sequence > ?", [sequence])
    case .of(let address): ("WHERE capture.address = (SELECT id FROM address WHERE hex = ?)", [address.hex])
    case .number(let sequence): ("WHERE capture.sequence = ?", [sequence])
    }
  }
}

extension Capture {
  /// Reads the columns by their places in `selectCapture`: looking for twenty names costs more than the query.
  init?(row: Row) {
    guard let address = AddressID(hex: row[1] as String), let outcome = Outcome(rawValue: row[5]),
      let chain = row.digest(at: 21)
    else { return nil }
    self.init(
      sequence: row[0], address: address, url: row[2], at: Timestamp(seconds: row[3]), status: row[4],
      outcome: outcome, version: (row[6] as String?).flatMap { VersionID($0) }, run: row[7], reason: row[8],
      via: row[9], hops: row[10], record: RecordPlace(file: row[11], offset: row[12], length: row[13]),
      metadata: RecordPlace(file: row[14], offset: row[15], length: row[16]), payload: row.digest(at: 17),
      body: row.digest(at: 18), etag: row[19], lastModified: row[20], chain: chain)
  }
}
