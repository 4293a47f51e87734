/// The greedy search for a shortest edit script (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
struct MyersSearch {
  private let old: ArraySlice<Int>
  private let new: ArraySlice<Int>
  /// For each number of edits, how far each diagonal reached before them.
  private var trace: [[Int32]] = []

  /// Beyond so many edits two stretches are told as replaced: the memory for finding the way back grows with its square.
  private static let mostEdits = 1_024

  init(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) {
    self.old = old
    self.new = new
  }

  /// The equal elements on a shortest way; none when that takes more steps than the budget has, which is charged.
  mutating func pairs(budget: inout Int) -> [Alignment.Pair] {
    let limit = min(Self.mostEdits, old.count + new.count)
    var reach = [Int32](repeating: 0, count: 2 * limit + 3)
    for edits in 0...limit {
      budget -= edits + 1
      if budget < 0 { return [] }
      // Only the diagonals -edits…edits were ever written.
      trace.append(Array(reach[(limit + 1 - edits)...(limit + 1 + edits)]))
      if let diagonal = advance(&reach, edits: edits, offset: limit + 1, budget: &budget) {
        return wayBack(from: diagonal, edits: edits)
      }
    }
    return []
  }

  /// One more edit on each diagonal, then along equal elements; the diagonal that reached both ends.
  private func advance(_ reach: inout [Int32], edits: Int, offset: Int, budget: inout Int) -> Int? {
    for diagonal in stride(from: -edits, through: edits, by: 2) {
      let below =
        diagonal == -edits || (diagonal != edits && reach[offset + diagonal - 1] < reach[offset + diagonal + 1])
      var x = below ? Int(reach[offset + diagonal + 1]) : Int(reach[offset + diagonal - 1]) + 1
      if edits == 0 { x = 0 }
      let start = x
      while x < old.count, x - diagonal < new.count,
        old[old.startIndex + x] == new[new.startIndex + x - diagonal]
      { x += 1 }
      budget -= x - start
      reach[offset + diagonal] = Int32(x)
      if x >= old.count, x - diagonal >= new.count { return diagonal }
    }
    return nil
  }

  private func wayBack(from last: Int, edits: Int) -> [Alignment.Pair] {
    var pairs: [Alignment.Pair] = []
    var (x, diagonal) = (old.count, last)
    for edit in stride(from: edits, through: 1, by: -1) {
      // reach before this edit, diagonal d at index d + edit.
      let before = trace[edit]
      let below = diagonal == -edit || (diagonal != edit && before[edit + diagonal - 1] < before[edit + diagonal + 1])
      let previous = below ? diagonal + 1 : diagonal - 1
      let start = below ? Int(before[edit + previous]) : Int(before[edit + previous]) + 1
      while x > start { x = pair(x, diagonal, &pairs) }
      (x, diagonal) = (Int(before[edit + previous]), previous)
    }
    while x > 0 { x = pair(x, diagonal, &pairs) }
    return pairs.reversed()
  }

  private func pair(_ x: Int, _ diagonal: Int, _ pairs: inout [Alignment.Pair]) -> Int {
    pairs.append(Alignment.Pair(old: old.startIndex + x - 1, new: new.startIndex + x - 1 - diagonal))
    return x - 1
  }
}

/// Gives equal values equal numbers, so that comparing them again costs nothing.
struct Interning<Value: Hashable> {
  private var numbers: [Value: Int] = [:]

  mutating func number(of value: Value) -> Int {
    if let number = numbers[value] { return number }
    numbers[value] = numbers.count
    return numbers.count - 1
  }
}
