internal import GRDB

extension Statement {
  /// Executes with those values in the places of the question marks; nil is NULL.
  ///
  /// They are bound one by one: GRDB's list of arguments costs more than SQLite's own work for a row.
  func run<each Value: StatementBinding>(_ values: repeat (each Value)?) throws {
    setUncheckedArguments(StatementArguments())
    var place: CInt = 0
    for value in repeat each values {
      place += 1
      let code = unsafe value?.bind(to: sqliteStatement, at: place)
      precondition(code ?? 0 == 0, "SQLite refused value \(place) of \(sql)")
    }
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
