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
  package init?(_ text: some StringProtocol) { self.init(String(text)) }

  /// The same of a whole text, as the catalogue's rows have it.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 27, bytes[14] == 0x2D,
      let captured = Timestamp(fourteenDigits: bytes.span.extracting(0..<14)),
      bytes[15...].allSatisfy({ $0.isASCIIDigit || (0x61...0x66).contains($0 | 0x20) })
    else { return nil }
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
