private import Foundation
private import Glibc
package import WARC
package import Web

/// The one file of `warc/` that is being appended to.
struct OpenSegment: ~Copyable, Sendable {
  /// The name once sealed, without `.open`.
  let name: String
  private let file: FileDescriptor
  /// Where the next member goes.
  private(set) var end: Int

  /// Begins a new file; its first bytes are still to be written.
  init(creating name: String, layout: ArchiveLayout) throws(ArchiveError) {
    self.name = name
    file = try FileDescriptor(path: layout.file(name, isOpen: true).path, flags: O_RDWR | O_CREAT | O_EXCL)
    end = 0
    try FileDescriptor.synchronizeFolder(layout.warc.path)
  }

  /// Goes on with a file, cut to what was committed: what follows belonged to a group that never was.
  init(continuing name: String, committedEnd: Int, layout: ArchiveLayout) throws(ArchiveError) {
    self.name = name
    file = try FileDescriptor(path: layout.file(name, isOpen: true).path, flags: O_RDWR)
    let size = try file.size()
    if size < committedEnd {
      throw .damaged(path: file.path, detail: "it has \(size) bytes, \(committedEnd) were committed")
    }
    if size > committedEnd { try file.truncate(to: committedEnd) }
    end = committedEnd
  }

  /// Writes a member behind the last one; on failure nothing of it stays.
  mutating func append(_ member: [UInt8]) throws(ArchiveError) -> RecordSpan {
    do { try file.write(member, at: end) } catch {
      try? file.truncate(to: end)
      throw error
    }
    defer { end += member.count }
    return RecordSpan(offset: end, length: member.count)
  }

  /// Takes back what was appended after that point.
  mutating func cut(to offset: Int) throws(ArchiveError) {
    try file.truncate(to: offset)
    end = offset
  }

  /// Name and end, for those who cannot hold the file itself.
  var state: (name: String, end: Int) { (name, end) }

  /// Waits until all that was appended is on the disk.
  borrowing func synchronize() throws(ArchiveError) { try file.synchronize() }
}

/// A member's first byte and length within its file.
struct RecordSpan: Sendable, Hashable {
  let offset: Int
  let length: Int
}
