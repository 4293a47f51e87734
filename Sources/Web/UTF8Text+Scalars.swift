extension UTF8Text {
  /// The next scalar of a string's bytes, which are always well-formed; the index moves behind it.
  @inline(__always)
  package static func takeScalar(_ utf8: Span<UInt8>, _ index: inout Int) -> UInt32 {
    let first = UInt32(utf8[index])
    index += 1
    if first < 0x80 { return first }
    let second = takeTail(utf8, &index)
    if first < 0xE0 { return (first & 0x1F) << 6 | second }
    let third = second << 6 | takeTail(utf8, &index)
    return first < 0xF0 ? (first & 0x0F) << 12 | third : (first & 0x07) << 18 | third << 6 | takeTail(utf8, &index)
  }

  @inline(__always)
  private static func takeTail(_ utf8: Span<UInt8>, _ index: inout Int) -> UInt32 {
    defer { index += 1 }
    return UInt32(utf8[index] & 0x3F)
  }

  /// The property White_Space (Unicode 15.1 PropList), told by value: looking it up costs more than all the rest.
  @inline(__always)
  package static func isWhiteSpace(_ scalar: UInt32) -> Bool {
    // Nearly every character of a Chinese text.
    if scalar > 0x3000 { return false }
    return switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
