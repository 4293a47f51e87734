internal import Foundation
internal import GRDB
private import GRDBSQLite
internal import Web

/// A digest is a blob of 32 bytes. It is bound and read where it lies, by way of no `Data`: a visit has a dozen.
extension Digest: DatabaseValueConvertible {
  func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
    // SQLITE_TRANSIENT: SQLite makes its copy before the bytes go.
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return unsafe withUnsafeBytes { bytes in
      unsafe sqlite3_bind_blob(statement, index, bytes.baseAddress, CInt(bytes.count), transient)
    }
  }

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Digest? {
    Data.fromDatabaseValue(value).flatMap { Digest(bytes: [UInt8]($0)) }
  }
}

extension Row {
  /// The digest in a column; nil for NULL and for what is none.
  func digest(at index: Int) -> Digest? { (self[index] as DigestColumn?)?.digest }
}

/// GRDB takes a value that cannot be read for a mistake of the program; here it is a catalogue that somebody damaged.
private struct DigestColumn: DatabaseValueConvertible, StatementColumnConvertible {
  let digest: Digest?

  init?(sqliteStatement statement: SQLiteStatement, index: CInt) {
    let count = unsafe Int(sqlite3_column_bytes(statement, index))
    let bytes = unsafe UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, index), count: count)
    digest = unsafe Digest(known: bytes)
  }

  private init(_ digest: Digest?) { self.digest = digest }

  var databaseValue: DatabaseValue { digest?.databaseValue ?? .null }

  static func fromDatabaseValue(_ value: DatabaseValue) -> DigestColumn? {
    DigestColumn(Digest.fromDatabaseValue(value))
  }
}
