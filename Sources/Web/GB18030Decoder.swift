/// The gb18030 decoder of the WHATWG Encoding standard, writing UTF-8: also what gb2312 and gbk mean on the web.
///
/// It keeps the standard's error rules (an ASCII byte after a lead byte is never swallowed) and drops control bytes on
/// the way, so that text is walked once.
struct GB18030Decoder {
  private var output: [UInt8] = []
  /// How many U+FFFD were written.
  private(set) var replaced = 0
  /// How many control bytes were dropped.
  private(set) var dropped = 0

  /// The text as UTF-8; never fails.
  mutating func decode(_ input: ArraySlice<UInt8>) -> [UInt8] {
    let table = gb18030Table
    return unsafe [UInt8](unsafeUninitializedCapacity: input.count * 3 + 16) { buffer, count in
      unsafe input.withUnsafeBufferPointer { source in
        unsafe table.withUnsafeBufferPointer { table in
          guard let target = buffer.baseAddress else { return }
          var run = unsafe GB18030Run(source: source, target: UnsafeMutableRawPointer(target), table: table)
          count = unsafe run.decode()
          (replaced, dropped) = unsafe (run.replaced, run.dropped)
        }
      }
    }
  }
}

/// One pass over the bytes. The target holds three bytes for each of the source and sixteen more: no input needs more
/// than three (a lone bad byte becomes U+FFFD), and stores of eight bytes may reach past the end.
@unsafe private struct GB18030Run {
  let source: UnsafeBufferPointer<UInt8>
  let target: UnsafeMutableRawPointer
  let table: UnsafeBufferPointer<UInt32>
  var index = 0
  var end = 0
  var replaced = 0
  var dropped = 0

  init(source: UnsafeBufferPointer<UInt8>, target: UnsafeMutableRawPointer, table: UnsafeBufferPointer<UInt32>) {
    unsafe self.source = source
    unsafe self.target = target
    unsafe self.table = table
  }

  mutating func decode() -> Int {
    let count = unsafe source.count
    while unsafe index < count {
      let byte = unsafe source[unsafe index]
      if byte < 0x80 {
        unsafe copyASCII(byte)
      } else if unsafe index + 1 < count, byte &- 0x81 < 0x7E {
        let trail = unsafe source[unsafe index + 1]
        let known = trail < 0x40 || trail == 0xFF ? 0 : unsafe table[Int(byte &- 0x81) * 191 + Int(trail &- 0x40)]
        if known == 0 { unsafe decodeRare(lead: byte, trail: trail) } else { unsafe write(known, taking: 2) }
      } else {
        unsafe decodeAlone(byte)
      }
    }
    return unsafe end
  }

  /// Eight bytes at once while there is neither a control byte nor one outside ASCII among them.
  @inline(__always)
  private mutating func copyASCII(_ first: UInt8) {
    while unsafe index + 8 <= source.count {
      let start = unsafe source.baseAddress.unsafelyUnwrapped + index
      let word = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
      guard (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080 == 0 else { break }
      unsafe target.storeBytes(of: word, toByteOffset: end, as: UInt64.self)
      unsafe index += 8
      unsafe end += 8
    }
    guard unsafe index < source.count, unsafe source[unsafe index] < 0x80 else { return }
    let byte = unsafe source[unsafe index]
    unsafe index += 1
    guard byte.isTextual else {
      unsafe dropped += 1
      return
    }
    unsafe target.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
    unsafe end += 1
  }

  /// `packed` holds up to three bytes of UTF-8, the first one lowest, and their number on top.
  @inline(__always)
  private mutating func write(_ packed: UInt32, taking bytes: Int) {
    unsafe target.storeBytes(of: packed, toByteOffset: end, as: UInt32.self)
    unsafe end += Int(packed >> 24)
    unsafe index += bytes
  }

  private mutating func replace(taking bytes: Int) {
    unsafe replaced += 1
    unsafe write(packedReplacement, taking: bytes)
  }

  /// 0x80 is the euro sign; 0xFF and a lead byte at the very end are errors.
  private mutating func decodeAlone(_ byte: UInt8) {
    if byte == 0x80 { unsafe write(packed(0x20AC), taking: 1) } else { unsafe replace(taking: 1) }
  }

  /// Four-byte codes, and pairs that mean nothing.
  private mutating func decodeRare(lead: UInt8, trail: UInt8) {
    // An ASCII trail is read again as itself; any other one is lost with its lead byte.
    guard trail.isASCIIDigit else { return unsafe replace(taking: trail < 0x80 ? 1 : 2) }
    guard unsafe index + 2 < source.count else { return unsafe replace(taking: source.count - index) }
    let third = unsafe source[unsafe index + 2]
    guard third >= 0x81, third != 0xFF else { return unsafe replace(taking: 1) }
    guard unsafe index + 3 < source.count else { return unsafe replace(taking: source.count - index) }
    let fourth = unsafe source[unsafe index + 3]
    guard fourth.isASCIIDigit else { return unsafe replace(taking: 1) }
    let high = (Int(lead - 0x81) * 10 + Int(trail - 0x30)) * 1_260
    let pointer = high + Int(third - 0x81) * 10 + Int(fourth - 0x30)
    guard let scalar = gb18030Scalar(ofRange: pointer) else { return unsafe replace(taking: 4) }
    for byte in String(scalar).utf8 {
      unsafe target.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
      unsafe end += 1
    }
    unsafe index += 4
  }
}

/// The code point of a four-byte pointer ("index gb18030 ranges code point"); nil outside of the ranges.
private func gb18030Scalar(ofRange pointer: Int) -> Unicode.Scalar? {
  if pointer == 7_457 { return "\u{E7C7}" }
  if pointer >= 189_000 { return pointer > 1_237_575 ? nil : Unicode.Scalar(UInt32(pointer - 189_000 + 0x10000)) }
  guard pointer <= 39_419 else { return nil }
  var low = 0
  var high = gb18030Ranges.count / 2
  while high - low > 1 {
    let middle = (low + high) / 2
    if Int(gb18030Ranges[middle * 2]) <= pointer { low = middle } else { high = middle }
  }
  return Unicode.Scalar(UInt32(gb18030Ranges[low * 2 + 1]) + UInt32(pointer - Int(gb18030Ranges[low * 2])))
}

/// UTF-8 of every two-byte code, packed for ``GB18030Run/write(_:taking:)``, 191 places a lead byte (0x40 to 0xFE).
private let gb18030Table: [UInt32] = {
  var table = [UInt32](repeating: 0, count: 126 * 191)
  var pointer = 0
  func place(_ pointer: Int) -> Int { pointer / 190 * 191 + pointer % 190 + (pointer % 190 < 0x3F ? 0 : 1) }
  for scalar in gb18030Index.description.unicodeScalars where scalar != "\n" {
    table[place(pointer)] = packed(scalar == "_" ? 0x3000 : scalar.value)
    pointer += 1
  }
  for run in gb18030PrivateUse {
    for step in 0..<Int(run.count) { table[place(run.pointer + step)] = packed(UInt32(run.codePoint) + UInt32(step)) }
  }
  return table
}()

private let packedReplacement = packed(0xFFFD)

/// A code point from U+0080 to U+FFFF.
private func packed(_ codePoint: UInt32) -> UInt32 {
  let last = 0x80 | codePoint & 0x3F
  if codePoint < 0x800 { return 2 << 24 | last << 8 | 0xC0 | codePoint >> 6 }
  return 3 << 24 | last << 16 | (0x80 | codePoint >> 6 & 0x3F) << 8 | 0xE0 | codePoint >> 12
}
