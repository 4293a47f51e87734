package import Web

/// What a timestamp server is asked (RFC 3161 §2.4.1): to vouch that the digest was there at this moment.
package struct TimestampQuery: Sendable, Hashable {
  /// SHA-256 of what is vouched for.
  package let digest: Digest
  /// So that an old reply cannot be passed off as the answer.
  package let nonce: UInt64

  package init(digest: Digest, nonce: UInt64) {
    self.digest = digest
    self.nonce = nonce
  }

  package static let mediaType = "application/timestamp-query"

  /// TimeStampReq in DER; the server's certificate is asked for.
  package var bytes: [UInt8] {
    let algorithm = DERElement.encode(DERElement.sequence, Self.sha256 + [0x05, 0x00])
    let imprint = DERElement.encode(
      DERElement.sequence, algorithm + DERElement.encode(DERElement.octets, digest.bytes))
    let content =
      [DERElement.integer, 1, 1] + imprint + DERElement.encode(DERElement.integer, number) + [0x01, 1, 0xFF]
    return DERElement.encode(DERElement.sequence, content)
  }

  /// The nonce as a non-negative INTEGER in as few bytes as it needs.
  fileprivate var number: [UInt8] {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: nonce >> (56 - 8 * $0)) }
    let digits = Array(bytes.drop { $0 == 0 })
    return digits.first.map { $0 > 0x7F } ?? true ? [0] + digits : digits
  }

  /// The object identifier 2.16.840.1.101.3.4.2.1.
  fileprivate static let sha256: [UInt8] = [0x06, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
}

/// What a timestamp server replied (RFC 3161 §2.4.2), as far as it can be read without trusting anybody: whose digest
/// it vouches for, and when. Whether the signature is good, `openssl ts -verify` says with the server's certificates.
package struct TimestampReply: Sendable, Hashable {
  package static let mediaType = "application/timestamp-reply"

  /// The digest that it vouches for.
  package let digest: Digest
  /// The moment as the server wrote it: `20261121031500Z`, with fractions where it has them.
  package let moment: String
  /// The nonce's bytes; nil when the reply has none.
  private let nonce: [UInt8]?

  /// Reads a TimeStampResp.
  ///
  /// - Throws: `TimestampProblem` when the server declined, or the reply cannot be read.
  package init(_ bytes: [UInt8]) throws(TimestampProblem) {
    guard let reply = DERElement(bytes)?.elements, let status = reply.first?.elements.first,
      status.tag == DERElement.integer
    else { throw .unreadable }
    // 0 is granted, 1 granted with modifications (§2.4.2).
    guard status.content.count == 1, let code = status.content.first, code <= 1 else {
      throw .declined(Int(status.content.last ?? 0xFF))
    }
    guard reply.count > 1, let token = Self.content(of: reply[1]) else { throw .unreadable }
    let parts = token.elements
    guard parts.count >= 5, let hash = parts[2].elements.last, hash.tag == DERElement.octets,
      let digest = Digest(bytes: Array(hash.content)),
      Array(parts[2].elements[0].content).starts(with: TimestampQuery.sha256), parts[4].tag == DERElement.time
    else { throw .unreadable }
    self.digest = digest
    moment = String(decoding: parts[4].content, as: UTF8.self)
    nonce = parts[5...].first { $0.tag == DERElement.integer }.map { Array($0.content) }
  }

  /// Whether it answers that query.
  package func answers(_ query: TimestampQuery) -> Bool { digest == query.digest && nonce == query.number }

  /// TSTInfo: ContentInfo → SignedData → encapContentInfo → eContent (RFC 5652 §5.1).
  private static func content(of token: DERElement) -> DERElement? {
    guard let signed = token.elements.last?.elements.first?.elements, signed.count > 2,
      let wrapped = signed[2].elements.last?.elements.first, wrapped.tag == DERElement.octets
    else { return nil }
    return DERElement(Array(wrapped.content))
  }
}

/// Why a timestamp server's reply is of no use.
package enum TimestampProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Thrown when it is no reply of RFC 3161, or vouches by another digest than SHA-256.
  case unreadable
  /// Thrown when the server declined; the status of §2.4.2.
  case declined(Int)

  package var description: String {
    switch self {
    case .unreadable: "the reply is no RFC 3161 timestamp by SHA-256"
    case .declined(let status): "the server declined (status \(status))"
    }
  }
}
