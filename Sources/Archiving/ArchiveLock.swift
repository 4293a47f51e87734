private import Foundation
private import Glibc

/// The right to write to an archive: one process at a time (archive layout §6).
struct ArchiveLock: ~Copyable, Sendable {
  private let file: FileDescriptor

  /// Takes the lock and writes into it who has it.
  ///
  /// Thrown when another process holds it: the message names that process.
  init(layout: ArchiveLayout) throws(ArchiveError) {
    try self.init(
      FileDescriptor(path: layout.lock.path, flags: O_RDWR | O_CREAT), archive: layout.root.path)
  }

  private init(_ file: consuming FileDescriptor, archive: String) throws(ArchiveError) {
    let isOurs = file.lockExclusively()
    self.file = file
    guard isOurs else {
      let holder = String(decoding: (try? self.file.read(at: 0, count: 200)) ?? [], as: UTF8.self)
      throw .inUse(path: archive, holder: holder.isEmpty ? "another process" : holder)
    }
    try self.file.truncate(to: 0)
    let name = ProcessInfo.processInfo.arguments.dropFirst().first ?? "fangzhi"
    try self.file.write(Array(ArchiveHolder(process: getpid(), command: name).description.utf8), at: 0)
  }

  // A program that was just being started has the descriptor too until it becomes another: closing alone is not enough.
  deinit { file.unlock() }
}
