/// Deflates what is shorter than 4 KiB and made of a head's lines, in a fifth of zlib's instructions: always the
/// same Huffman code, and greedy LZ77 with the last place only of each four bytes (docs/decisions/0020).
@safe
struct RecordDeflater: ~Copyable {
  /// Members must be shorter.
  static let limit = 1 << 12
  /// The longest match of the format.
  private static let longest = 258

  private let input: UnsafeMutableRawPointer
  private let output: UnsafeMutableRawPointer
  /// Where four bytes with that hash began last; 0, where every member begins, until they occur.
  private let places: UnsafeMutablePointer<UInt16>
  private static let hashBits: UInt32 = 11
  /// Each symbol's bits, and in the highest byte how many: literals, lengths, distance codes.
  private let symbols: UnsafeMutablePointer<UInt64>
  private static let lengths = 256
  private static let distances = lengths + longest + 1
  private let end: UInt64
  /// What writes behind the block's header, which stands in the output for ever.
  private let start: BitWriter

  init() {
    let code = RecordCode()
    // A match is looked for eight bytes at a time, and bits are written by four bytes.
    unsafe input = .allocate(byteCount: Self.limit + 16, alignment: 8)
    unsafe output = .allocate(byteCount: Self.limit * 2 + 256, alignment: 8)
    unsafe input.initializeMemory(as: UInt8.self, repeating: 0, count: Self.limit + 16)
    unsafe places = .allocate(capacity: 1 << Self.hashBits)
    let table = (code.literals + code.lengths + code.distances).map { packed($0) }
    unsafe symbols = .allocate(capacity: table.count)
    unsafe symbols.initialize(from: table, count: table.count)
    end = packed(code.end)
    var bits = unsafe BitWriter(output)
    for piece in code.header { bits.append(packed(piece)) }
    start = bits
  }

  deinit {
    unsafe input.deallocate()
    unsafe output.deallocate()
    unsafe places.deallocate()
    unsafe symbols.deallocate()
  }

  /// Appends the parts, deflated as one; false, and nothing, when that saves less than a quarter: other bytes than
  /// those of records are zlib's.
  mutating func append(_ parts: [[UInt8]], to result: inout [UInt8]) -> Bool {
    var count = 0
    for part in parts {
      precondition(count + part.count < Self.limit, "longer than a small member")
      unsafe UnsafeMutableRawBufferPointer(start: input + count, count: part.count).copyBytes(from: part)
      count += part.count
    }
    if count < 4 { return false }
    let used = deflate(count)
    if used > count - count / 4 { return false }
    unsafe result.append(contentsOf: UnsafeRawBufferPointer(start: output, count: used))
    return true
  }

  /// Deflates that many bytes of the input; returns how many bytes came out.
  private func deflate(_ count: Int) -> Int {
    unsafe places.initialize(repeating: 0, count: 1 << Self.hashBits)
    var bits = start
    // An empty slot means place 0, which therefore has none.
    var (written, place) = (0, 1)
    while place <= count - 4 {
      let four = word(place)
      let slot = Int((four &* 0x9E37_79B1) &>> (32 - Self.hashBits))
      let earlier = unsafe Int(places[slot])
      unsafe places[slot] = UInt16(truncatingIfNeeded: place)
      guard word(earlier) == four else {
        place &+= 1
        continue
      }
      append(written..<place, to: &bits)
      let length = matchLength(earlier, place, count)
      append(length, place &- earlier, to: &bits)
      place &+= length
      written = place
    }
    append(written..<count, to: &bits)
    bits.append(end)
    return bits.finish()
  }

  /// Appends bytes that are no match.
  @inline(__always)
  private func append(_ literals: Range<Int>, to bits: inout BitWriter) {
    for place in literals {
      unsafe bits.append(symbols[Int(input.load(fromByteOffset: place, as: UInt8.self))])
    }
  }

  @inline(__always)
  private func word(_ place: Int) -> UInt32 {
    unsafe UInt32(littleEndian: input.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  /// How many bytes are the same at both places, of which four are known to be.
  private func matchLength(_ earlier: Int, _ place: Int, _ count: Int) -> Int {
    let most = min(Self.longest, count - place)
    var length = 4
    while length < most {
      let one = unsafe input.loadUnaligned(fromByteOffset: earlier + length, as: UInt64.self)
      let other = unsafe input.loadUnaligned(fromByteOffset: place + length, as: UInt64.self)
      if one != other { return min(length + UInt64(littleEndian: one ^ other).trailingZeroBitCount / 8, most) }
      length += 8
    }
    return most
  }

  private func append(_ length: Int, _ distance: Int, to bits: inout BitWriter) {
    unsafe bits.append(symbols[Self.lengths + length])
    // Two symbols for each number of extra bits, from the third on (RFC 1951 §3.2.5).
    let past = distance - 1
    let extra = max(past.bitWidth - past.leadingZeroBitCount - 2, 0)
    unsafe bits.append(symbols[Self.distances + extra * 2 + past >> extra])
    bits.append(UInt64(past & ((1 << extra) - 1)) | UInt64(extra) << 56)
  }
}

/// A symbol's bits, and in the highest byte how many.
private func packed(_ symbol: RecordCode.Bits) -> UInt64 { symbol.bits | UInt64(symbol.count) << 56 }

/// Writes bits, the lowest first (RFC 1951 §3.1.1).
@safe
private struct BitWriter {
  private let output: UnsafeMutableRawPointer
  private var used = 0
  private var bits: UInt64 = 0
  private var count: UInt64 = 0

  @unsafe
  init(_ output: UnsafeMutableRawPointer) { unsafe self.output = output }

  /// Adds bits with their number in the highest byte: not more than 32.
  @inline(__always)
  mutating func append(_ symbol: UInt64) {
    bits |= (symbol & 0xFF_FFFF_FFFF_FFFF) &<< count
    count &+= symbol &>> 56
    guard count >= 32 else { return }
    unsafe output.storeBytes(of: UInt32(truncatingIfNeeded: bits).littleEndian, toByteOffset: used, as: UInt32.self)
    used &+= 4
    bits &>>= 32
    count &-= 32
  }

  /// Writes what is left; returns how many bytes there are.
  func finish() -> Int {
    unsafe output.storeBytes(of: UInt32(truncatingIfNeeded: bits).littleEndian, toByteOffset: used, as: UInt32.self)
    return used + Int(count + 7) / 8
  }
}
