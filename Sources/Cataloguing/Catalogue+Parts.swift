internal import GRDB
package import Web

/// One of the other pages of an article that is spread over several.
package struct ArticlePart: Sendable, Hashable {
  package let address: AddressID
  /// As the page names it.
  package let url: String

  package init(address: AddressID, url: String) {
    self.address = address
    self.url = url
  }
}

extension Catalogue {
  /// Writes which other pages a version names, in the place of what was written for it before.
  package func save(_ parts: [ArticlePart], of version: VersionID, at address: AddressID) throws(CatalogueError) {
    try work("save the parts of an article") { database in
      let old = try database.cachedStatement(
        sql: "DELETE FROM part WHERE address = (SELECT id FROM address WHERE hex = ?) AND version = ?")
      try old.run(address.hex, version.text)
      for (position, part) in parts.enumerated() {
        let statement = try database.cachedStatement(
          sql: """
            INSERT INTO part (address, version, position, hex, url)
            VALUES ((SELECT id FROM address WHERE hex = ?), ?, ?, ?, ?)
            """)
        try statement.run(address.hex, version.text, position, part.address.hex, part.url)
      }
    }
  }

  /// The other pages that a version names, in the order of the page.
  package func parts(of version: VersionID, at address: AddressID) throws(CatalogueError) -> [ArticlePart] {
    try read("look up the parts of an article") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT hex, url FROM part WHERE address = (SELECT id FROM address WHERE hex = ?) AND version = ?
          ORDER BY position
          """)
      return try Row.fetchAll(statement, arguments: [address.hex, version.text]).compactMap { row in
        AddressID(hex: row["hex"] as String).map { ArticlePart(address: $0, url: row["url"]) }
      }
    }
  }

  /// The addresses whose current version names that one among its other pages.
  package func addresses(naming part: AddressID) throws(CatalogueError) -> [Address] {
    try read("look up whose part an address is") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT DISTINCT \(Address.columns) FROM part
          JOIN address ON address.id = part.address AND address.version = part.version
          WHERE part.hex = ? ORDER BY address.id
          """)
      return try statement.all([part.hex]) { Address(row: $0) }
    }
  }
}
