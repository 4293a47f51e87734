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
  /// Indices of the terms that begin with those three bytes, for the start of a line and for the inside.
  private let starts: PackedNames<[Int]>
  private let insides: PackedNames<[Int]>
  /// One bit for each 12-bit hash of the three bytes that an inside term begins with.
  private let insideBits: [Bool]

  init(_ groups: [Group]) {
    terms = groups.flatMap(\.terms)
    starts = Vocabulary.index(terms) { $0.place != .inside }
    insides = Vocabulary.index(terms) { $0.place == .inside }
    var bits = [Bool](repeating: false, count: 4096)
    for term in terms where term.place == .inside {
      bits[Vocabulary.hash(term.bytes[0], term.bytes[1], term.bytes[2])] = true
    }
    insideBits = bits
  }

  private static func index(_ terms: [Term], _ isIn: (Term) -> Bool) -> PackedNames<[Int]> {
    var found: [UInt64: [Int]] = [:]
    for (index, term) in terms.enumerated() where isIn(term) { found[key(term.bytes[...]), default: []].append(index) }
    return PackedNames(found.map { ($0.key, $0.value) })
  }

  private static func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    (Int(first) &* 31 ^ Int(second) &* 7 ^ Int(third) &* 61) & 4095
  }

  /// The first term that decides a line of that length.
  func match(_ line: CompactText, scalars: Int32) -> Term? {
    let bytes = line.bytes
    for index in starts[key(bytes[...])] ?? [] where fits(terms[index], bytes, scalars) { return terms[index] }
    var start = 0
    while let next = nextInside(bytes, from: start) {
      for index in insides[key(bytes[next...])] ?? []
      where scalars <= terms[index].longest && bytes[next...].starts(with: terms[index].bytes) {
        return terms[index]
      }
      start = next + 1
    }
    return nil
  }

  /// The next place where an inside term may begin, by the hash of three bytes; no word begins in the middle of a
  /// character.
  private func nextInside(_ line: [UInt8], from start: Int) -> Int? {
    unsafe line.withUnsafeBufferPointer { bytes in
      unsafe insideBits.withUnsafeBufferPointer { bits in
        var index = start
        while index + 2 < bytes.count {
          let first = unsafe bytes[index]
          if first & 0xC0 != 0x80, unsafe bits[Vocabulary.hash(first, bytes[index + 1], bytes[index + 2])] {
            return index
          }
          index += first >= 0xE0 ? 3 : 1
        }
        return nil
      }
    }
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

/// The first three bytes as a number; shorter lines have fewer.
private func key(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  var key: UInt64 = 0
  for byte in bytes.prefix(3) { key = key << 8 | UInt64(byte) }
  return key
}

extension [UInt8] {
  /// Whether the bytes of another text occur in this one.
  func contains(_ needle: [UInt8]) -> Bool {
    unsafe withUnsafeBufferPointer { bytes in
      unsafe needle.withUnsafeBufferPointer { unsafe Self.find($0, in: bytes) }
    }
  }

  private static func find(_ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard needle.count > 0, bytes.count >= needle.count else { return false }
    let (first, last) = unsafe (needle[0], needle[needle.count - 1])
    for start in 0...(bytes.count - needle.count)
    where unsafe bytes[start] == first && bytes[start + needle.count - 1] == last {
      var index = 1
      while index < needle.count, unsafe bytes[start + index] == needle[index] { index += 1 }
      if index >= needle.count { return true }
    }
    return false
  }
}
