/// A block with what it is to the reader, and why.
package struct LabelledBlock: Sendable {
  /// Index in `Page.blocks`.
  package let index: Int
  package var label: BlockLabel
  package var reason: LabelReason
}

/// Why a block has its label; `description` is one short clause.
package enum LabelReason: Sendable, Hashable, CustomStringConvertible {
  /// The body's region, chosen by this evidence.
  case region(String)
  /// A word of the chrome vocabulary.
  case word(String)
  /// Anything else, said in words.
  case note(String)

  package var description: String {
    switch self {
    case .region(let rule): rule
    case .word(let word): "vocabulary: \(word)"
    case .note(let text): text
    }
  }
}
