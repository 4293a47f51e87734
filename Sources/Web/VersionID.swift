/// The name of one version of an address: `20261120010000-58b3ff354b01`, when it was first seen and the first twelve
/// digits of the SHA-256 of its decoded body.
package struct VersionID: Hashable, Sendable, CustomStringConvertible {
  package let captured: Timestamp
  /// Twelve lower-case hexadecimal digits.
  package let digestPrefix: String

  package init(captured: Timestamp, body: Digest) {
    self.captured = captured
    digestPrefix = String(body.hex.prefix(12))
  }

  /// Reads what ``text`` writes; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let captured = Timestamp(fourteenDigits: parts[0]), parts[1].utf8.count == 12,
      let digest = [UInt8](hex: parts[1])
    else { return nil }
    self.captured = captured
    digestPrefix = digest.hex
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
