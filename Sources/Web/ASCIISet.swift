/// A set of ASCII bytes, asked without touching memory.
struct ASCIISet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ members: String) {
    for byte in members.utf8 { insert(byte) }
  }

  /// Every printable ASCII byte (0x21 to 0x7E) but those.
  init(printableBut excluded: String) {
    for byte in UInt8(0x21)...0x7E where !excluded.utf8.contains(byte) { insert(byte) }
  }

  func contains(_ byte: UInt8) -> Bool {
    let half = byte & 0x40 == 0 ? low : high
    return byte < 0x80 && half >> UInt64(byte & 0x3F) & 1 == 1
  }

  private mutating func insert(_ byte: UInt8) {
    if byte & 0x40 == 0 { low |= 1 << UInt64(byte & 0x3F) } else { high |= 1 << UInt64(byte & 0x3F) }
  }
}

extension UInt8 {
  /// The same byte, `A` to `Z` as `a` to `z`.
  var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  /// Tab, line feed, form feed, carriage return or space: white space as HTML and the URL standard count it.
  var isASCIIBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B) }
}

extension [UInt8] {
  /// Appends `%XX` in upper case.
  mutating func appendPercentEncoded(_ byte: UInt8) {
    append(0x25)
    append(upperHexDigit(byte >> 4))
    append(upperHexDigit(byte & 15))
  }
}

private func upperHexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

/// Those bytes with each `%XX` turned into its byte; a `%` without two digits stays.
func percentDecoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
  let input = Array(bytes)
  guard input.contains(0x25) else { return input }
  var output: [UInt8] = []
  output.reserveCapacity(input.count)
  var index = 0
  while index < input.count {
    if input[index] == 0x25, index + 2 < input.count, let high = UInt8(hexDigit: input[index + 1]),
      let low = UInt8(hexDigit: input[index + 2])
    {
      output.append(high << 4 | low)
      index += 3
    } else {
      output.append(input[index])
      index += 1
    }
  }
  return output
}
