/// The literal addresses that a piece of script goes to: `window.open('…')`, `location.href = "…"`,
/// `location.replace('…')`. Nothing is run; an address put together from parts is not one.
package struct ScriptAddresses: Sendable {
  package let references: [String]

  package init(_ source: String) {
    var found: [String] = []
    for opening in ScriptAddresses.openings {
      var rest = source[...]
      while let place = rest.utf8Range(of: opening) {
        rest = rest[place.upperBound...]
        if let literal = Literal(after: rest) { found.append(literal.text) }
      }
    }
    references = found
  }

  private static let openings = [
    "window.open", "location.href", "location.replace", "location.assign", "window.location", "document.location",
    "self.location", "top.location",
  ]
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
