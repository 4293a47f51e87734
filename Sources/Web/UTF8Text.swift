/// Checking and repairing UTF-8.
package enum UTF8Text {
  /// Whether those bytes are UTF-8 as Unicode defines it: no overlong form, no surrogate, nothing cut.
  package static func isValid(_ bytes: [UInt8]) -> Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
  }

  /// Where the first malformed sequence begins; the count of bytes when there is none.
  static func firstMalformed(in bytes: [UInt8]) -> Int {
    var index = 0
    while index < bytes.count,
      case .valid(let length) = bytes[index] < 0x80 ? .valid(1) : sequence(at: index, in: bytes[...])
    {
      index += length
    }
    return index
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
    var findings = Findings()
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      switch sequence(at: index, in: bytes) {
      case .valid(let length):
        if length == 2 { findings.pairs += 1 } else { findings.longer += 1 }
        index += length
      case .malformed(let length):
        findings.malformed += 1
        index += length
        findings.isCutAtEnd = findings.malformed == 1 && index == bytes.endIndex
        if givingUp, findings.malformed > 1_000, findings.malformed > findings.multibyte { return findings }
      }
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
      switch sequence(at: index, in: bytes) {
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
  private static func sequence(at start: Int, in bytes: ArraySlice<UInt8>) -> Sequence {
    let lead = bytes[start]
    let needed = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    guard needed > 0 else { return .malformed(1) }
    var lower: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    var upper: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    for step in 1...needed {
      guard start + step < bytes.endIndex, bytes[start + step] >= lower, bytes[start + step] <= upper else {
        return .malformed(step)
      }
      (lower, upper) = (0x80, 0xBF)
    }
    return .valid(needed + 1)
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
      let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      // The top bit of each byte that is below the space; a borrow can only mark too many.
      if (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080 != 0 {
        for place in index..<index + 8 where !bytes[place].isTextual { return place }
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
