/// Where a record stands in its file, as CDXJ and the catalogue keep it.
package struct RecordLocation: Hashable, Sendable {
  /// Of the gzip member's or the plain record's first byte.
  package let offset: Int64
  /// Of the whole member, or of the plain record without the empty lines behind it.
  package let length: Int64

  package init(offset: Int64, length: Int64) {
    self.offset = offset
    self.length = length
  }

  package var end: Int64 { offset + length }
}

/// A record and where it was found.
package struct LocatedRecord: Sendable {
  package let record: WARCRecord
  package let location: RecordLocation
  /// Whether other records stand in the same gzip member: the location is then that of the member read so far, and
  /// nobody can seek to the record alone.
  package let sharesMember: Bool
}
