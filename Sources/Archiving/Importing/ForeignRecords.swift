internal import WARC

/// Reads single records of a foreign file again.
struct ForeignRecords: ~Copyable {
  private let file: ForeignFile
  /// Goes on where the last record ended: members that hold several records are inflated once, not once a record.
  private var reader: WARCReader
  private var part = 0
  private var next = 0

  init(_ file: ForeignFile) {
    self.file = file
    reader = WARCReader(file.parts[0].source, rules: .foreign)
  }

  /// The record at that place.
  ///
  /// - Throws: `ImportProblem`, `WARCError` when the file changed since it was surveyed.
  mutating func record(at place: ForeignSurvey.Place, isAlone: Bool) throws -> WARCRecord {
    let source = file.parts[place.part].source
    if isAlone { return try source.record(at: place.location) }
    if part != place.part || next > place.ordinal {
      reader = WARCReader(source, rules: .foreign)
      (part, next) = (place.part, 0)
    }
    while let found = try reader.next() {
      next += 1
      if next > place.ordinal { return found.record }
    }
    throw ImportProblem.broken(
      path: file.path, detail: "\(file.path) at \(place.location.offset): it changed while it was read")
  }
}
