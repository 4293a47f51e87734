/// The tokens of one text, for finding where a query's terms stand in it: by the same rules as the full-text index.
struct TokenIndex {
  private var tokens: [Token] = []

  private struct Token {
    var bytes: [UInt8]
    var range: Range<Int>
    /// The place in phrases.
    var position: Int
  }

  init(_ text: some Collection<UInt8>) { tokens = Self.tokens(of: Array(text), for: .index) }

  private static func tokens(of text: [UInt8], for purpose: Tokenizer.Purpose) -> [Token] {
    var tokens: [Token] = []
    var position = -1
    _ = Tokenizer(for: purpose).forEachToken(in: text.span) { bytes, place in
      if !place.isColocated { position += 1 }
      tokens.append(Token(bytes: bytes.indices.map { bytes[$0] }, range: place.bytes, position: position))
      return true
    }
    return tokens
  }

  /// Where a term stands, in bytes of the text.
  func places(of term: SearchQuery.Term) -> [Range<Int>] {
    let wanted = Self.tokens(of: Array(term.text.utf8), for: .query)
    guard let first = wanted.first else { return [] }
    let isSingle = wanted.count == 1 && term.isPrefix
    return tokens.indices.compactMap { start in
      let matches = isSingle ? tokens[start].bytes.starts(with: first.bytes) : tokens[start].bytes == first.bytes
      guard matches, let end = end(of: wanted, from: start, isPrefix: term.isPrefix) else { return nil }
      return tokens[start].range.lowerBound..<end
    }
  }

  /// Where the term that begins at that token ends; nil when the text goes on otherwise.
  private func end(of wanted: [Token], from start: Int, isPrefix: Bool) -> Int? {
    var place = start
    for (offset, token) in wanted.enumerated() {
      let isLast = offset == wanted.count - 1
      let position = tokens[start].position + offset
      while place < tokens.count, tokens[place].position <= position,
        !(tokens[place].position == position
          && fits(tokens[place], token, isPrefix: isLast && isPrefix))
      { place += 1 }
      guard place < tokens.count, tokens[place].position == position else { return nil }
      if isLast { return endShown(tokens[place], token, isPrefix: isPrefix) }
      place += 1
    }
    return nil
  }

  private func fits(_ token: Token, _ wanted: Token, isPrefix: Bool) -> Bool {
    isPrefix ? token.bytes.starts(with: wanted.bytes) : token.bytes == wanted.bytes
  }

  /// Of a pair found by its first character only that character is shown.
  private func endShown(_ token: Token, _ wanted: Token, isPrefix: Bool) -> Int {
    let isIdeograph = (wanted.bytes.first ?? 0) >= 0xE3
    let isPart = isPrefix && isIdeograph && token.bytes.count == 6 && token.range.count == 6
    return isPart ? token.range.lowerBound + 3 : token.range.upperBound
  }
}
