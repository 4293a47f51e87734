/// Which elements of two sequences are the same, in order: a difference in the sense of diff(1).
///
/// Elements are compared by identity numbers (see `Interning`). Common ends are cut off first, then elements that occur
/// once on both sides divide the rest (patience diff, B. Cohen), and each gap left is solved by the greedy O(ND)
/// algorithm (E. Myers, 1986). A gap beyond `work` is left as replaced whole, so the time is bounded by n log n + work.
struct Alignment: Hashable {
  /// The pairs of equal elements, growing on both sides.
  private(set) var pairs: [Pair] = []

  /// An element of the old sequence and its equal in the new one, by index.
  struct Pair: Hashable {
    let old: Int
    let new: Int
  }

  /// Aligns two sequences; `work` bounds the steps spent inside gaps.
  init(_ old: [Int], _ new: [Int], work: Int = 4_000_000) {
    var budget = work
    var gaps = [Gap(old: 0..<old.count, new: 0..<new.count)]
    // A stack: the gap that comes first lies on top, so pairs are found in order only within a gap.
    while let gap = gaps.popLast() {
      let inner = trimmed(gap, old, new)
      if inner.isOneSided { continue }
      let anchors = Self.anchors(in: inner, old, new)
      if anchors.isEmpty {
        var search = MyersSearch(old[inner.old], new[inner.new])
        pairs += search.pairs(budget: &budget)
      } else {
        pairs += anchors
        gaps += inner.divided(by: anchors)
      }
    }
    pairs.sort { $0.old < $1.old }
  }

  /// A stretch of both sequences that holds no pair yet.
  struct Gap: Hashable {
    var old: Range<Int>
    var new: Range<Int>

    var isOneSided: Bool { old.isEmpty || new.isEmpty }
    var isEmpty: Bool { old.isEmpty && new.isEmpty }

    /// The gaps before, between and after those pairs.
    func divided(by pairs: [Pair]) -> [Gap] {
      var (oldStart, newStart) = (old.lowerBound, new.lowerBound)
      var gaps: [Gap] = []
      for pair in pairs {
        gaps.append(Gap(old: oldStart..<pair.old, new: newStart..<pair.new))
        (oldStart, newStart) = (pair.old + 1, pair.new + 1)
      }
      gaps.append(Gap(old: oldStart..<old.upperBound, new: newStart..<new.upperBound))
      return gaps.filter { !$0.isEmpty }
    }
  }

  /// What lies between the pairs of the whole sequences, as long as `old` and `new`.
  func gaps(old: Int, new: Int) -> [Gap] { Gap(old: 0..<old, new: 0..<new).divided(by: pairs) }

  /// Pairs off the equal elements at both ends.
  private mutating func trimmed(_ gap: Gap, _ old: [Int], _ new: [Int]) -> Gap {
    var (first, last) = (
      (old: gap.old.lowerBound, new: gap.new.lowerBound), (old: gap.old.upperBound, new: gap.new.upperBound)
    )
    while first.old < last.old, first.new < last.new, old[first.old] == new[first.new] {
      pairs.append(Pair(old: first.old, new: first.new))
      first = (first.old + 1, first.new + 1)
    }
    while first.old < last.old, first.new < last.new, old[last.old - 1] == new[last.new - 1] {
      last = (last.old - 1, last.new - 1)
      pairs.append(Pair(old: last.old, new: last.new))
    }
    return Gap(old: first.old..<last.old, new: first.new..<last.new)
  }

  /// The longest growing run of elements that occur once on each side of the gap.
  private static func anchors(in gap: Gap, _ old: [Int], _ new: [Int]) -> [Pair] {
    var seen: [Int: (old: Int, new: Int)] = [:]
    for index in gap.old { seen[old[index]] = seen[old[index]] == nil ? (index, -1) : (-2, -1) }
    for index in gap.new {
      guard let place = seen[new[index]], place.old >= 0 else { continue }
      seen[new[index]] = place.new == -1 ? (place.old, index) : (-2, -1)
    }
    let unique = gap.old.compactMap { index -> Pair? in
      guard let place = seen[old[index]], place.old == index, place.new >= 0 else { return nil }
      return Pair(old: index, new: place.new)
    }
    return longestGrowing(unique)
  }

  /// The longest subsequence whose `new` grows, by patience sorting.
  static func longestGrowing(_ pairs: [Pair]) -> [Pair] {
    var tops: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var (low, high) = (0, tops.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tops[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      previous[index] = low > 0 ? tops[low - 1] : -1
      if low == tops.count { tops.append(index) } else { tops[low] = index }
    }
    var chain: [Pair] = []
    var index = tops.last ?? -1
    while index >= 0 {
      chain.append(pairs[index])
      index = previous[index]
    }
    return chain.reversed()
  }
}
