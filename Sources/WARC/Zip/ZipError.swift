/// What is wrong with a ZIP file, and where.
package struct ZipError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Problem: Hashable, Sendable {
    /// Thrown when the file cannot be made or opened; `errno`.
    case cannotOpen(Int32)
    /// Thrown when the file cannot be written (a full disk included); `errno`.
    case cannotWrite(Int32)
    /// Thrown when the file or a source cannot be read.
    case cannotRead(String)
    /// Thrown when the end of the central directory is missing: no ZIP file, or a cut one.
    case notZip
    /// Thrown when the directory or an entry's head contradicts itself or the file's length.
    case damaged(String)
    /// Thrown when an entry is encrypted, split over several files, or compressed by another method than deflate.
    case unsupported(String)
    /// Thrown when the bytes of an entry have another checksum or length than its head says.
    case badChecksum
    /// Thrown when an entry is larger than the reader was allowed to hold.
    case tooLarge(Int64)
    /// Thrown when a name is used twice, absolute, leads upwards, or is longer than 65,535 bytes.
    case badName
  }

  package let problem: Problem
  /// The file's path; empty for bytes in memory.
  package let file: String
  /// The entry's name; nil when the file as a whole is meant.
  package let entry: String?

  init(_ problem: Problem, file: String, entry: String? = nil) {
    self.problem = problem
    self.file = file
    self.entry = entry
  }

  package var description: String {
    let place = (file.isEmpty ? "bytes" : file) + (entry.map { ": " + $0 } ?? "")
    return "\(place): \(text)"
  }

  private var text: String {
    switch problem {
    case .cannotOpen(let code): "cannot be opened (errno \(code)); check the path and its permissions"
    case .cannotWrite(let code): "cannot be written (errno \(code)); check the disk"
    case .cannotRead(let why): "cannot be read (\(why))"
    case .notZip: "not a ZIP file, or its end is missing"
    case .damaged(let what): "damaged: \(what)"
    case .unsupported(let what): "\(what) is not supported"
    case .badChecksum: "the checksum or the length is wrong"
    case .tooLarge(let bytes): "\(bytes) bytes are more than allowed"
    case .badName: "not a name for an entry"
    }
  }
}
