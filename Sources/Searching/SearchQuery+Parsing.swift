extension SearchQuery {
  /// Reads what a person typed; an open quotation ends with the text, an OR without a neighbour is a word.
  ///
  /// Thrown when nothing is left to look for.
  package init(_ text: String) throws(SearchQueryError) {
    var groups: [[Term]] = []
    var excluded: [Term] = []
    var joinsNext = false
    let words = Self.words(of: text)
    for (index, word) in words.enumerated() {
      let standsBetween = index > 0 && index + 1 < words.count
      if word.isAlternative, standsBetween, !groups.isEmpty {
        joinsNext = true
        continue
      }
      if word.term.isEmpty { continue }
      if word.isExcluded {
        excluded.append(word.term)
      } else if joinsNext {
        groups[groups.count - 1].append(word.term)
      } else {
        groups.append([word.term])
      }
      joinsNext = false
    }
    if groups.isEmpty { throw excluded.isEmpty ? .empty : .onlyExcludes }
    self.groups = groups
    self.excluded = excluded
  }

  private struct Word {
    var text = ""
    var isQuoted = false
    var isExcluded = false

    var isAlternative: Bool { !isQuoted && !isExcluded && (text == "OR" || text == "|" || text == "｜") }

    var term: Term {
      let isPrefix = !isQuoted && (text.hasSuffix("*") || text.hasSuffix("＊"))
      return Term(text: isPrefix ? String(text.dropLast()) : text, isPrefix: isPrefix)
    }

    var isNothing: Bool { text.isEmpty && !isQuoted }
  }

  /// Cuts at blanks outside of quotations.
  private static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var word = Word()
    var isInside = false
    for scalar in text.unicodeScalars {
      if isQuote(scalar) {
        isInside = word.isQuoted ? false : true
        if !word.isQuoted, !word.text.isEmpty { close(&word, into: &words) }
        if isInside { word.isQuoted = true } else { close(&word, into: &words) }
      } else if !isInside, scalar.properties.isWhitespace {
        close(&word, into: &words)
      } else if !isInside, word.isNothing, !word.isExcluded, scalar == "-" || scalar == "－" {
        word.isExcluded = true
      } else {
        word.text.unicodeScalars.append(scalar)
      }
    }
    close(&word, into: &words)
    return words
  }

  private static func close(_ word: inout Word, into words: inout [Word]) {
    if !word.text.isEmpty { words.append(word) }
    word = Word()
  }

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    ["\"", "“", "”", "＂", "「", "」", "『", "』"].contains(scalar)
  }
}
