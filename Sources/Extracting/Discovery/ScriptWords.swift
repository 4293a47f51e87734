/// The words of portals' scripts that lead to addresses.
enum ScriptWord: String, CaseIterable, Sendable {
  case createPageHTML, countPage, currentPage, totalPage, pageCount
  case paginationConfig = "pagination_script_config"
  case total, pageNumber
  case config = "_CONFIG"
  case nfcms = "NFCMS_SITE_ID"
  case jpage, totalRecord, perPage, proxyUrl
  case location, href, replace, assign, open

  /// The word that some bytes are; nil for any other.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= ScriptWord.shortest, let first = bytes.first,
      let word = ScriptWord.byFirst[Int(first)].first(where: { $0.0.count == bytes.count && bytes.elementsEqual($0.0) })
    else { return nil }
    self = word.1
  }

  /// Most names are told apart by their first byte, and no array is made for any of them.
  private static let byFirst: [[([UInt8], ScriptWord)]] = (0..<256).map { first in
    allCases.map { (Array($0.rawValue.utf8), $0) }.filter { Int($0.0[0]) == first }
  }

  private static let shortest = allCases.reduce(Int.max) { min($0, $1.rawValue.utf8.count) }

  /// Names that go on with a number of the page's: `param_212860`.
  static let numbered = Array("param_".utf8)
}

/// Where an inline script uses the words that adapters know, found in one walk over its bytes; strings and comments are
/// passed over.
struct ScriptWords: Sendable {
  struct Mark: Sendable {
    let word: ScriptWord
    /// One past the word.
    let end: Int
    /// Whether the word stands in no function, loop or condition: it is reached whenever the page is.
    let isUnconditional: Bool
  }

  let bytes: [UInt8]
  private(set) var marks: [Mark] = []
  /// One past each `param_…`.
  private(set) var parameterEnds: [Int] = []

  init(_ source: String) {
    bytes = Array(source.utf8)
    var walk = ScriptWalk(bytes)
    while let name = walk.nextName() {
      let isNumbered = bytes[name.range.lowerBound] == 0x70 && name.range.count > 6
      if isNumbered, bytes[name.range].starts(with: ScriptWord.numbered) {
        parameterEnds.append(name.range.upperBound)
      } else if let word = ScriptWord(bytes[name.range]) {
        marks.append(Mark(word: word, end: name.range.upperBound, isUnconditional: name.isUnconditional))
      }
    }
  }

  /// The literal that is assigned to a word: `word = …` or `word: …`; nil for anything else.
  func value(after mark: Mark) -> ScriptValue? { value(after: mark.end) }

  func value(after end: Int) -> ScriptValue? {
    var parser = ScriptParser(bytes, at: end)
    parser.skipBlanks()
    // `"word": 5` ends with its quote, `window["word"] = 5` with more.
    while parser.take(anyOf: "\"']") { parser.skipBlanks() }
    guard parser.take(anyOf: "=:"), parser.peek != 0x3D else { return nil }
    return parser.value()
  }

  /// Where `location = '…'`, `location.href = '…'`, `location.replace('…')` goes; nil when it is put together from parts.
  func destination(after mark: Mark) -> String? {
    var parser = ScriptParser(bytes, at: mark.end)
    parser.skipBlanks()
    if parser.take(anyOf: ".") {
      switch parser.value() {
      case .name("href"): parser.skipBlanks()
      case .name("replace"), .name("assign"):
        parser.skipBlanks()
        return parser.take(anyOf: "(") ? parser.list(upTo: 0x29).first?.string : nil
      default: return nil
      }
    }
    guard parser.take(anyOf: "="), parser.peek != 0x3D, case .string(let text)? = parser.value() else { return nil }
    parser.skipBlanks()
    return parser.peek == 0x2B ? nil : text
  }

  /// The number that a variable of any name is given.
  func number(named name: String) -> Int? {
    let name = Array(name.utf8)
    guard let first = name.first, bytes.count > name.count else { return nil }
    for start in 0..<(bytes.count - name.count) where bytes[start] == first && bytes[start...].starts(with: name) {
      if let number = value(after: start + name.count)?.number { return number }
    }
    return nil
  }

  /// The arguments of a call of a word, as far as they are literals or known variables; nil when it is not called.
  func arguments(after mark: Mark) -> [ScriptValue]? {
    var parser = ScriptParser(bytes, at: mark.end)
    parser.skipBlanks()
    guard parser.take(anyOf: "(") else { return nil }
    return parser.list(upTo: 0x29)
  }
}
