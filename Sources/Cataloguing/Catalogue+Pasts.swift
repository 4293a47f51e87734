internal import GRDB
package import Web

extension Catalogue {
  /// What is known of an address now.
  package func past(of address: AddressID) throws(CatalogueError) -> AddressPast {
    try read("look up what is known of an address") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(AddressPast.columns) FROM (SELECT ? AS hex) AS wanted \(AddressPast.joins(hex: "wanted.hex"))
          """)
      return try statement.all([address.hex]) { AddressPast(row: $0) }.first ?? AddressPast(asOf: 0)
    }
  }
}

extension AddressPast {
  /// The columns that `init(row:at:)` reads, in its order.
  static let columns = """
    (SELECT max(sequence) FROM capture), \(Address.columns), last.at, last.outcome, last.version, last.payload,
    last.body, full.at, full.etag, full.last_modified, \(OriginalPayload.columns), \(Version.columns)
    """

  /// What they are read from, each looked up by its row's number or primary key.
  ///
  /// - Parameter hex: the address's id in SQL.
  static func joins(hex: String) -> String {
    """
    LEFT JOIN address ON address.hex = \(hex)
    LEFT JOIN capture AS last ON last.sequence = address.last_visit
    LEFT JOIN capture AS full ON full.sequence = address.full_visit
    LEFT JOIN original ON original.payload = last.payload LEFT JOIN file ON file.id = original.file
    LEFT JOIN version ON version.address = address.id AND version.name = last.version
    """
  }

  convenience init(row: Row, at first: Int = 0) {
    let asOf: Int? = row[first]
    guard let address = Address(row: row, at: first + 1) else {
      self.init(asOf: asOf ?? 0)
      return
    }
    let next = first + 1 + Address.columnCount
    let visit = PastVisit(row: row, at: next)
    self.init(
      asOf: asOf ?? 0, address: address, lastVisit: visit, validators: Validators(row: row, at: next + 5),
      version: Version(row: row, at: next + 15, of: address.id),
      original: visit?.payload.flatMap { OriginalPayload(row: row, at: next + 8, of: $0) })
  }
}

extension PastVisit {
  fileprivate init?(row: Row, at first: Int) {
    guard let at = row[first] as Int64?, let outcome = Outcome(rawValue: row[first + 1]) else { return nil }
    self.init(
      at: Timestamp(seconds: at), outcome: outcome, version: (row[first + 2] as String?).flatMap { VersionID($0) },
      payload: row.digest(at: first + 3), body: row.digest(at: first + 4))
  }
}

extension Validators {
  fileprivate init?(row: Row, at first: Int) {
    guard let at = row[first] as Int64? else { return nil }
    self.init(etag: row[first + 1], lastModified: row[first + 2], at: Timestamp(seconds: at))
  }
}
