/// A simple CSS selector: compounds of a name, `#id`, `.class` and `[id=…]`, `[class*=…]`, joined by blanks
/// (descendant). Matching ignores ASCII case, as old pages do.
package struct Selector: Sendable, Hashable, CustomStringConvertible {
  package let description: String
  /// From the outermost to the element itself.
  private let compounds: [Compound]

  /// Nil for what is not such a selector.
  package init?(_ text: String) {
    description = text
    let parts = text.split(whereSeparator: \.isWhitespace).map { Compound($0) }
    guard !parts.isEmpty, parts.allSatisfy({ $0 != nil }) else { return nil }
    compounds = parts.compactMap { $0 }
  }

  /// Whether the element with that index is selected.
  package func matches(_ element: Int, in page: Page) -> Bool {
    guard let last = compounds.last, last.matches(page.elements[element], page) else { return false }
    var rest = compounds.dropLast()
    var above = Int(page.elements[element].parent)
    while let wanted = rest.last {
      if above < 0 { return false }
      if wanted.matches(page.elements[above], page) { rest = rest.dropLast() }
      above = Int(page.elements[above].parent)
    }
    return true
  }
}

private struct Compound: Sendable, Hashable {
  private enum Test: Sendable, Hashable {
    case id(String)
    case word(String)
    case attribute(name: String, value: String, contains: Bool)
  }

  private var name: String?
  private var tests: [Test] = []

  init?(_ text: Substring) {
    var rest = text
    let start = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "*" }
    if !start.isEmpty, start != "*" { name = start.lowercased() }
    rest = rest.dropFirst(start.count)
    while let mark = rest.first {
      rest = rest.dropFirst()
      switch mark {
      case "#", ".":
        let word = rest.prefix { !"#.[".contains($0) }
        guard !word.isEmpty else { return nil }
        tests.append(mark == "#" ? .id(word.lowercased()) : .word(word.lowercased()))
        rest = rest.dropFirst(word.count)
      case "[":
        guard let end = rest.firstIndex(of: "]"), let test = Compound.attribute(rest[..<end]) else { return nil }
        tests.append(test)
        rest = rest[rest.index(after: end)...]
      default: return nil
      }
    }
    if name == nil, tests.isEmpty, start != "*" { return nil }
  }

  private static func attribute(_ text: Substring) -> Test? {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let contains = parts[0].hasSuffix("*")
    let name = (contains ? parts[0].dropLast() : parts[0]).lowercased()
    guard name == "id" || name == "class" else { return nil }
    return .attribute(name: name, value: parts[1].trimmingBlanks(and: "'\"").lowercased(), contains: contains)
  }

  func matches(_ element: Element, _ page: Page) -> Bool {
    if let name, name != (element.tag == .other ? page.string(element.name) : element.tag.name) { return false }
    return tests.allSatisfy { test in
      switch test {
      case .id(let id): page.id(of: element).lowercased() == id
      case .word(let word):
        page.classes(of: element).lowercased().split(whereSeparator: \.isWhitespace).contains { $0 == word }
      case .attribute(let name, let value, let contains): has(name, value, contains, element, page)
      }
    }
  }

  private func has(_ name: String, _ value: String, _ contains: Bool, _ element: Element, _ page: Page) -> Bool {
    let text = (name == "id" ? page.id(of: element) : page.classes(of: element)).lowercased()
    return contains ? text[...].utf8Range(of: value) != nil : text == value
  }
}
