private import CZlib

/// Undoes deflate piece by piece; one zlib stream is used again and again.
@safe
package struct Inflater: ~Copyable {
  /// What stands around the deflated bytes.
  package enum Wrapping: Int32, Sendable {
    /// RFC 1952; checksum and length are compared.
    case gzip = 31
    /// RFC 1950; the checksum is compared.
    case zlib = 15
    /// RFC 1951 alone.
    case raw = -15
  }

  /// Why a step ended.
  package enum Pause: Hashable, Sendable {
    /// All input is used and the end has not come.
    case needsInput
    /// The member is whole, its checksum right.
    case ended
    /// As many bytes came out as were allowed.
    case limitReached
    /// The bytes cannot be inflated any further.
    case corrupt
    /// Everything was inflated, but checksum or length differ.
    case badChecksum
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private let scratch: UnsafeMutableBufferPointer<UInt8>

  package init(_ wrapping: Wrapping) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe scratch = .allocate(capacity: 1 << 16)
    // inflateInit2 is a macro.
    let result = unsafe inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib could not be set up: \(result)")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe scratch.deallocate()
  }

  /// Makes ready for the next member.
  package mutating func reset() {
    let result = unsafe inflateReset(stream)
    precondition(result == Z_OK, "zlib could not be set back: \(result)")
  }

  /// Appends what comes out of the input, at most `limit` bytes; says how much input was used and why it stopped.
  package mutating func inflate(
    _ input: ArraySlice<UInt8>, limit: Int, to output: inout [UInt8]
  ) -> (used: Int, pause: Pause) {
    unsafe input.withUnsafeBufferPointer { bytes in
      // zlib counts in 32 bits.
      let count = min(bytes.count, 1 << 30)
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(count)
      let pause = run(limit, &output)
      return unsafe (count - Int(stream.pointee.avail_in), pause)
    }
  }

  private func run(_ limit: Int, _ output: inout [UInt8]) -> Pause {
    var left = limit
    while true {
      let room = unsafe min(left, scratch.count)
      unsafe stream.pointee.next_out = scratch.baseAddress
      unsafe stream.pointee.avail_out = UInt32(room)
      let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      let made = unsafe room - Int(stream.pointee.avail_out)
      unsafe output.append(contentsOf: scratch[..<made])
      left -= made
      if result == Z_STREAM_END { return .ended }
      if result != Z_OK, result != Z_BUF_ERROR { return isChecksumError ? .badChecksum : .corrupt }
      if made < room { return .needsInput }
      // Without room zlib still goes over the end of a member; what it leaves then is input for more output.
      if room == 0 { return unsafe stream.pointee.avail_in == 0 ? .needsInput : .limitReached }
    }
  }

  /// zlib tells these apart by its message alone ("incorrect data check", "incorrect length check").
  private var isChecksumError: Bool {
    guard let message = unsafe stream.pointee.msg else { return false }
    let text = unsafe String(cString: message)
    return text == "incorrect data check" || text == "incorrect length check"
  }
}

// One owner at a time, and every use is mutating: it may wander between threads.
extension Inflater: @unchecked Sendable {}
