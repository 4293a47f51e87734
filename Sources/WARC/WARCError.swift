/// What is wrong with a WARC file, and where.
package struct WARCError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of damage.
  package enum Problem: Hashable, Sendable {
    /// Thrown when the file cannot be opened; `errno`.
    case cannotOpen(Int32)
    /// Thrown when the file cannot be read; `errno`.
    case cannotRead(Int32)
    /// Thrown when the file ends inside a record.
    case torn
    /// Thrown when a member's checksum or length differs from its content.
    case badChecksum
    /// Thrown when a member cannot be inflated.
    case badCompression
    /// Thrown by the house rules when a member's first ten bytes are not the ones that we write.
    case badMemberHeader
    /// Thrown when the header is not that of a WARC record.
    case badHead(String)
    /// Thrown when Content-Length does not lead to the record's end.
    case wrongLength(declared: Int)
    /// Thrown by the house rules when a member holds more than one record.
    case severalRecordsInMember
    /// Thrown when neither a member nor a record begins there.
    case junk
    /// Thrown when a block is larger than the reader was allowed to hold.
    case tooLarge(declared: Int)
  }

  package let problem: Problem
  /// Where the damaged record or member begins.
  package let offset: Int64
  /// The file's path; empty for bytes in memory.
  package let file: String

  package var description: String { "\(file.isEmpty ? "bytes" : file) at \(offset): \(text)" }

  private var text: String {
    switch problem {
    case .cannotOpen(let code): "cannot be opened (errno \(code)); check the path and its permissions"
    case .cannotRead(let code): "cannot be read (errno \(code)); check the disk"
    case .torn: "the file ends inside a record"
    case .badChecksum: "the gzip member's checksum is wrong"
    case .badCompression: "the gzip member cannot be inflated"
    case .badMemberHeader: "the gzip member's header is not one of ours"
    case .badHead(let why): "not a WARC header: \(why)"
    case .wrongLength(let declared): "Content-Length \(declared) does not lead to the record's end"
    case .severalRecordsInMember: "the gzip member holds more than one record"
    case .junk: "neither a gzip member nor a record begins here"
    case .tooLarge(let declared): "a block of \(declared) bytes is larger than allowed"
    }
  }
}
