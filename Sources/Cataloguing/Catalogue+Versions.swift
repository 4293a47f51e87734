internal import GRDB
package import Web

extension Catalogue {
  /// Writes one version, or its row anew after its document was derived again.
  package func save(_ version: Version) throws(CatalogueError) {
    try work("save a version") { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO version
            (address, name, sequence, body, content, text, kind, title, published, warnings, folder,
            extractor, cleaning, simhash)
          VALUES ((SELECT id FROM address WHERE hex = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      try statement.run(
        version.address.hex, version.id.text, version.sequence, version.body, version.content,
        version.text, version.kind, version.title, version.published,
        version.warnings.isEmpty ? nil : version.warnings.joined(separator: " "), version.hasFolder,
        version.extractor, version.cleaning, version.simhash.map { Int64(bitPattern: $0.bits) })
    }
  }

  /// The versions of an address, oldest first.
  package func versions(of address: AddressID) throws(CatalogueError) -> [Version] {
    try select("WHERE address.hex = ? ORDER BY version.name", [address.hex])
  }

  /// One version of an address.
  package func version(_ id: VersionID, of address: AddressID) throws(CatalogueError) -> Version? {
    try select("WHERE address.hex = ? AND version.name = ?", [address.hex, id.text]).first
  }

  /// Versions with that text, at whatever address: the same document elsewhere.
  package func versions(withText text: Digest) throws(CatalogueError) -> [Version] {
    try select("WHERE version.text = ? ORDER BY version.sequence", [text])
  }

  /// The documents of addresses that were found gone at their last visit, and of which nobody knows where they stand.
  package func vanishedVersions() throws(CatalogueError) -> [Version] {
    try select(
      """
      WHERE address.gone_days > 0 AND address.moved_to IS NULL AND version.name = address.version
        AND (SELECT outcome FROM capture WHERE sequence = address.last_visit) = 'gone'
        AND \(Version.hasOwnText)
      """, [])
  }

  /// The next documents that were new at their address after that visit and stand there still, in the order of their
  /// visits.
  package func newVersions(after sequence: Int, count: Int) throws(CatalogueError) -> [Version] {
    try read("look up new versions") { database in
      // Visits are walked by their numbers: versions have no index by them.
      let statement = try database.cachedStatement(
        sql: """
          SELECT address.hex, \(Version.columns) FROM capture
          CROSS JOIN address ON address.id = capture.address AND address.version = capture.version
          CROSS JOIN version ON version.address = address.id AND version.name = address.version
          WHERE capture.sequence > ? AND capture.outcome = 'new' AND \(Version.hasOwnText)
          ORDER BY capture.sequence LIMIT ?
          """)
      return try statement.all([sequence, count], Version.init(row:))
    }
  }

  /// The current versions of those kinds on one host, in the order of their making; addresses that are gone have none.
  package func currentVersions(ofKinds kinds: [String], host: String) throws(CatalogueError) -> [Version] {
    let marks = kinds.map { _ in "?" }.joined(separator: ", ")
    return try select(
      """
      WHERE version.kind IN (\(marks)) AND address.host = ? AND version.name = address.version
        AND address.state <> 'gone' ORDER BY version.sequence
      """, StatementArguments(kinds + [host]))
  }

  /// How many current versions carry each warning code, most first.
  package func warningCounts() throws(CatalogueError) -> [(code: String, count: Int)] {
    let marked = try select("WHERE version.warnings IS NOT NULL AND version.name = address.version", [])
    let counts = marked.flatMap { Set($0.warnings) }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return counts.map { (code: $0.key, count: $0.value) }.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }

  private func select(_ filter: String, _ arguments: StatementArguments) throws(CatalogueError) -> [Version] {
    try read("look up versions") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT address.hex, \(Version.columns) FROM version JOIN address ON address.id = version.address \(filter)
          """)
      return try statement.all(arguments, Version.init(row:))
    }
  }
}

extension Version {
  /// `isDocument` in SQL.
  fileprivate static let hasOwnText = "version.kind IN ('article', 'report', 'attachment')"

  /// The columns that `init(row:at:of:)` reads, in its order.
  static let columns = """
    version.name, version.sequence, version.body, version.content, version.text, version.kind, version.title,
    version.published, version.warnings, version.folder, version.extractor, version.cleaning, version.simhash
    """

  /// Reads a row that begins with the address.
  fileprivate init?(row: Row) {
    guard let address = AddressID(hex: row[0] as String) else { return nil }
    self.init(row: row, at: 1, of: address)
  }

  init?(row: Row, at first: Int, of address: AddressID) {
    guard let id = (row[first] as String?).flatMap({ VersionID($0) }), let body = row.digest(at: first + 2),
      let content = row.digest(at: first + 3), let text = row.digest(at: first + 4)
    else { return nil }
    self.init(
      address: address, id: id, sequence: row[first + 1], body: body, content: content, text: text,
      kind: row[first + 5], title: row[first + 6], published: row[first + 7],
      warnings: (row[first + 8] as String?)?.utf8.split(separator: 0x20).map { String(Substring($0)) } ?? [],
      hasFolder: row[first + 9], extractor: row[first + 10], cleaning: row.digest(at: first + 11),
      simhash: (row[first + 12] as Int64?).map { Simhash(bits: UInt64(bitPattern: $0)) })
  }
}
