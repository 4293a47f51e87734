/// The text's difference as diff(1) -u prints it, a sentence a line, lines counted in sentences.
///
/// ` ` the same, `-` removed, `+` added, `<` moved away, `>` moved here (with the other line's number), `~` the same
/// sentences in other paragraphs.
struct UnifiedText {
  private let diff: TextDiff
  private let palette: Palette
  private let context: Int

  init(_ diff: TextDiff, palette: Palette, context: Int = 3) {
    self.diff = diff
    self.palette = palette
    self.context = context
  }

  var lines: [String] { hunks.flatMap { [header(of: $0)] + diff.steps[$0].flatMap(lines(of:)) } }

  /// Stretches of steps around the changes, neighbours joined.
  private var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (place, step) in diff.steps.enumerated() where !step.isKept {
      let range = max(0, place - context)..<min(diff.steps.count, place + context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private func header(of hunk: Range<Int>) -> String {
    let (old, new) = (diff.steps[hunk].compactMap(\.oldLine), diff.steps[hunk].compactMap(\.newLine))
    let before = diff.steps[..<hunk.lowerBound]
    let oldStart = old.first ?? before.count { $0.oldLine != nil } - 1
    let newStart = new.first ?? before.count { $0.newLine != nil } - 1
    return palette.heading("@@ -\(oldStart + 1),\(old.count) +\(newStart + 1),\(new.count) @@")
  }

  private func lines(of step: TextStep) -> [String] {
    switch step {
    case .kept(_, let new): [" " + diff.new[new].text]
    case .removed(let old): [palette.removed("-" + diff.old[old].text)]
    case .added(let new): [palette.added("+" + diff.new[new].text)]
    case .changed(let old, let new, let edits):
      palette.marksCharacters
        ? [palette.removed("-") + palette.side(edits, .removed), palette.added("+") + palette.side(edits, .added)]
        : ["-" + diff.old[old].text, "+" + diff.new[new].text]
    case .movedAway(let old, let new): [palette.moved("<" + diff.old[old].text + "  [moved to +\(new + 1)]")]
    case .movedHere(let new, let old): [palette.moved(">" + diff.new[new].text + "  [moved from -\(old + 1)]")]
    case .reflowed(let old, let new):
      [
        palette.heading(
          "~ the same sentences in \(new.count) \(new.count == 1 ? "block" : "blocks") instead of \(old.count)")
      ]
    }
  }
}

extension TextStep {
  /// Its line in the old text.
  var oldLine: Int? {
    switch self {
    case .kept(let old, _), .removed(let old), .changed(let old, _, _), .movedAway(let old, _): old
    default: nil
    }
  }

  /// Its line in the new text.
  var newLine: Int? {
    switch self {
    case .kept(_, let new), .added(let new), .changed(_, let new, _), .movedHere(let new, _): new
    default: nil
    }
  }
}
