/// The literal addresses that a piece of script goes to: `window.open('…')`, `location.href = "…"`,
/// `location.replace('…')`. Nothing is run; an address put together from parts is not one.
package struct ScriptAddresses: Sendable {
  package let references: [String]

  /// - Parameter unconditional: only statements outside of any block and condition, as a page that sends its reader
  ///   on writes them.
  package init(_ source: String, unconditional: Bool = false) {
    var source = source
    var found: [String] = []
    source.makeContiguousUTF8()
    for (offset, length) in ScriptAddresses.openings(in: source.utf8) {
      let dot = source.utf8.index(source.utf8.startIndex, offsetBy: offset)
      let end = source.utf8.index(dot, offsetBy: length)
      guard !unconditional || ScriptAddresses.isUnconditional(source, dot) else { continue }
      if let literal = Literal(after: source[end...]) { found.append(literal.text) }
    }
    references = found
  }

  /// Where the dots of `window.open`, `location.href` and their kin stand, and how far their members reach from there.
  private static func openings(in source: String.UTF8View) -> [(dot: Int, length: Int)] {
    unsafe source.withContiguousStorageIfAvailable { bytes in
      var found: [(dot: Int, length: Int)] = []
      var index = 0
      while let dot = unsafe place(of: 0x2E, in: bytes, from: index) {
        if let length = unsafe opening(bytes, dot) { found.append((dot, length)) }
        index = dot + 1
      }
      return found
    } ?? []
  }

  private static func opening(_ source: UnsafeBufferPointer<UInt8>, _ dot: Int) -> Int? {
    for (object, member) in openings {
      guard unsafe stands(member, in: source, at: dot + 1), unsafe stands(object, in: source, at: dot - object.count)
      else { continue }
      return member.count + 1
    }
    return nil
  }

  private static func stands(_ word: [UInt8], in source: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + word.count <= source.count, unsafe source[start] == word[0] else { return false }
    for index in word.indices where unsafe source[start + index] != word[index] { return false }
    return true
  }

  /// Whether a statement begins there, outside of braces.
  private static func isUnconditional(_ source: String, _ place: String.Index) -> Bool {
    var depth = 0
    for byte in source.utf8[..<place] {
      if byte == 0x7B { depth += 1 } else if byte == 0x7D { depth -= 1 }
    }
    guard depth == 0 else { return false }
    let statement = source.utf8[..<place].reversed().drop { $0 == 0x2E || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
    let before = statement.first { $0 != 0x20 && $0 != 0x09 }
    return before == nil || before == 0x3B || before == 0x7D || before == 0x0A || before == 0x0D || before == 0x3E
  }

  /// The object and its member. `window.location.href` is met at its second dot.
  private static let openings: [(object: [UInt8], member: [UInt8])] = [
    ("location", "href"), ("location", "replace"), ("location", "assign"), ("window", "open"), ("window", "location"),
    ("document", "location"), ("self", "location"), ("top", "location"), ("parent", "location"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
}

/// A quoted literal that is assigned or is the first argument, and stands alone.
private struct Literal {
  let text: String

  init?(after source: Substring) {
    var rest = source.drop { $0 == " " }
    guard let first = rest.first, first == "(" || first == "=" else { return nil }
    rest = rest.dropFirst()
    if rest.first == "=" { return nil }
    rest = rest.drop { $0 == " " }
    guard let quote = rest.first, quote == "'" || quote == "\"" else { return nil }
    rest = rest.dropFirst()
    guard let end = rest.firstIndex(of: quote), rest.distance(from: rest.startIndex, to: end) < 2_000 else {
      return nil
    }
    let after = rest[rest.index(after: end)...].drop { $0 == " " }
    if after.first == "+" { return nil }
    text = String(rest[..<end])
    if text.isEmpty || text.hasPrefix("#") || text.hasPrefix("about:") { return nil }
  }
}

/// `5; url=/index.html` of a meta refresh (HTML §4.2.5.3).
package struct RefreshTarget: Sendable {
  package let seconds: Int
  package let reference: String

  /// Nil when the text names no address.
  package init?(_ content: String) {
    let parts = content.split(separator: ";", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    seconds = Int(parts[0].filter { $0.isNumber }) ?? 0
    var rest = parts[1].drop { $0 == " " }
    guard rest.lowercased().hasPrefix("url") else { return nil }
    rest = rest.dropFirst(3).drop { $0 == " " }
    guard rest.first == "=" else { return nil }
    reference = rest.dropFirst().trimmingBlanks(and: "'\"")
    if reference.isEmpty { return nil }
  }
}

extension StringProtocol {
  /// Without blanks and the given characters at both ends.
  func trimmingBlanks(and others: String = "") -> String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace || others.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace || others.contains(last) { rest = rest.dropLast() }
    return String(rest)
  }
}

extension Substring {
  /// The first place of an ASCII text, searched by bytes.
  func utf8Range(of needle: String) -> Range<String.Index>? {
    let pattern = Array(needle.utf8)
    guard let first = pattern.first else { return nil }
    var start = utf8.startIndex
    while let place = utf8[start...].firstIndex(of: first) {
      if utf8[place...].starts(with: pattern) { return place..<utf8.index(place, offsetBy: pattern.count) }
      start = utf8.index(after: place)
    }
    return nil
  }
}
