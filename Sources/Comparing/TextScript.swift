/// Writes the steps from one text to another, stretch by stretch.
struct TextScript {
  let old: [Sentence]
  let new: [Sentence]
  private(set) var steps: [TextStep] = []

  init(old: [Sentence], new: [Sentence]) {
    self.old = old
    self.new = new
  }

  /// Two equal blocks.
  mutating func keep(_ before: TextDiff.Side.Block, _ after: TextDiff.Side.Block) {
    for (left, right) in zip(before.lines, after.lines) { steps.append(.kept(old: left, new: right)) }
  }

  /// Blocks that stand where others stood.
  mutating func replace(_ before: ArraySlice<TextDiff.Side.Block>, by after: ArraySlice<TextDiff.Side.Block>) {
    if before.isEmpty && after.isEmpty { return }
    let lines = before.first.map { $0.lines.lowerBound..<(before.last ?? $0).lines.upperBound } ?? 0..<0
    let newLines = after.first.map { $0.lines.lowerBound..<(after.last ?? $0).lines.upperBound } ?? 0..<0
    let first = steps.count
    replaceSentences(lines, newLines)
    let onlyReflowed = !before.isEmpty && !after.isEmpty && steps[first...].allSatisfy(\.isKept)
    if onlyReflowed { steps.insert(.reflowed(old: before.map(\.id), new: after.map(\.id)), at: first) }
  }

  private mutating func replaceSentences(_ before: Range<Int>, _ after: Range<Int>) {
    var numbers = Interning<[UInt8]>()
    let left = before.map { numbers.number(of: Array(old[$0].text.utf8)) }
    let right = after.map { numbers.number(of: Array(new[$0].text.utf8)) }
    var (x, y) = (before.lowerBound, after.lowerBound)
    for pair in Alignment(left, right).pairs {
      let (kept, keptNew) = (before.lowerBound + pair.old, after.lowerBound + pair.new)
      pairAlike(x..<kept, y..<keptNew)
      steps.append(.kept(old: kept, new: keptNew))
      (x, y) = (kept + 1, keptNew + 1)
    }
    pairAlike(x..<before.upperBound, y..<after.upperBound)
  }

  /// A stretch without equal sentences: alike ones are told as changed, the others as removed and added.
  private mutating func pairAlike(_ before: Range<Int>, _ after: Range<Int>) {
    var (x, y) = (before.lowerBound, after.lowerBound)
    for pair in Likeness.pairs(old[before], new[after]) {
      replaceWhole(x..<pair.old, y..<pair.new)
      let edits = CharacterEdit.edits(from: old[pair.old].text, to: new[pair.new].text)
      steps.append(.changed(old: pair.old, new: pair.new, edits: edits))
      (x, y) = (pair.old + 1, pair.new + 1)
    }
    replaceWhole(x..<before.upperBound, y..<after.upperBound)
  }

  private mutating func replaceWhole(_ before: Range<Int>, _ after: Range<Int>) {
    steps += before.map { .removed($0) }
    steps += after.map { .added($0) }
  }
}
