private import CZlib

/// Writes gzip members (RFC 1952), one call a member; one zlib stream is used again and again.
///
/// The ten bytes in front are always the same (no name, no time, no level, system unknown), so that equal input gives
/// equal bytes and any bit flipped in them shows.
@safe
package struct Deflater: ~Copyable {
  /// How much work goes into making a member small.
  package enum Effort: Hashable, Sendable {
    /// None: for what is compressed already, such as a body sent with gzip, a PDF, a picture.
    case stored
    /// 1 (fast) to 9 (small) as zlib counts them; values outside are moved inside.
    case level(Int)

    /// Least CPU that still shrinks text.
    package static let fast = Effort.level(1)

    fileprivate var zlibLevel: Int32 {
      switch self {
      case .stored: 0
      case .level(let level): Int32(min(max(level, 1), 9))
      }
    }
  }

  // zlib keeps a pointer back to the stream, which must therefore never move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let scratch: UnsafeMutableBufferPointer<UInt8>
  private var level: Int32

  package init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe scratch = .allocate(capacity: 1 << 16)
    level = 1
    // deflateInit2 is a macro; -15: no wrapping, since zlib would write the level into the header.
    let result = unsafe deflateInit2_(
      stream, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib could not be set up: \(result)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
    unsafe scratch.deallocate()
  }

  /// Appends one member that holds the parts one after another.
  package mutating func appendMember(of parts: [[UInt8]], effort: Effort = .fast, to output: inout [UInt8]) {
    let total = parts.reduce(0) { $0 + $1.count }
    // A large output is not copied while it grows; small ones are many and grow as arrays do.
    if effort == .stored, total > 1 << 20 { output.reserveCapacity(output.count + total + total >> 10) }
    output += gzipHeader
    start(effort.zlibLevel)
    var checksum = UInt(0)
    var length: UInt32 = 0
    for part in parts {
      unsafe part.withUnsafeBufferPointer { bytes in
        unsafe compress(bytes, &output)
        checksum = unsafe crc32_z(checksum, bytes.baseAddress, bytes.count)
      }
      length &+= UInt32(truncatingIfNeeded: part.count)
    }
    run(Z_FINISH, &output)
    output += littleEndian(UInt32(truncatingIfNeeded: checksum)) + littleEndian(length)
  }

  private mutating func start(_ wanted: Int32) {
    var result = unsafe deflateReset(stream)
    if wanted != level {
      result = unsafe max(result, deflateParams(stream, wanted, Z_DEFAULT_STRATEGY))
      level = wanted
    }
    precondition(result == Z_OK, "zlib could not be set back: \(result)")
  }

  private func compress(_ bytes: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    var offset = 0
    while offset < bytes.count {
      // zlib counts in 32 bits.
      let count = min(bytes.count - offset, 1 << 30)
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { unsafe $0 + offset })
      unsafe stream.pointee.avail_in = UInt32(count)
      run(Z_NO_FLUSH, &output)
      offset += count
    }
  }

  /// Runs zlib until it wants more input or, when finishing, is done.
  private func run(_ flush: Int32, _ output: inout [UInt8]) {
    var result = Z_OK
    repeat {
      unsafe stream.pointee.next_out = scratch.baseAddress
      unsafe stream.pointee.avail_out = UInt32(scratch.count)
      result = unsafe deflate(stream, flush)
      precondition(result != Z_STREAM_ERROR, "zlib's state was overwritten")
      unsafe output.append(contentsOf: scratch[..<(scratch.count - Int(stream.pointee.avail_out))])
    } while unsafe flush == Z_FINISH ? result != Z_STREAM_END : stream.pointee.avail_out == 0
  }
}

// One owner at a time, and every use is mutating: it may wander between threads.
extension Deflater: @unchecked Sendable {}

/// Magic, deflate, no flags, no time, no level, system unknown (RFC 1952 §2.3).
let gzipHeader: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF]

private func littleEndian(_ value: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

extension WARCRecord {
  /// Appends the record as a gzip member of its own (WARC/1.1 annex D).
  package func appendMember(using deflater: inout Deflater, effort: Deflater.Effort = .fast, to output: inout [UInt8]) {
    deflater.appendMember(of: [headBytes, block, Self.end], effort: effort, to: &output)
  }
}
