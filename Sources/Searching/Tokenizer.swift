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
        case .ideograph: ideographs(folded, scalar == folded, text, &cursor, &token, body)
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
    return body(token.bytes.span.extracting(first: token.count), Place(bytes: start..<end, isColocated: false))
  }

  /// A run of ideographs, pair by pair. Nearly all stand for themselves: their bytes are handed over where they stand.
  private func ideographs(
    _ first: UInt32, _ isPlain: Bool, _ text: Span<UInt8>, _ cursor: inout ScalarCursor, _ token: inout TokenBytes,
    _ body: (Span<UInt8>, Place) -> Bool
  ) -> Bool {
    var last = (start: cursor.start, end: cursor.end, folded: first, isPlain: isPlain)
    var isAlone = true
    while let scalar = cursor.next(in: text) {
      let folded = folding.fold(scalar)
      if folding.role(folded) != .ideograph {
        cursor.stepBack()
        break
      }
      let place = Place(bytes: last.start..<cursor.end, isColocated: false)
      if last.isPlain, scalar == folded {
        if !body(text.extracting(place.bytes), place) { return false }
      } else {
        token.removeAll()
        token.append(last.folded)
        token.append(folded)
        if !body(token.bytes.span.extracting(first: token.count), place) { return false }
      }
      last = (cursor.start, cursor.end, folded, scalar == folded)
      isAlone = false
    }
    if !isAlone && purpose == .query { return true }
    let place = Place(bytes: last.start..<last.end, isColocated: !isAlone)
    if last.isPlain { return body(text.extracting(place.bytes), place) }
    token.removeAll()
    token.append(last.folded)
    return body(token.bytes.span.extracting(first: token.count), place)
  }
}
