internal import GRDB
package import Searching
private import Web

extension Catalogue {
  /// The best hits for a query, best first.
  ///
  /// Documents are ranked by BM25 with the title counting eight times. Where thousands match, only those are ranked
  /// whose title matches and those that entered the index last, so that the time does not grow with the archive.
  package func search(
    _ query: SearchQuery, filter: SearchFilter = SearchFilter(), limit: Int = 20
  ) throws(CatalogueError) -> [SearchHit] {
    try read("search") { database in
      var ranks = try Self.candidates(query.fts5Expression, filter, in: database)
      if ranks.count >= mostCandidates {
        let titled = try Self.candidates(query.fts5Expression(in: "title"), filter, in: database)
        ranks.merge(titled) { first, _ in first }
      }
      let best = ranks.sorted { ($0.value, $1.key) < ($1.value, $0.key) }.prefix(limit)
      return try best.compactMap { id, rank in try Self.hit(id, rank: -rank, for: query, in: database) }
    }
  }

  /// The newest matching rows with their rank; the less the better, as FTS5 has it.
  private static func candidates(
    _ expression: String, _ filter: SearchFilter, in database: Database
  ) throws -> [Int64: Double] {
    let (conditions, values) = filter.conditions
    let statement = try database.cachedStatement(
      sql: """
        SELECT found_index.rowid AS id, bm25(found_index, 8.0, 1.0) AS score
        FROM found_index CROSS JOIN found ON found.id = found_index.rowid
        WHERE found_index MATCH ?\(conditions.map { " AND " + $0 }.joined())
        ORDER BY found_index.rowid DESC LIMIT \(mostCandidates)
        """)
    let arguments = StatementArguments([expression]) + values
    return try Row.fetchCursor(statement, arguments: arguments).reduce(into: [:]) { $0[$1["id"]] = $1["score"] }
  }

  private static func hit(
    _ id: Int64, rank: Double, for query: SearchQuery, in database: Database
  ) throws -> SearchHit? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT address.hex, address.url, found.version, found_text.title, found.published, found.kind, found_text.text,
          found_text.pages
        FROM found JOIN found_text ON found_text.id = found.id JOIN address ON address.id = found.address
        WHERE found.id = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [id]), let version = VersionID(row["version"] as String),
      let address = AddressID(hex: row["hex"] as String)
    else { return nil }
    let snippet = Snippet(of: row["text"], for: query)
    let page = PageStart.list(row["pages"]).last { $0.offset <= snippet.firstHit }?.page
    return SearchHit(
      address: address, url: row["url"], version: version, title: row["title"], published: row["published"],
      kind: row["kind"], snippet: snippet, page: page, rank: rank)
  }
}

/// More matches than this are not ranked.
private let mostCandidates = 2_000

extension SearchFilter {
  fileprivate var conditions: (sql: [String], values: StatementArguments) {
    var sql = allVersions ? [] : ["found.current"]
    var values = StatementArguments()
    func add(_ condition: String, _ value: String?) {
      guard let value else { return }
      sql.append(condition)
      values += [value]
    }
    add("found.host = ?", host)
    add("found.day >= ?", from)
    // A month or a year ends after each of its days.
    add("found.day <= ?", to.map { $0 + "~" })
    add("found.kind = ?", kind)
    add("instr(found.organ, ?) > 0", organ)
    return (sql, values)
  }
}
