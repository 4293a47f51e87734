private import Crypto

/// A SHA-256 of some bytes: the only digest the archive computes.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  package let bytes: [UInt8]

  /// The digest of those bytes.
  package init(of bytes: some Sequence<UInt8>) {
    let found = bytes.withContiguousStorageIfAvailable { unsafe Digest(of: UnsafeRawBufferPointer($0)) }
    self = found ?? Digest(of: Array(bytes))
  }

  /// The digest of an array, whose bytes need not be looked for.
  package init(of bytes: [UInt8]) { self = unsafe bytes.withUnsafeBytes { unsafe Digest(of: $0) } }

  private init(of bytes: UnsafeRawBufferPointer) { self = unsafe bytes.isEmpty ? .ofNothing : Digest(hashing: bytes) }

  private init(hashing bytes: UnsafeRawBufferPointer) {
    var hash = SHA256()
    unsafe hash.update(bufferPointer: bytes)
    self.bytes = unsafe hash.finalize().withUnsafeBytes { unsafe Array($0) }
  }

  /// That of no bytes: what a revisit's empty block and the body of a 304 have.
  private static let ofNothing = unsafe Digest(hashing: UnsafeRawBufferPointer(start: nil, count: 0))

  /// A digest known already; nil unless it is 64 hexadecimal digits.
  package init?(hex: some StringProtocol) {
    guard let bytes = [UInt8](hex: hex), bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// A digest known already; nil unless there are 32 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String { bytes.hex }

  /// `sha256:<hex>`, as it stands in WARC-Payload-Digest and WARC-Block-Digest.
  package var warcValue: String { "sha256:" + hex }

  package var description: String { hex }
}

extension [UInt8] {
  /// Two lower-case hexadecimal digits a byte.
  package var hex: String {
    unsafe String(unsafeUninitializedCapacity: count * 2) { digits in
      for (place, byte) in enumerated() {
        unsafe digits[2 * place] = hexDigit(byte >> 4)
        unsafe digits[2 * place + 1] = hexDigit(byte & 15)
      }
      return count * 2
    }
  }

  /// The bytes behind hexadecimal digits of either case; nil for an odd count or another character.
  package init?(hex text: some StringProtocol) {
    let bytes = text.utf8.withContiguousStorageIfAvailable { unsafe [UInt8](hexDigits: $0.span) }
    guard let bytes = bytes ?? [UInt8](hexDigits: Array(text.utf8).span) else { return nil }
    self = bytes
  }

  private init?(hexDigits digits: Span<UInt8>) {
    guard digits.count.isMultiple(of: 2) else { return nil }
    self = []
    reserveCapacity(digits.count / 2)
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let high = UInt8(hexDigit: digits[place]), let low = UInt8(hexDigit: digits[place + 1]) else { return nil }
      append(high << 4 | low)
    }
  }
}

extension UInt8 {
  /// The value of one hexadecimal digit in ASCII; nil for another character.
  package init?(hexDigit byte: UInt8) {
    switch byte {
    case 0x30...0x39: self = byte - 0x30
    case 0x41...0x46: self = byte - 0x41 + 10
    case 0x61...0x66: self = byte - 0x61 + 10
    default: return nil
    }
  }
}

/// The lower-case digit of a value below sixteen, in ASCII.
package func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
