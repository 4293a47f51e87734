internal import GRDB
internal import Web

/// The function that makes of an address's hexadecimal id the number by which the frontier knows it.
enum AddressNumber {
  static let name = "address_number"

  static let function = DatabaseFunction(name, argumentCount: 1, pure: true) { values in
    String.fromDatabaseValue(values[0]).flatMap { AddressID(hex: $0) }.map { Int64(bitPattern: $0.value) }
  }

  /// The way back in SQL, for a column of the frontier: SQLite writes the number's bits as it was made from them.
  static func hex(of column: String) -> String { "printf('%016x', \(column))" }
}
