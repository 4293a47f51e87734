private import Web

/// The URI that names one record for ever (WARC/1.1 §5.2); ours are `urn:uuid:…`.
package struct RecordID: Hashable, Sendable, CustomStringConvertible {
  /// The URI without angle brackets.
  package let uri: String

  /// Reads `<urn:uuid:…>` or another URI, with or without its brackets; nil when nothing or a blank stands inside.
  package init?(_ text: String) {
    var inner = Array(text.utf8)[...]
    if inner.count > 1, inner.first == 0x3C, inner.last == 0x3E { inner = inner.dropFirst().dropLast() }
    guard !inner.isEmpty, inner.allSatisfy({ $0 > 0x20 && $0 != 0x3C && $0 != 0x3E }) else { return nil }
    uri = String(decoding: inner, as: UTF8.self)
  }

  /// A random name (UUID version 4, RFC 9562 §5.4) out of the given generator.
  package static func random(using generator: inout some RandomNumberGenerator) -> RecordID {
    let halves = [generator.next() as UInt64, generator.next() as UInt64]
    let bytes = (0..<16).map { (place: Int) -> UInt8 in
      let shift = UInt64(56 - place % 8 * 8)
      return UInt8(truncatingIfNeeded: halves[place / 8] >> shift)
    }
    return RecordID(uuid: bytes, version: 4)
  }

  /// The same name for the same bytes (UUID version 8, RFC 9562 §5.8, made of their SHA-256).
  package init(derivedFrom bytes: some Sequence<UInt8>) {
    self.init(uuid: Array(Digest(of: bytes).bytes.prefix(16)), version: 8)
  }

  /// The URI in angle brackets, as it stands in a header.
  package var description: String { String(decoding: bracketed, as: UTF8.self) }

  /// ``description`` in bytes.
  var bracketed: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(uri.utf8.count + 2)
    bytes.append(0x3C)
    bytes.append(utf8: uri)
    bytes.append(0x3E)
    return bytes
  }

  private init(uuid bytes: [UInt8], version: UInt8) {
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | version << 4
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text: [UInt8] = []
    text.reserveCapacity(45)
    text.append(utf8: "urn:uuid:")
    for (place, byte) in bytes.enumerated() {
      if place == 4 || place == 6 || place == 8 || place == 10 { text.append(0x2D) }
      text.append(hexDigit(byte >> 4))
      text.append(hexDigit(byte & 15))
    }
    uri = String(decoding: text, as: UTF8.self)
  }
}
