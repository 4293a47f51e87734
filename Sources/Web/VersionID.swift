/// The name of one version of an address: `20261120010000-58b3ff354b01`, when it was first seen and the first twelve
/// digits of the SHA-256 of its decoded body.
package struct VersionID: Hashable, Sendable, CustomStringConvertible {
  package let captured: Timestamp
  /// Twelve lower-case hexadecimal digits.
  package let digestPrefix: String

  package init(captured: Timestamp, body: Digest) {
    self.captured = captured
    digestPrefix = Array(body.bytes.prefix(6)).hex
  }

  /// Reads what ``text`` writes; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let version = text.utf8.withContiguousStorageIfAvailable { unsafe VersionID(ascii: $0.span) }
    guard let version = version ?? VersionID(ascii: Array(text.utf8).span) else { return nil }
    self = version
  }

  private init?(ascii bytes: Span<UInt8>) {
    guard bytes.count == 27, bytes[14] == 0x2D, let captured = Timestamp(fourteenDigits: bytes.extracting(..<14))
    else { return nil }
    for place in 15..<27 where UInt8(hexDigit: bytes[place]) == nil { return nil }
    self.captured = captured
    digestPrefix = unsafe String(unsafeUninitializedCapacity: 12) { digits in
      for place in 0..<12 { unsafe digits[place] = bytes[15 + place].asciiLowercased }
      return 12
    }
  }

  /// `<14 digits>-<12 hexadecimal digits>`; sorts as the versions do.
  package var text: String { captured.fourteenDigits + "-" + digestPrefix }
  package var description: String { text }
}

extension VersionID: Comparable {
  package static func < (left: VersionID, right: VersionID) -> Bool {
    (left.captured, left.digestPrefix) < (right.captured, right.digestPrefix)
  }
}

extension VersionID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let version = VersionID(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "not a version like 20261120010000-58b3ff354b01: \(text)"))
    }
    self = version
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
