#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// Bytes that can be read at any offset: an open file, or an array.
package protocol ByteSource: Sendable {
  /// For messages; empty when there is none.
  var path: String { get }
  /// Up to `count` bytes from there; fewer only at the end.
  func bytes(at offset: Int64, count: Int) throws(WARCError) -> [UInt8]
}

extension [UInt8]: ByteSource {
  package var path: String { "" }

  package func bytes(at offset: Int64, count: Int) throws(WARCError) -> [UInt8] {
    offset >= Int64(self.count) ? [] : Array(self[Int(offset)..<Swift.min(Int(offset) + count, self.count)])
  }
}

/// A file open for reading; any number of readers may share it, since none moves a position.
package final class WARCFile: ByteSource {
  package let path: String
  private let descriptor: Int32

  /// Throws when the file cannot be opened.
  package init(path: String) throws(WARCError) {
    self.path = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw WARCError(problem: .cannotOpen(errno), offset: 0, file: path) }
  }

  deinit { close(descriptor) }

  package func bytes(at offset: Int64, count: Int) throws(WARCError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset) + off_t(filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    if failure != 0 { throw WARCError(problem: .cannotRead(failure), offset: offset, file: path) }
    return bytes
  }
}
