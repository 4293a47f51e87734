/// An IPv4 or IPv6 address.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address as a number: 32 bits of it for IPv4.
  let value: UInt128
  /// Whether it is an IPv6 address (an IPv4-mapped one is).
  package let isV6: Bool

  init(v4 value: UInt32) {
    self.value = UInt128(value)
    isV6 = false
  }

  init(v6 value: UInt128) {
    self.value = value
    isV6 = true
  }

  /// From network byte order; nil unless there are 4 or 16 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    value = bytes.reduce(0) { $0 << 8 | UInt128($1) }
    isV6 = bytes.count == 16
  }

  /// Reads `192.0.2.1` (four decimal numbers, no leading zero) or RFC 4291 §2.2's forms, without brackets and without a
  /// zone; nil for anything else.
  package init?(_ text: some StringProtocol) { self.init(String(text)) }

  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    if bytes.contains(0x3A) {
      self.init(v6: bytes[...])
    } else {
      guard let quad = IPAddress.quad(bytes[...]) else { return nil }
      self.init(v4: quad)
    }
  }

  /// 4 or 16 bytes in network order.
  package var bytes: [UInt8] {
    let count = isV6 ? 16 : 4
    return (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt128(8 * (count - 1 - $0))) }
  }

  /// `192.0.2.1`, or RFC 5952's form in hexadecimal throughout (`::ffff:c000:201`).
  package var text: String { isV6 ? compressed : bytes.map { String($0) }.joined(separator: ".") }
  package var description: String { text }

  private var compressed: String {
    let pieces = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(16 * (7 - $0))) }
    let gap = longestZeros(pieces)
    var text = ""
    var index = 0
    while index < 8 {
      if gap.count > 1, index == gap.lowerBound {
        text += index == 0 ? "::" : ":"
        index = gap.upperBound
        continue
      }
      text += String(pieces[index], radix: 16)
      if index < 7 { text += ":" }
      index += 1
    }
    return text
  }
}

// MARK: Reading

extension IPAddress {
  /// The IPv6 parser of the URL standard.
  init?(v6 text: ArraySlice<UInt8>) {
    guard let (head, tail) = IPAddress.halves(text), let left = IPAddress.pieces(head) else { return nil }
    guard let tail else {
      guard left.count == 8 else { return nil }
      self.init(v6: left.reduce(0) { $0 << 16 | UInt128($1) })
      return
    }
    guard let right = IPAddress.pieces(tail), left.count + right.count <= 7 else { return nil }
    let zeros = [UInt16](repeating: 0, count: 8 - left.count - right.count)
    self.init(v6: (left + zeros + right).reduce(0) { $0 << 16 | UInt128($1) })
  }

  /// What stands before and after `::`; the second is nil without one. Nil when there are two.
  private static func halves(_ text: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>?)? {
    var cut: Int?
    for index in text.indices.dropLast() where text[index] == 0x3A && text[index + 1] == 0x3A {
      if cut != nil { return nil }
      cut = index
    }
    guard let cut else { return (text, nil) }
    return (text[..<cut], text[(cut + 2)...])
  }

  private static func pieces(_ text: ArraySlice<UInt8>) -> [UInt16]? {
    if text.isEmpty { return [] }
    var result: [UInt16] = []
    let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(0x2E) {
        guard let value = quad(part) else { return nil }
        result += [UInt16(value >> 16), UInt16(truncatingIfNeeded: value)]
      } else {
        let digits = part.compactMap { UInt8(hexDigit: $0) }
        guard (1...4).contains(part.count), digits.count == part.count else { return nil }
        result.append(digits.reduce(0) { $0 << 4 | UInt16($1) })
      }
    }
    return result
  }

  private static func quad(_ text: ArraySlice<UInt8>) -> UInt32? {
    var (value, number): (UInt32, UInt32) = (0, 0)
    var (dots, digits) = (0, 0)
    for byte in text {
      if byte == 0x2E {
        guard digits > 0 else { return nil }
        value = value << 8 | number
        (dots, digits, number) = (dots + 1, 0, 0)
      } else {
        guard byte.isASCIIDigit, digits == 0 || number > 0 else { return nil }
        number = number * 10 + UInt32(byte - 0x30)
        digits += 1
        guard number <= 255 else { return nil }
      }
    }
    return dots == 3 && digits > 0 ? value << 8 | number : nil
  }
}

private func longestZeros(_ pieces: [UInt16]) -> Range<Int> {
  var best = 0..<0
  var start = 0
  for index in 0...pieces.count {
    if index < pieces.count, pieces[index] == 0 { continue }
    if index - start > best.count { best = start..<index }
    start = index + 1
  }
  return best
}
