private import Foundation
private import Glibc
internal import WARC
internal import Web

/// The one file of `warc/` that is being appended to.
struct OpenSegment: ~Copyable {
  /// The name once sealed, without `.open`.
  let name: String
  /// When it was begun, as its name says.
  let begun: Timestamp?
  private let file: FileDescriptor
  /// Where the next member goes.
  private(set) var end: Int
  /// What the file's index will say; nil for a file that somebody else began.
  private var index: CDXJSorter?

  private init(name: String, file: consuming FileDescriptor, end: Int, index: consuming CDXJSorter? = nil) {
    self.name = name
    begun = WARCFileName(name)?.date
    self.file = file
    self.end = end
    self.index = index
  }

  /// Begins a new file; its first bytes are still to be written.
  static func create(_ name: String, layout: ArchiveLayout) throws(ArchiveError) -> OpenSegment {
    let file = try FileDescriptor(path: layout.file(name, isOpen: true).path, flags: O_RDWR | O_CREAT | O_EXCL)
    try FileDescriptor.synchronizeFolder(layout.warc.path)
    return OpenSegment(name: name, file: file, end: 0, index: ReplayIndex(layout: layout).sorter(for: name))
  }

  /// Goes on with a file, cut to what was committed: what follows belonged to a group that never was.
  static func `continue`(
    _ name: String, committedEnd: Int, layout: ArchiveLayout
  ) throws(ArchiveError) -> OpenSegment {
    let file = try FileDescriptor(path: layout.file(name, isOpen: true).path, flags: O_RDWR)
    let size = try file.size()
    if size < committedEnd {
      throw .damaged(path: file.path, detail: "it has \(size) bytes, \(committedEnd) were committed")
    }
    if size > committedEnd { try file.truncate(to: committedEnd) }
    return OpenSegment(name: name, file: file, end: committedEnd)
  }

  /// Writes the members of records behind the last one; on failure nothing of them stays.
  ///
  /// - Returns: where each of them stands.
  mutating func append(_ members: Members, of records: [WARCRecord]) throws -> [RecordSpan] {
    do { try file.write(members.bytes, at: end) } catch {
      try? file.truncate(to: end)
      throw error
    }
    let spans = members.spans(from: end)
    end += members.bytes.count
    for (record, span) in zip(records, spans) {
      let location = RecordLocation(offset: Int64(span.offset), length: Int64(span.length))
      try index?.add(record, at: location, filename: name)
    }
    return spans
  }

  /// What its index will say, once; nil for a file that somebody else began.
  mutating func takeIndex() -> CDXJSorter? { index.take() }

  /// Name and end, for those who cannot hold the file itself.
  var state: (name: String, end: Int) { (name, end) }

  /// Waits until all that was appended is on the disk.
  borrowing func synchronize() throws(ArchiveError) { try file.synchronize() }
}

/// Gzip members that follow each other.
struct Members {
  var bytes: [UInt8] = []
  /// Behind which of the bytes each of them ends.
  var ends: [Int] = []

  fileprivate func spans(from start: Int) -> [RecordSpan] {
    zip([0] + ends, ends).map { RecordSpan(offset: start + $0, length: $1 - $0) }
  }
}

/// A member's first byte and length within its file.
struct RecordSpan: Sendable, Hashable {
  let offset: Int
  let length: Int
}
