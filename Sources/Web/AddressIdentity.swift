/// What makes two addresses one: authority and target without the scheme, so that a move to https keeps its history,
/// and without session ids (archive's rule "identity of an address").
package struct AddressIdentity: Hashable, Sendable {
  /// `host[:port]/path[?query]`: path case, query order and duplicates as they were.
  package let key: String
  /// What folders and rows are named by.
  package let id: AddressID

  /// The identity behind a key that was stored.
  package init(key: String) {
    self.key = key
    id = AddressID(Digest(of: key.utf8))
  }

  /// The same, where the id was stored beside the key.
  package init(key: String, id: AddressID) {
    self.key = key
    self.id = id
  }
}

/// The first 64 bits of the SHA-256 of an identity's key: the odds that two of ten million addresses share one are
/// three in a million.
package struct AddressID: Hashable, Sendable, CustomStringConvertible {
  /// The sixteen digits as a number.
  package let value: UInt64

  package init(value: UInt64) { self.value = value }

  init(_ digest: Digest) { value = digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

  /// Reads what ``hex`` writes; nil unless it is sixteen hexadecimal digits.
  package init?(hex: some StringProtocol) {
    guard let bytes = [UInt8](hex: hex), bytes.count == 8 else { return nil }
    value = bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Sixteen lower-case hexadecimal digits.
  package var hex: String {
    unsafe String(unsafeUninitializedCapacity: 16) { digits in
      for place in 0..<16 { unsafe digits[place] = hexDigit(UInt8(truncatingIfNeeded: value >> (60 - 4 * place)) & 15) }
      return 16
    }
  }
  package var description: String { hex }
}

extension AddressID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = AddressID(hex: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not sixteen hexadecimal digits: \(text)"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

extension CrawlURL {
  /// What this address is known by.
  ///
  /// `;jsessionid=…` goes from the path, and so do the query parameters of those names; ASCII case does not count in
  /// either. The rest keeps its order, its duplicates and its bytes.
  package func identity(dropping sessionParameters: Set<String> = []) -> AddressIdentity {
    AddressIdentity(key: identityKey(dropping: sessionParameters))
  }

  /// The key of ``identity(dropping:)``, without the work of its id.
  package func identityKey(dropping sessionParameters: Set<String> = []) -> String {
    let bytes = text.utf8.span
    let hasNoneInQuery = sessionParameters.isEmpty || pathEnd == bytes.count
    if hasNoneInQuery, !pathPlace.contains(where: { bytes[$0] == 0x3B }) { return schemeless }
    var key = Array(authority.utf8)
    key += withoutSession(path: Array(path.utf8))
    if let query {
      let kept = without(parameters: Set(sessionParameters.map { $0.lowercased() }), query: query)
      if let kept { key += [0x3F] + Array(kept.utf8) }
    }
    return String(decoding: key, as: UTF8.self)
  }
}

private func withoutSession(path: [UInt8]) -> [UInt8] {
  guard path.contains(0x3B) else { return path }
  let mark = Array(";jsessionid=".utf8)
  var kept: [UInt8] = []
  var rest = path[...]
  while let byte = rest.first {
    if byte == 0x3B, rest.prefix(mark.count).elementsEqual(mark, by: { $0.asciiLowercased == $1 }) {
      rest = rest.dropFirst().drop { $0 != 0x3B && $0 != 0x2F }
    } else {
      kept.append(byte)
      rest = rest.dropFirst()
    }
  }
  return kept
}

/// Nil when nothing is left of a query that had parameters to drop.
private func without(parameters names: Set<String>, query: String) -> String? {
  guard !names.isEmpty else { return query }
  let all = query.split(separator: "&", omittingEmptySubsequences: false)
  let kept = all.filter { !names.contains($0.prefix { $0 != "=" }.lowercased()) }
  if kept.count == all.count { return query }
  return kept.isEmpty ? nil : kept.joined(separator: "&")
}
