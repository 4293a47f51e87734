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
      try statement.execute(arguments: [
        version.address.hex, version.id.text, version.sequence, version.body.data, version.content.data,
        version.text.data, version.kind, version.title, version.published,
        version.warnings.isEmpty ? nil : version.warnings.joined(separator: " "), version.hasFolder,
        version.extractor, version.cleaning?.data, version.simhash.map { Int64(bitPattern: $0.bits) },
      ])
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
    try select("WHERE version.text = ? ORDER BY version.sequence", [text.data])
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
          SELECT version.*, address.hex AS hex FROM capture
          CROSS JOIN address ON address.id = capture.address AND address.version = capture.version
          CROSS JOIN version ON version.address = address.id AND version.name = address.version
          WHERE capture.sequence > ? AND capture.outcome = 'new' AND \(Version.hasOwnText)
          ORDER BY capture.sequence LIMIT ?
          """)
      return try Row.fetchAll(statement, arguments: [sequence, count]).compactMap(Version.init(row:))
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
        sql: "SELECT version.*, address.hex AS hex FROM version JOIN address ON address.id = version.address \(filter)")
      return try statement.all(arguments, Version.init(row:))
    }
  }
}

extension Version {
  /// `isDocument` in SQL.
  fileprivate static let hasOwnText = "version.kind IN ('article', 'report', 'attachment')"

  init?(row: Row) {
    guard let address = AddressID(hex: row["hex"] as String), let id = VersionID(row["name"] as String),
      let body = Digest(data: row["body"]), let content = Digest(data: row["content"]),
      let text = Digest(data: row["text"])
    else { return nil }
    self.init(
      address: address, id: id, sequence: row["sequence"], body: body, content: content, text: text, kind: row["kind"],
      title: row["title"], published: row["published"],
      warnings: (row["warnings"] as String?)?.split(separator: " ").map { String($0) } ?? [], hasFolder: row["folder"],
      extractor: row["extractor"], cleaning: Digest(data: row["cleaning"]),
      simhash: (row["simhash"] as Int64?).map { Simhash(bits: UInt64(bitPattern: $0)) })
  }
}
