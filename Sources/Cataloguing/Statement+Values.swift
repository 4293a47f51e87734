internal import GRDB

extension Statement {
  /// Executes with those values in the places of the question marks; nil is NULL.
  ///
  /// They are bound one by one: GRDB's list of arguments costs more than SQLite's own work for a row.
  func run(_ values: (any StatementBinding)?...) throws {
    setUncheckedArguments(StatementArguments())
    for place in values.indices {
      guard let value = values[place] else { continue }
      let code = unsafe value.bind(to: sqliteStatement, at: CInt(place + 1))
      precondition(code == 0, "SQLite refused value \(place + 1) of \(sql)")
    }
    // There must be no place behind the last value: it would be NULL.
    let beyond = unsafe DatabaseValue.null.bind(to: sqliteStatement, at: CInt(values.count + 1))
    precondition(beyond != 0, "a value is missing in \(sql)")
    try execute()
  }

  /// What is made of each row, while SQLite still holds it: no row is copied.
  func all<Value>(_ arguments: StatementArguments, _ make: (Row) throws -> Value?) throws -> [Value] {
    var values: [Value] = []
    let rows = try Row.fetchCursor(self, arguments: arguments)
    while let row = try rows.next() {
      if let value = try make(row) { values.append(value) }
    }
    return values
  }
}
