/// Checking and repairing UTF-8.
package enum UTF8Text {
  /// Whether those bytes are UTF-8 as Unicode defines it: no overlong form, no surrogate, nothing cut.
  package static func isValid(_ bytes: [UInt8]) -> Bool { firstMalformed(in: bytes.span) == bytes.count }

  /// Where the first malformed sequence begins; the count of bytes when there is none. Eight bytes of ASCII, or two
  /// ideographs, are one step.
  static func firstMalformed(in bytes: Span<UInt8>) -> Int {
    var index = 0
    while index + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
      let ascii = (word & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
      if ascii > 0 {
        index += ascii
      } else if word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0, isPlain(word), isPlain(word >> 24) {
        index += 6
      } else if word & 0xC0_C0F0 == 0x80_80E0, isPlain(word) {
        index += 3
      } else {
        guard case .valid(let length) = sequence(at: index, in: bytes) else { return index }
        index += length
      }
    }
    while index < bytes.count {
      guard case .valid(let length) = bytes[index] < 0x80 ? .valid(1) : sequence(at: index, in: bytes) else { break }
      index += length
    }
    return index
  }

  /// Whether all are below 0x80.
  static func isASCII(_ bytes: Span<UInt8>) -> Bool { pastASCII(bytes, from: 0) == bytes.count }

  /// Where the first byte from 0x80 on stands; the count of bytes when there is none.
  private static func pastASCII(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
      let high = word & 0x8080_8080_8080_8080
      if high != 0 { return index + high.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// Whether a lead byte of three takes any second byte: not 0xE0 (overlong forms) or 0xED (surrogates).
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let lead = UInt8(truncatingIfNeeded: word)
    return lead != 0xE0 && lead != 0xED
  }

  /// What a reading of those bytes as UTF-8 finds.
  struct Findings: Equatable, Sendable {
    /// Well-formed sequences of two bytes, and of three or four.
    var pairs = 0
    var longer = 0
    /// Malformed sequences, counted as the Encoding standard writes U+FFFD.
    var malformed = 0
    /// Whether the only malformed one is a sequence that the end of the bytes cuts short.
    var isCutAtEnd = false

    var multibyte: Int { pairs + longer }
  }

  /// Reads the whole, or with `givingUp` only until far more is malformed than damage explains.
  static func findings(in bytes: ArraySlice<UInt8>, givingUp: Bool = false) -> Findings {
    let bytes = bytes.span
    var findings = Findings()
    var index = pastASCII(bytes, from: 0)
    while index < bytes.count {
      switch sequence(at: index, in: bytes) {
      case .valid(let length):
        if length == 2 { findings.pairs += 1 } else { findings.longer += 1 }
        index += length
      case .malformed(let length):
        findings.malformed += 1
        index += length
        findings.isCutAtEnd = findings.malformed == 1 && index == bytes.count
        if givingUp, findings.malformed > 1_000, findings.malformed > findings.multibyte { return findings }
      }
      index = pastASCII(bytes, from: index)
    }
    return findings
  }

  /// Those bytes with U+FFFD for each malformed sequence.
  static func repaired(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 16)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let clean = bytes[index...].prefix { $0 < 0x80 }
      output.append(contentsOf: clean)
      index = clean.endIndex
      guard index < bytes.endIndex else { break }
      switch sequence(at: index - bytes.startIndex, in: bytes.span) {
      case .valid(let length):
        output.append(contentsOf: bytes[index..<index + length])
        index += length
      case .malformed(let length):
        output += replacement
        index += length
      }
    }
    return output
  }

  /// U+FFFD in UTF-8.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private enum Sequence {
    case valid(Int)
    case malformed(Int)
  }

  /// The UTF-8 decoder of the Encoding standard: a malformed sequence is the longest prefix of a well-formed one.
  private static func sequence(at start: Int, in bytes: Span<UInt8>) -> Sequence {
    let lead = bytes[start]
    let needed = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    guard needed > 0 else { return .malformed(1) }
    var lower: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    var upper: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    for step in 1...needed {
      guard start + step < bytes.count, bytes[start + step] >= lower, bytes[start + step] <= upper else {
        return .malformed(step)
      }
      (lower, upper) = (0x80, 0xBF)
    }
    return .valid(needed + 1)
  }
}

extension String {
  /// The text of bytes that should be UTF-8: what `String(decoding:as:)` makes, but faster where they are.
  package init(utf8 bytes: Span<UInt8>) {
    let isASCII = UTF8Text.isASCII(bytes)
    if isASCII || UTF8Text.firstMalformed(in: bytes) == bytes.count {
      self.init(copying: unsafe UTF8Span(unchecked: bytes, isKnownASCII: isASCII))
    } else {
      self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }
}

extension UInt8 {
  /// False for NUL and the control bytes that no text needs: all below the space but tab, LF, FF and CR.
  var isTextual: Bool { self >= 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D }
}

extension [UInt8] {
  /// Takes out control bytes (``UInt8/isTextual``) and answers how many there were.
  mutating func dropControls() -> Int {
    guard let first = firstControl else { return 0 }
    let before = count
    let kept = self[first...].filter(\.isTextual)
    replaceSubrange(first..., with: kept)
    return before - count
  }

  /// The place of the first byte that is not ``UInt8/isTextual``; looks at eight bytes at once.
  private var firstControl: Int? {
    let bytes = span
    var index = 0
    while index + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
      // The top bit of each byte that is below the space; a borrow can only mark too many.
      var low = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
      while low != 0 {
        let place = index + low.trailingZeroBitCount / 8
        if !bytes[place].isTextual { return place }
        low &= low &- 1
      }
      index += 8
    }
    while index < bytes.count {
      if !bytes[index].isTextual { return index }
      index += 1
    }
    return nil
  }
}
