/// Which rows (or columns) of two versions of a table are the same one.
struct LabelAlignment {
  /// By index in the old and in the new table, in the new order.
  private(set) var matched: [Alignment.Pair] = []
  private(set) var removed: [Int] = []
  private(set) var added: [Int] = []
  /// Matched ones that stand in another order, by index in the new table.
  private(set) var moved: Set<Int> = []
  /// Matched ones with another label, by index in the new table.
  private(set) var renamed: Set<Int> = []

  /// `cells` says whether the row `old` and the row `new` hold the same values, which makes a changed label a new name.
  init(old: [String], new: [String], sameCells: (_ old: Int, _ new: Int) -> Bool) {
    var numbers = Interning<String>()
    let left = old.map { numbers.number(of: $0) }
    let right = new.map { numbers.number(of: $0) }
    let aligned = Alignment(left, right)
    matched = aligned.pairs
    for gap in aligned.gaps(old: old.count, new: new.count) { pairRenamed(gap, sameCells) }
    collectRest(old: left, new: right)
    matched.sort { $0.new < $1.new }
  }

  /// In a stretch with other labels, those with equal values are one and the same.
  private mutating func pairRenamed(_ gap: Alignment.Gap, _ sameCells: (Int, Int) -> Bool) {
    var next = gap.new.lowerBound
    for old in gap.old where gap.old.count * gap.new.count <= 10_000 {
      guard let new = (next..<gap.new.upperBound).first(where: { sameCells(old, $0) }) else { continue }
      matched.append(.init(old: old, new: new))
      renamed.insert(new)
      next = new + 1
    }
  }

  /// What is left is moved where the label stands elsewhere, else removed or added.
  private mutating func collectRest(old: [Int], new: [Int]) {
    let (oldTaken, newTaken) = (Set(matched.map(\.old)), Set(matched.map(\.new)))
    var free: [Int: [Int]] = [:]
    for index in new.indices.reversed() where !newTaken.contains(index) { free[new[index], default: []].append(index) }
    for index in old.indices where !oldTaken.contains(index) {
      if let place = free[old[index]]?.popLast() {
        matched.append(.init(old: index, new: place))
        moved.insert(place)
      } else {
        removed.append(index)
      }
    }
    let placed = Set(matched.map(\.new))
    added = new.indices.filter { !placed.contains($0) }
  }
}
