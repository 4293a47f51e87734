package import Cataloguing
package import Web

/// One visit as the hash chain counts it: RFC 8785 JSON without file or offset, so that the chain survives a re-packed
/// file, a tombstone and the loss of the catalogue.
package struct ChainLine: Sendable, Hashable {
  package let sequence: Int
  /// The canonical line: keys sorted, no white space.
  package let text: String

  /// - Parameters:
  ///   - payload: SHA-256 of the payload as sent; nil without a response.
  ///   - blocks: block digests of the visit's records but the metadata record, in their order.
  ///   - records: ids of the same records, then of the metadata record.
  package init(
    sequence: Int, url: String, date: Timestamp, status: Int?, outcome: Outcome, payload: Digest?, blocks: [Digest],
    records: [String]
  ) {
    self.sequence = sequence
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member("blocks", blocks.map(\.hex))
      line.member("date", date.iso8601)
      line.member("outcome", outcome.rawValue)
      line.member("payload", ifPresent: payload?.hex)
      line.member("records", records)
      line.member("seq", sequence)
      line.member("status", ifPresent: status)
      line.member("url", url)
    }
    text = String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The visit's number in a canonical line; nil when it is none.
  package static func sequence(of text: String) -> Int? {
    guard case .int(let number)? = (try? JSONValue.parse(Array(text.utf8)))?["seq"], number > 0 else { return nil }
    return number
  }

  /// The head before the first visit: 32 zero bytes.
  package static let genesis = Digest(bytes: [UInt8](repeating: 0, count: 32)) ?? Digest(of: [])

  /// The head after this line: SHA-256 of the previous head's 32 bytes, then the line.
  package static func head(after previous: Digest, line: String) -> Digest {
    Digest(of: previous.bytes + Array(line.utf8))
  }
}
