private import Crypto

/// A SHA-256 of some bytes: the only digest the archive computes.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  package let bytes: [UInt8]

  /// The digest of those bytes.
  package init(of bytes: some Sequence<UInt8>) {
    var hash = SHA256()
    let contiguous: Void? = bytes.withContiguousStorageIfAvailable { unsafe hash.update(bufferPointer: .init($0)) }
    if contiguous == nil { hash.update(data: Array(bytes)) }
    self.bytes = Array(hash.finalize())
  }

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
    var text: [UInt8] = []
    text.reserveCapacity(count * 2)
    for byte in self {
      text.append(hexDigits[Int(byte >> 4)])
      text.append(hexDigits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes behind hexadecimal digits of either case; nil for an odd count or another character.
  package init?(hex text: some StringProtocol) {
    let digits = text.utf8.map { UInt8(hexDigit: $0) }
    guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map { (digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0) }
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

private let hexDigits = Array("0123456789abcdef".utf8)
