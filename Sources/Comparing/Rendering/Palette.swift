/// The colours of a printed difference; `plain` writes none.
package struct Palette: Hashable, Sendable {
  private let isColoured: Bool

  /// Nothing but text.
  package static let plain = Palette(isColoured: false)
  /// ANSI colours (ECMA-48 SGR): removed red, added green, moved blue, the changed characters reversed.
  package static let ansi = Palette(isColoured: true)

  /// Whether changed characters can be marked inside a sentence.
  var marksCharacters: Bool { isColoured }

  func removed(_ text: String) -> String { painted(text, "31") }
  func added(_ text: String) -> String { painted(text, "32") }
  func moved(_ text: String) -> String { painted(text, "34") }
  func heading(_ text: String) -> String { painted(text, "36") }
  func strong(_ text: String) -> String { painted(text, "1") }

  /// A changed sentence of one side: its own characters reversed.
  func side(_ edits: [CharacterEdit], _ kind: CharacterEdit.Kind) -> String {
    let code = kind == .removed ? "31" : "32"
    return edits.filter { $0.kind == .kept || $0.kind == kind }
      .map { painted($0.text, $0.kind == .kept ? code : code + ";7") }.joined()
  }

  private func painted(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
