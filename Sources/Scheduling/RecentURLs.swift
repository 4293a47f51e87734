package import Web

/// A few URLs, told apart by 64 bits: enough to count different ones in a row, small enough for a column.
package struct RecentURLs: Hashable, Sendable {
  /// FNV-1a of each URL, oldest first, at most ``capacity``.
  package private(set) var fingerprints: [UInt64] = []

  package static let capacity = 8

  package init() {}

  /// How many different ones there are.
  package var count: Int { fingerprints.count }

  /// Remembers a URL unless it is known.
  package mutating func insert(_ url: CrawlURL) {
    let fingerprint = RecentURLs.fingerprint(url.text)
    guard !fingerprints.contains(fingerprint) else { return }
    fingerprints.append(fingerprint)
    if fingerprints.count > RecentURLs.capacity { fingerprints.removeFirst() }
  }

  package mutating func removeAll() { fingerprints = [] }

  /// Swift's own hashes differ from process to process; this one is the same for ever (FNV-1a, 64 bits).
  static func fingerprint(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension RecentURLs: Codable {
  /// `a1b2… c3d4…`: hexadecimal words, for a text column.
  package var text: String { fingerprints.map { String($0, radix: 16) }.joined(separator: " ") }

  /// Words that are no numbers are dropped.
  package init(text: String) {
    fingerprints = text.split(separator: " ").compactMap { UInt64($0, radix: 16) }.suffix(RecentURLs.capacity)
  }

  package init(from decoder: any Decoder) throws {
    self.init(text: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
