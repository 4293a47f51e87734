internal import GRDB
private import Searching
package import Web

/// An entry of the full-text index as it stands there.
package struct StoredSearchEntry: Sendable, Hashable {
  package let entry: SearchEntry
  /// Whether a search finds it that asks for current versions only.
  package let isCurrent: Bool
}

extension Catalogue {
  /// The entries of an address, oldest version first.
  package func searchEntries(of address: AddressID) throws(CatalogueError) -> [StoredSearchEntry] {
    try read("look up search entries") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT found.*, found_text.title, found_text.text, found_text.pages
          FROM found JOIN found_text ON found_text.id = found.id
          WHERE found.address = (SELECT id FROM address WHERE hex = ?) ORDER BY found.version
          """)
      return try Row.fetchAll(statement, arguments: [address.hex]).compactMap { row in
        guard let version = VersionID(row["version"] as String) else { return nil }
        return StoredSearchEntry(
          entry: SearchEntry(
            address: address, version: version, title: row["title"], text: row["text"], kind: row["kind"],
            organ: row["organ"], published: row["published"], pages: PageStart.list(row["pages"])),
          isCurrent: row["current"])
      }
    }
  }

  /// Whether there are versions but nothing to search in: an archive of an earlier release that was not rebuilt yet.
  package var lacksSearchIndex: Bool {
    get throws(CatalogueError) {
      try read("look for the search index") { database in
        try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM version) AND NOT EXISTS (SELECT 1 FROM found)") ?? false
      }
    }
  }

  /// What differs between the index and the texts it was made of; empty when all is well.
  ///
  /// FTS5's own check wants to write, which a reader may not: so every token that the index holds is counted against
  /// every token of the texts, those aside that still wait for the index.
  package func searchIndexProblems() throws(CatalogueError) -> [String] {
    try read("check the search index") { database in
      do {
        if try Self.indexed(in: database) == Self.expected(in: database) { return [] }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
        return ["the full-text index is damaged (\(error.message ?? "corrupt")): run `fangzhi rebuild`"]
      }
      return ["the full-text index does not hold what its texts say: run `fangzhi rebuild`"]
    }
  }

  private static func indexed(in database: Database) throws -> TokenSum {
    // In the connection's own memory; the file is not touched.
    try database.execute(
      sql: """
        CREATE VIRTUAL TABLE IF NOT EXISTS temp.found_words USING fts5vocab (main, found_index, instance)
        """)
    var sum = TokenSum()
    let rows = try Row.fetchCursor(database, sql: "SELECT term, doc, col = 'title', offset FROM temp.found_words")
    while let row = try rows.next() {
      let term = Array((row[0] as String).utf8)
      sum.add(term.span, TokenSum.Place(document: row[1], isTitle: row[2], position: row[3]))
    }
    return sum
  }

  private static func expected(in database: Database) throws -> TokenSum {
    var sum = TokenSum()
    let rows = try Row.fetchCursor(
      database, sql: "SELECT id, title, text FROM found_text WHERE id <= \(SearchSchema.lastIndexed)")
    while let row = try rows.next() {
      sum.add(tokensOf: row["title"], document: row["id"], isTitle: true)
      sum.add(tokensOf: row["text"], document: row["id"], isTitle: false)
    }
    return sum
  }
}

/// A sum over tokens and their places in which their order does not matter.
private struct TokenSum: Equatable {
  struct Place {
    let document: Int64
    let isTitle: Bool
    let position: Int64
  }

  private var count = 0
  private var sum: UInt64 = 0

  mutating func add(_ token: Span<UInt8>, _ place: Place) {
    // FNV-1a, then the finaliser of splitmix64: no guard against malice, which has easier ways.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in token.indices { hash = (hash ^ UInt64(token[index])) &* 0x100_0000_01B3 }
    for value in [place.document, place.isTitle ? 1 : 0, place.position] {
      hash = (hash ^ UInt64(bitPattern: value)) &* 0x9E37_79B9_7F4A_7C15
      hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 27
    }
    sum &+= hash
    count += 1
  }

  mutating func add(tokensOf text: String, document: Int64, isTitle: Bool) {
    var position: Int64 = -1
    let bytes = Array(text.utf8)
    _ = Tokenizer(for: .index).forEachToken(in: bytes.span) { token, place in
      if !place.isColocated || position < 0 { position += 1 }
      add(token, Place(document: document, isTitle: isTitle, position: position))
      return true
    }
  }
}
