/// Cuts a text into what the full-text index holds: overlapping pairs of characters for Chinese, words and numbers for
/// scripts with blanks, all folded (see `Folding`).
///
/// 公开年报 is 公开, 开年, 年报 and, at the place of the last pair, 报: so a word of two characters is one lookup, a longer
/// one a phrase, and a single character the beginning of tokens. In a query that last single character is left out,
/// unless it stands alone.
package struct Tokenizer: Sendable {
  /// What the tokens are for.
  package enum Purpose: Sendable {
    case index, query
  }

  /// One token, as it is handed over.
  package struct Place: Hashable, Sendable {
    /// Where it stands in the text, in bytes.
    package var bytes: Range<Int>
    /// Whether it stands at the same place in a phrase as the token before.
    package var isColocated: Bool
  }

  /// A word keeps so many bytes; the rest is left out on both sides.
  static let longestWord = 64

  private let folding: Folding
  private let purpose: Purpose

  package init(for purpose: Purpose) {
    self.purpose = purpose
    folding = .standard
  }

  /// Hands over each token's folded UTF-8 and its place, until the closure says false; true when all were taken.
  ///
  /// The text should be UTF-8; a byte that is none parts words.
  package func forEachToken(in text: Span<UInt8>, _ body: (Span<UInt8>, Place) -> Bool) -> Bool {
    var cursor = ScalarCursor()
    var token = TokenBytes()
    while let scalar = cursor.next(in: text) {
      let folded = folding.fold(scalar)
      let isTaken =
        switch folding.role(folded) {
        case .separator: true
        case .word: word(folded, text, &cursor, &token, body)
        case .ideograph: ideographs(folded, text, &cursor, &token, body)
        }
      if !isTaken { return false }
    }
    return true
  }

  /// A run of letters and digits; those of ASCII and others do not part.
  private func word(
    _ first: UInt32, _ text: Span<UInt8>, _ cursor: inout ScalarCursor, _ token: inout TokenBytes,
    _ body: (Span<UInt8>, Place) -> Bool
  ) -> Bool {
    let start = cursor.start
    token.removeAll()
    token.append(first)
    var end = cursor.end
    while let scalar = cursor.next(in: text) {
      let folded = folding.fold(scalar)
      if folding.role(folded) != .word {
        cursor.stepBack()
        break
      }
      if token.count < Self.longestWord { token.append(folded) }
      end = cursor.end
    }
    return body(token.bytes.span, Place(bytes: start..<end, isColocated: false))
  }

  /// A run of ideographs, pair by pair.
  private func ideographs(
    _ first: UInt32, _ text: Span<UInt8>, _ cursor: inout ScalarCursor, _ token: inout TokenBytes,
    _ body: (Span<UInt8>, Place) -> Bool
  ) -> Bool {
    var (start, middle) = (cursor.start, cursor.end)
    var isAlone = true
    token.removeAll()
    token.append(first)
    var firstLength = token.count
    while let scalar = cursor.next(in: text) {
      let folded = folding.fold(scalar)
      if folding.role(folded) != .ideograph {
        cursor.stepBack()
        break
      }
      token.append(folded)
      if !body(token.bytes.span, Place(bytes: start..<cursor.end, isColocated: false)) { return false }
      token.removeFirst(firstLength)
      (start, middle, firstLength, isAlone) = (middle, cursor.end, token.count, false)
    }
    if !isAlone && purpose == .query { return true }
    return body(token.bytes.span, Place(bytes: start..<middle, isColocated: !isAlone))
  }
}
