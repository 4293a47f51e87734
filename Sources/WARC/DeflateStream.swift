private import CZlib

/// One zlib stream.
@safe
struct DeflateStream: ~Copyable {
  // zlib keeps a pointer back to the stream, which must therefore never move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let scratch: UnsafeMutableBufferPointer<UInt8>
  private var level: Int32 = 1

  init(windowBits: Int32, memoryLevel: Int32) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe scratch = .allocate(capacity: 1 << 16)
    // deflateInit2 is a macro; a negative window: no wrapping, since zlib would write the level into the header.
    let result = unsafe deflateInit2_(
      stream, level, Z_DEFLATED, -windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib could not be set up: \(result)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
    unsafe scratch.deallocate()
  }

  /// Appends the parts, deflated as one.
  mutating func append(_ parts: [[UInt8]], level: Int32, to output: inout [UInt8]) {
    start(level)
    for part in parts { unsafe part.withUnsafeBufferPointer { unsafe compress($0, &output) } }
    run(Z_FINISH, &output)
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
