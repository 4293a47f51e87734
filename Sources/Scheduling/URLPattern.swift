/// A regular expression of a portal file, compiled once, found in addresses only: short strings of ASCII.
struct URLPattern: Sendable {
  /// `Regex` is not marked Sendable because it may hold closures; one made from text holds none, and matching does not
  /// change it.
  private nonisolated(unsafe) let regex: Regex<AnyRegexOutput>
  /// Longer addresses are matched by their beginning: `Traps` refuses them anyway.
  private static let longest = 2_048

  /// Nil when the text is no regular expression.
  init?(_ text: String) {
    guard let regex = try? Regex(text) else { return nil }
    unsafe self.regex = regex.matchingSemantics(.unicodeScalar)
  }

  func isFound(in url: String) -> Bool {
    let text = url.utf8.count > URLPattern.longest ? url.prefix(URLPattern.longest) : url[...]
    return (try? unsafe regex.firstMatch(in: text)) != nil
  }
}
