#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// A new file that is written from front to back; what stands there already may be corrected.
final class OutputFile {
  let path: String
  /// How many bytes were written.
  private(set) var end: Int64 = 0
  private let descriptor: Int32

  /// Throws when the file is there already or cannot be made.
  init(path: String) throws(ZipError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw ZipError(.cannotOpen(errno), file: path) }
  }

  deinit { close(descriptor) }

  func append(_ bytes: [UInt8]) throws(ZipError) {
    try overwrite(bytes, at: end)
    end += Int64(bytes.count)
  }

  func overwrite(_ bytes: [UInt8], at offset: Int64) throws(ZipError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe pwrite(
          descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written,
          off_t(offset) + off_t(written))
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw ZipError(.cannotWrite(errno), file: path) }
      written += count
    }
  }

  func synchronize() throws(ZipError) {
    if fsync(descriptor) != 0 { throw ZipError(.cannotWrite(errno), file: path) }
  }
}
