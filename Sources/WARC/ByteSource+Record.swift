extension ByteSource {
  /// The record that stands at a place known from an index or the catalogue.
  package func record(
    at location: RecordLocation, rules: WARCReader.Rules = .foreign
  ) throws(WARCError) -> WARCRecord {
    let bytes = try bytes(at: location.offset, count: Int(location.length))
    if bytes.count < Int(location.length) { throw WARCError(problem: .torn, offset: location.offset, file: path) }
    do {
      var reader = WARCReader(BytesInMemory(bytes), rules: rules)
      if let found = try reader.next() { return found.record }
    } catch {
      throw WARCError(problem: error.problem, offset: location.offset, file: path)
    }
    throw WARCError(problem: .junk, offset: location.offset, file: path)
  }
}
