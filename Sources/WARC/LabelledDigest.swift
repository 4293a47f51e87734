package import Web

/// A digest with its algorithm in front, as WARC/1.1 §5.8 writes it: `sha256:<hex>`, `sha1:<Base32>`.
package struct LabelledDigest: Hashable, Sendable, CustomStringConvertible {
  /// Lower case, no hyphen: `sha256`.
  package let algorithm: String
  /// As it was written.
  package let value: String

  /// Reads `algorithm:value`; nil without a colon or with an empty part.
  package init?(_ text: String) {
    guard let colon = text.utf8.firstIndex(of: 0x3A), colon != text.startIndex else { return nil }
    let name = text[..<colon]
    algorithm = name == "sha256" ? "sha256" : name.lowercased().filter { $0 != "-" }
    value = String(text[text.utf8.index(after: colon)...])
    if value.isEmpty { return nil }
  }

  /// `sha256:<hex>` of a digest of ours.
  package init(_ digest: Digest) {
    algorithm = "sha256"
    value = digest.hex
  }

  package var description: String { "\(algorithm):\(value)" }

  /// The SHA-256 behind it, whether in Base16 or Base32; nil for another algorithm.
  package var sha256: Digest? {
    algorithm == "sha256" ? raw(count: 32).flatMap { Digest(bytes: $0) } : nil
  }

  /// Whether those bytes have this digest; nil when the algorithm is none of sha1, sha256, sha512 and md5.
  package func matches(_ bytes: ArraySlice<UInt8>) -> Bool? {
    guard let computed = digest(named: algorithm, of: bytes) else { return nil }
    return raw(count: computed.count) == computed
  }

  /// `sha1:<Base32>` of those bytes: what other tools compute for a record without a payload digest.
  static func sha1(of bytes: ArraySlice<UInt8>) -> LabelledDigest? {
    digest(named: "sha1", of: bytes).flatMap { LabelledDigest("sha1:" + base32($0)) }
  }

  /// The standard fixes no encoding: the length tells Base16 from Base32.
  private func raw(count: Int) -> [UInt8]? {
    if value.utf8.count == count * 2 { return [UInt8](hex: value) }
    let digits = value.utf8.filter { $0 != UInt8(ascii: "=") }
    return digits.count == (count * 8 + 4) / 5 ? bytes(base32: digits) : nil
  }
}

private let base32Digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

/// RFC 4648 §6, padded.
private func base32(_ bytes: [UInt8]) -> String {
  var digits: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 5) {
    let group = bytes[start..<min(start + 5, bytes.count)]
    let bits = group.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << UInt64(8 * (5 - group.count))
    let used = (group.count * 8 + 4) / 5
    for place in 0..<8 {
      digits.append(place < used ? base32Digits[Int(bits >> UInt64(35 - 5 * place) & 31)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: digits, as: UTF8.self)
}

private func bytes(base32 digits: [UInt8]) -> [UInt8]? {
  var bytes: [UInt8] = []
  var bits: UInt32 = 0
  var count: UInt32 = 0
  for digit in digits {
    // Base32 has no case: 0x61 is the small letter a.
    guard let value = base32Digits.firstIndex(of: digit >= 0x61 ? digit & 0xDF : digit) else { return nil }
    bits = bits << 5 | UInt32(value)
    count += 5
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      bits &= (1 << count) - 1
    }
  }
  return bytes
}
