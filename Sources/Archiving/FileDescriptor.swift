private import Glibc

/// An open file that closes itself.
struct FileDescriptor: ~Copyable, Sendable {
  /// Flags for a file that is to be written from its beginning.
  static let creating = O_WRONLY | O_CREAT | O_TRUNC

  let path: String
  private let raw: Int32

  /// Opens a file; `flags` are those of open(2).
  init(path: String, flags: Int32, mode: UInt32 = 0o644) throws(ArchiveError) {
    self.path = path
    raw = unsafe open(path, flags | O_CLOEXEC, mode)
    if raw < 0 { throw ArchiveError(errno: errno, path: path, doing: "open") }
  }

  /// Opens a file by its name in a folder that is open.
  init(_ name: String, in folder: borrowing FileDescriptor, flags: Int32, mode: UInt32 = 0o644) throws(ArchiveError) {
    path = "\(folder.path)/\(name)"
    raw = unsafe openat(folder.raw, name, flags | O_CLOEXEC, mode)
    if raw < 0 { throw ArchiveError(errno: errno, path: path, doing: "open") }
  }

  private init(path: String, raw: Int32) {
    self.path = path
    self.raw = raw
  }

  /// Opens a file for `append`; nil when there is none.
  static func appending(to path: String) throws(ArchiveError) -> FileDescriptor? {
    let raw = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    if raw < 0, errno == ENOENT || errno == ENOTDIR { return nil }
    if raw < 0 { throw ArchiveError(errno: errno, path: path, doing: "open") }
    return FileDescriptor(path: path, raw: raw)
  }

  deinit { close(raw) }

  /// Takes the lock that only one process can hold; false when another has it.
  borrowing func lockExclusively() -> Bool { flock(raw, LOCK_EX | LOCK_NB) == 0 }

  /// Gives the lock back.
  borrowing func unlock() { _ = flock(raw, LOCK_UN) }

  /// The file's size in bytes.
  borrowing func size() throws(ArchiveError) -> Int {
    var facts = stat()
    if unsafe fstat(raw, &facts) != 0 { throw ArchiveError(errno: errno, path: path, doing: "look at") }
    return Int(facts.st_size)
  }

  /// Writes all of the bytes at that offset.
  borrowing func write(_ bytes: [UInt8], at offset: Int) throws(ArchiveError) {
    try unsafe write(bytes) { start, count, done in unsafe pwrite(raw, start, count, offset + done) }
  }

  /// Writes all of the bytes at the end of a file that was opened for it.
  borrowing func append(_ bytes: [UInt8]) throws(ArchiveError) {
    try unsafe write(bytes) { start, count, _ in unsafe Glibc.write(raw, start, count) }
  }

  /// Writes piece after piece: the system may take fewer bytes than it is given.
  private borrowing func write(
    _ bytes: [UInt8], _ call: (UnsafeRawPointer?, Int, Int) -> Int
  ) throws(ArchiveError) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe call(buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done, done)
      }
      if written < 0, errno == EINTR { continue }
      if written <= 0 { throw ArchiveError(errno: written == 0 ? ENOSPC : errno, path: path, doing: "write") }
      done += written
    }
  }

  /// Reads up to so many bytes from that offset; fewer only at the end of the file.
  borrowing func read(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let want = count - bytes.count
      let part = unsafe [UInt8](unsafeUninitializedCapacity: want) { buffer, filled in
        filled = unsafe max(0, pread(raw, buffer.baseAddress, want, off_t(offset + bytes.count)))
      }
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }

  /// Cuts the file to that length.
  borrowing func truncate(to length: Int) throws(ArchiveError) {
    if ftruncate(raw, off_t(length)) != 0 { throw ArchiveError(errno: errno, path: path, doing: "cut") }
  }

  /// Waits until the bytes are on the disk.
  borrowing func synchronize() throws(ArchiveError) {
    if fdatasync(raw) != 0 { throw ArchiveError(errno: errno, path: path, doing: "write through to disk") }
  }

  /// Waits until a folder's entries are on the disk.
  static func synchronizeFolder(_ path: String) throws(ArchiveError) {
    let folder = try FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY)
    if fsync(folder.raw) != 0 { throw ArchiveError(errno: errno, path: path, doing: "write through to disk") }
  }
}

extension ArchiveError {
  init(errno code: Int32, path: String, doing action: String) {
    let reason = unsafe String(cString: strerror(code))
    self =
      code == ENOSPC || code == EDQUOT
      ? .diskFull(path: path, detail: "cannot \(action): \(reason)")
      : .unusable(path: path, detail: "cannot \(action): \(reason)")
  }
}
