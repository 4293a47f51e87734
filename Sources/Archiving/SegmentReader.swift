internal import WARC

/// The records of one of our own files, in their order.
///
/// Behind damage, reading goes on at the next place from which a record can be read, and that may be one which a
/// document planted: a site can serve a WARC file. Our records name the warcinfo record of their file, whose id is
/// random and stands nowhere else; behind damage only records that name it count.
struct SegmentReader: ~Copyable {
  enum Item {
    case record(LocatedRecord)
    /// A stretch that cannot be read, once, whatever stands in it.
    case damage(WARCError)
  }

  /// The id of the file's warcinfo record; nil before the first record was read.
  private(set) var warcinfo: RecordID?
  private var reader: WARCReader
  /// Whether only records count that name the warcinfo record: behind damage, and in what no commit vouches for.
  private var isStrict = false
  private var isInDamage = false
  private var isAtEnd = false

  init(_ file: WARCFile, from offset: Int = 0) throws(WARCError) {
    reader = WARCReader(file, from: Int64(offset))
    isStrict = offset > 0
    if isStrict { warcinfo = try Self.warcinfo(of: file) }
  }

  /// The id that the records of that file name; nil when none can be read.
  static func warcinfo(of file: WARCFile) throws(WARCError) -> RecordID? {
    var reader = try SegmentReader(file)
    while let item = try reader.next() {
      if case .record = item { return reader.warcinfo }
    }
    return nil
  }

  /// The next record or damage; nil at the end of the file.
  ///
  /// Thrown when the disk does not give the bytes.
  mutating func next() throws(WARCError) -> Item? {
    while !isAtEnd {
      do {
        guard let found = try reader.next() else { return nil }
        guard isGenuine(found.record) else { continue }
        isInDamage = false
        return .record(found)
      } catch {
        if case .cannotRead = error.problem { throw error }
        isAtEnd = try reader.resynchronise() == nil
        isStrict = true
        if isInDamage { continue }
        isInDamage = true
        return .damage(error)
      }
    }
    return nil
  }

  private mutating func isGenuine(_ record: WARCRecord) -> Bool {
    guard let warcinfo else {
      // The first record that can be read: a damaged warcinfo record holds nothing that others wrote.
      warcinfo = record.kind == .warcinfo ? record.id : record.warcinfoID
      return true
    }
    return !isStrict || record.warcinfoID == warcinfo
  }
}
