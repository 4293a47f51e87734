/// One step of the way from the old text to the new one.
package enum TextStep: Hashable, Sendable {
  /// The same on both sides: line numbers from 0 in the old and in the new list of sentences.
  case kept(old: Int, new: Int)
  /// Stands in the old document only.
  case removed(Int)
  /// Stands in the new document only.
  case added(Int)
  /// Two sentences that are alike.
  case changed(old: Int, new: Int, edits: [CharacterEdit])
  /// Left this place and stands elsewhere in the new document.
  case movedAway(Int, to: Int)
  /// Came here from elsewhere in the old document.
  case movedHere(Int, from: Int)
  /// The same sentences in other paragraphs; ids of the blocks they stand in.
  case reflowed(old: [String], new: [String])

  package var isKept: Bool {
    if case .kept = self { true } else { false }
  }
}

/// How the text of a document changed, tables left aside.
package struct TextDiff: Hashable, Sendable {
  /// All sentences of the old document in order.
  package let old: [Sentence]
  package let new: [Sentence]
  /// Every sentence of both sides once, in reading order; removals before additions.
  package let steps: [TextStep]

  package var isEmpty: Bool { steps.allSatisfy(\.isKept) }
}
