internal import GRDB

/// What must be known of a host, or of an address that hosts share, so that no restart asks it too early.
/// All moments and spans in milliseconds.
package struct PaceRow: Sendable, Hashable {
  /// `host:www.example.gov.cn`, `ip:192.0.2.1`.
  package let key: String
  /// No request starts earlier; written before the request that it follows leaves.
  package var next: Int64 = 0
  /// Requests of `day`, which is counted in days of China since 1970.
  package var requests: Int = 0
  package var day: Int = 0
  package var response: Int64 = 0
  package var crawlDelay: Int64?
  package var rest: Int64?
  package var reason: String?
  package var failures: String = ""
  package var challenges: String = ""
  package var refusals: Int = 0
  package var openings: Int = 0

  package init(key: String) { self.key = key }
}

/// What a person asked of a crawl that may be under way in another process.
package struct StandingRequest: Sendable, Hashable {
  package enum Verb: String, Sendable, CaseIterable { case pause, resume, delay }

  package let id: Int
  /// Milliseconds since 1970.
  package let at: Int64
  package let verb: Verb
  /// The portal's id.
  package let target: String
  /// Seconds, for `delay`; nil gives the portal its own delay back.
  package let value: Double?
}

extension Catalogue {
  /// All paces.
  package func paces() throws(CatalogueError) -> [PaceRow] {
    try read("read the paces") { database in
      try Row.fetchAll(database, sql: "SELECT * FROM pace ORDER BY key").map { row in
        var pace = PaceRow(key: row["key"])
        pace.next = row["next"]
        pace.requests = row["requests"]
        pace.day = row["day"]
        pace.response = row["response"]
        pace.crawlDelay = row["crawl_delay"]
        pace.rest = row["rest"]
        pace.reason = row["reason"]
        pace.failures = row["failures"]
        pace.challenges = row["challenges"]
        pace.refusals = row["refusals"]
        pace.openings = row["openings"]
        return pace
      }
    }
  }

  /// Writes one pace.
  package func save(_ pace: PaceRow) throws(CatalogueError) {
    try work("save a pace") { database in
      try database.cachedStatement(sql: "INSERT OR REPLACE INTO pace VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .run(
          pace.key, pace.next, pace.requests, pace.day, pace.response, pace.crawlDelay, pace.rest, pace.reason,
          pace.failures, pace.challenges, pace.refusals, pace.openings)
    }
  }

  /// Writes down a person's wish; whichever process crawls reads it within a second or two.
  package func add(
    _ verb: StandingRequest.Verb, target: String, value: Double? = nil, at moment: Int64
  ) throws(CatalogueError) {
    try work("add a request") { database in
      try database.execute(
        sql: "INSERT INTO request (at, verb, target, value) VALUES (?, ?, ?, ?)",
        arguments: [moment, verb.rawValue, target, value])
    }
  }

  /// The wishes after that one, in order.
  package func requests(after id: Int = 0) throws(CatalogueError) -> [StandingRequest] {
    try read("read the requests") { database in
      try Row.fetchAll(
        database.cachedStatement(sql: "SELECT * FROM request WHERE id > ? ORDER BY id"), arguments: [id]
      ).compactMap { row in
        StandingRequest.Verb(rawValue: row["verb"]).map {
          StandingRequest(id: row["id"], at: row["at"], verb: $0, target: row["target"], value: row["value"])
        }
      }
    }
  }
}
