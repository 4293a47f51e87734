internal import GRDB

/// What the archive holds of one host.
package struct HostStatistics: Sendable, Hashable {
  package var host: String
  package var addresses = 0
  package var versions = 0
  package var outcomes: [Outcome: Int] = [:]
  /// Bytes of its response, revisit and metadata records in `warc/`, compressed; requests are not counted.
  package var bytes = 0
  /// What its revisits would have taken as whole responses, less what they take.
  package var savedBytes = 0

  package init(host: String) { self.host = host }

  package var captures: Int { outcomes.values.reduce(0, +) }

  /// Both together, under the first one's name.
  package mutating func add(_ other: HostStatistics) {
    addresses += other.addresses
    versions += other.versions
    bytes += other.bytes
    savedBytes += other.savedBytes
    outcomes.merge(other.outcomes) { $0 + $1 }
  }
}

extension Catalogue {
  /// What the archive holds of each host, by name.
  package func statistics() throws(CatalogueError) -> [HostStatistics] {
    try read("count what there is") { database in
      var hosts: [String: HostStatistics] = [:]
      func change(_ row: Row, _ body: (inout HostStatistics) -> Void) {
        let host: String = row["host"]
        body(&hosts[host, default: HostStatistics(host: host)])
      }
      for row in try Row.fetchAll(database, sql: "SELECT host, count(*) AS n FROM address GROUP BY host") {
        change(row) { $0.addresses = row["n"] }
      }
      for row in try Row.fetchAll(database, sql: countVersions) { change(row) { $0.versions = row["n"] } }
      for row in try Row.fetchAll(database, sql: countCaptures) {
        guard let outcome = Outcome(rawValue: row["outcome"]) else { continue }
        change(row) { host in
          host.outcomes[outcome] = row["n"]
          host.bytes += row["bytes"]
          host.savedBytes += row["saved"]
        }
      }
      return hosts.values.sorted { $0.host < $1.host }
    }
  }
}

private let countVersions = """
  SELECT host, count(*) AS n FROM version JOIN address ON address.id = version.address GROUP BY host
  """

/// A capture without an answer has one record, which stands in both places. One whose payload stands elsewhere is a
/// revisit.
private let countCaptures = """
  SELECT host, outcome, count(*) AS n,
    sum(capture.metadata_length + iif(capture.file = metadata_file AND capture.offset = metadata_offset, 0,
      capture.length)) AS bytes,
    sum(iif(original.payload IS NULL OR original.file = capture.file AND original.offset = capture.offset, 0,
      max(0, original.length - capture.length))) AS saved
  FROM capture JOIN address ON address.id = capture.address LEFT JOIN original ON original.payload = capture.payload
  GROUP BY host, outcome
  """
