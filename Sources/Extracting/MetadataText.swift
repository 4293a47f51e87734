internal import Web

/// A short line as scalars, blanks folded: what labels and dates are looked for in.
struct MetadataText {
  /// Tabs, line breaks, NBSP and U+3000 are U+0020; no blank at either end, never two in a row.
  let scalars: [UInt32]

  init(_ text: String) {
    scalars = unsafe [UInt32](unsafeUninitializedCapacity: text.utf8.count) { scalars, count in
      var end = 0
      text.forEachScalar { value in
        // U+200B and U+FEFF have no width and stand anywhere in pasted text.
        if value == 0x200B || value == 0xFEFF { return true }
        let isBlank = value <= 0x20 || value == 0xA0 || value == 0x3000 || (0x2002...0x200A).contains(value)
        if isBlank, unsafe end == 0 || scalars[end - 1] == 0x20 { return true }
        unsafe scalars[end] = isBlank ? 0x20 : value
        end += 1
        return true
      }
      if end > 0, unsafe scalars[end - 1] == 0x20 { end -= 1 }
      count = end
    }
  }

  /// The part of the line as text, without blanks at its ends.
  func text(_ range: Range<Int>) -> String { MetadataText.text(scalars[range]) }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// Scalars as text, without blanks at the ends.
  static func text(_ scalars: ArraySlice<UInt32>) -> String {
    var start = scalars.startIndex
    var end = scalars.endIndex
    while start < end, scalars[start] == 0x20 { start += 1 }
    while start < end, scalars[end - 1] == 0x20 { end -= 1 }
    return string(scalars[start..<end])
  }

  /// Scalars as text.
  static func string(_ scalars: ArraySlice<UInt32>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count * 3)
    for scalar in scalars { append(scalar, to: &bytes) }
    return String(utf8: bytes.span)
  }
}

extension String {
  /// Tells the value of each scalar in order while the answer is true, at a quarter of what `unicodeScalars` costs.
  @inline(__always)
  func forEachScalar(_ take: (UInt32) -> Bool) {
    unsafe utf8.withContiguousStorageIfAvailable { bytes in
      let span = unsafe bytes.span
      var index = 0
      while index < span.count, take(UTF8Text.takeScalar(span, &index)) {}
    }
  }
}

/// A unified ideograph of the common blocks.
func isHan(_ scalar: UInt32) -> Bool {
  (0x4E00...0x9FFF).contains(scalar) || (0x3400...0x4DBF).contains(scalar) || scalar == 0x3007
}

/// The value of a decimal digit, full-width ones included.
func digit(_ scalar: UInt32) -> Int? {
  switch scalar {
  case 0x30...0x39: Int(scalar - 0x30)
  case 0xFF10...0xFF19: Int(scalar - 0xFF10)
  default: nil
  }
}
