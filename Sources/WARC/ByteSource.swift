#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// Bytes that can be read at any offset.
package protocol ByteSource: Sendable {
  /// For messages; empty when there is none.
  var path: String { get }
  /// Up to `count` bytes from there; fewer only at the end.
  func bytes(at offset: Int64, count: Int) throws(WARCError) -> [UInt8]
}

/// Bytes that are in memory already.
package struct BytesInMemory: ByteSource {
  package let bytes: [UInt8]
  package let path: String

  /// - Parameter path: for messages. Default none.
  package init(_ bytes: [UInt8], path: String = "") {
    self.bytes = bytes
    self.path = path
  }

  package func bytes(at offset: Int64, count: Int) throws(WARCError) -> [UInt8] {
    Array(bytes.dropFirst(Int(clamping: offset)).prefix(count))
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
