/// Words of chrome on Chinese portals, and what each says about its line.
struct Vocabulary: Sendable {
  /// Where in the line the word must stand.
  enum Place: Sendable {
    /// The line is the word and nothing else but blanks, brackets, bars and a colon.
    case whole
    /// The line begins with it.
    case start
    /// Anywhere in the line.
    case inside
  }

  struct Term: Sendable {
    let text: String
    let label: BlockLabel
    let place: Place
    /// The longest line, in scalars, that the word decides.
    let longest: Int32
    let bytes: [UInt8]
  }

  private let terms: [Term]
  /// Indices of the terms that begin with those three bytes.
  private let byStart: [UInt32: [Int]]
  private let inside: [Term]

  init(_ groups: [Group]) {
    terms = groups.flatMap(\.terms)
    inside = terms.filter { $0.place == .inside }
    var byStart: [UInt32: [Int]] = [:]
    for (index, term) in terms.enumerated() where term.place != .inside {
      byStart[key(term.bytes[...]), default: []].append(index)
    }
    self.byStart = byStart
  }

  /// The first term that decides a line of that length.
  func match(_ line: CompactText, scalars: Int32) -> Term? {
    for index in byStart[key(line.bytes[...])] ?? [] where fits(terms[index], line.bytes, scalars) {
      return terms[index]
    }
    return inside.first { scalars <= $0.longest && line.bytes.contains($0.bytes) }
  }

  private func fits(_ term: Term, _ line: [UInt8], _ scalars: Int32) -> Bool {
    guard scalars <= term.longest, line.starts(with: term.bytes) else { return false }
    if term.place == .start { return true }
    return line[term.bytes.count...].allSatisfy { $0 == 0x3A || $0 == 0x3E }
  }

  /// Words of one label and place.
  struct Group: Sendable {
    let terms: [Term]

    init(_ label: BlockLabel, _ place: Place, upTo longest: Int32, _ words: String) {
      terms = words.split(whereSeparator: \.isWhitespace).map { word in
        Term(
          text: String(word), label: label, place: place, longest: longest, bytes: CompactText(String(word)).bytes)
      }
    }
  }
}

/// The first three bytes as a number; shorter lines are padded.
private func key(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
}

extension [UInt8] {
  /// Whether the bytes of another text occur in this one.
  func contains(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first, count >= needle.count else { return false }
    for start in 0...(count - needle.count) where self[start] == first {
      if self[start...].starts(with: needle) { return true }
    }
    return false
  }
}
