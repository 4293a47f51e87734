private import Crypto

/// A SHA-256 of some bytes: the only digest the archive computes.
///
/// Its bytes stand in the value itself, since every visit makes and hands on a dozen of them.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The bytes in their order, eight at a time as they lie in memory.
  private let words: Words

  private struct Words: Hashable {
    let first, second, third, fourth: UInt64
  }

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
    words = unsafe hash.finalize().withUnsafeBytes { unsafe $0.loadUnaligned(as: Words.self) }
  }

  /// That of no bytes: what a revisit's empty block and the body of a 304 have.
  private static let ofNothing = unsafe Digest(hashing: UnsafeRawBufferPointer(start: nil, count: 0))

  /// A digest known already; nil unless it is 64 hexadecimal digits.
  package init?(hex: some StringProtocol) {
    guard let bytes = [UInt8](hex: hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// A digest known already; nil unless there are 32 bytes.
  package init?(bytes: [UInt8]) {
    guard let digest = unsafe bytes.withUnsafeBytes({ unsafe Digest(known: $0) }) else { return nil }
    self = digest
  }

  /// The same of bytes that lie elsewhere.
  package init?(known bytes: UnsafeRawBufferPointer) {
    guard bytes.count == MemoryLayout<Words>.size else { return nil }
    words = unsafe bytes.loadUnaligned(as: Words.self)
  }

  /// 32 bytes.
  package var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }

  /// Lends the 32 bytes.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try unsafe Swift.withUnsafeBytes(of: words, body)
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String { unsafe withUnsafeBytes { unsafe hexDigits(of: $0) } }

  /// `sha256:<hex>`, as it stands in WARC-Payload-Digest and WARC-Block-Digest.
  package var warcValue: String { String(decoding: warcBytes, as: UTF8.self) }

  /// ``warcValue`` in bytes.
  package var warcBytes: [UInt8] {
    let mark = Self.warcMark.count
    return unsafe [UInt8](unsafeUninitializedCapacity: mark + 64) { text, count in
      _ = unsafe text.initialize(fromContentsOf: Self.warcMark)
      unsafe withUnsafeBytes { unsafe writeHexDigits(of: $0, to: text.extracting(mark...)) }
      count = mark + 64
    }
  }

  /// Reads ``warcBytes``; nil for anything else, a digest in Base32 among it.
  package init?(warcBytes text: [UInt8]) {
    guard text.starts(with: Self.warcMark), let bytes = [UInt8](hexDigits: text.span.extracting(Self.warcMark.count...))
    else { return nil }
    self.init(bytes: bytes)
  }

  private static let warcMark = Array("sha256:".utf8)

  package var description: String { hex }
}

extension [UInt8] {
  /// Two lower-case hexadecimal digits a byte.
  package var hex: String { unsafe withUnsafeBytes { unsafe hexDigits(of: $0) } }

  /// The bytes behind hexadecimal digits of either case; nil for an odd count or another character.
  package init?(hex text: some StringProtocol) {
    let bytes = text.utf8.withContiguousStorageIfAvailable { unsafe [UInt8](hexDigits: $0.span) }
    guard let bytes = bytes ?? [UInt8](hexDigits: Array(text.utf8).span) else { return nil }
    self = bytes
  }

  fileprivate init?(hexDigits digits: Span<UInt8>) {
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

private func hexDigits(of bytes: UnsafeRawBufferPointer) -> String {
  unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
    unsafe writeHexDigits(of: bytes, to: digits)
    return bytes.count * 2
  }
}

private func writeHexDigits(of bytes: UnsafeRawBufferPointer, to digits: UnsafeMutableBufferPointer<UInt8>) {
  for place in bytes.indices {
    unsafe digits[2 * place] = hexDigit(bytes[place] >> 4)
    unsafe digits[2 * place + 1] = hexDigit(bytes[place] & 15)
  }
}
