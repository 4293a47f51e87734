import Testing

@testable import Comparing

@Suite("Alignment")
struct AlignmentTests {
  /// A generator with a fixed start (splitmix64), so that a failure can be repeated.
  struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test("Pairs grow on both sides and join equal elements", arguments: 0..<200)
  func isCommonSubsequence(seed: UInt64) {
    var random = Random(state: seed)
    let old = (0..<Int.random(in: 0...40, using: &random)).map { _ in Int.random(in: 0...6, using: &random) }
    let new = (0..<Int.random(in: 0...40, using: &random)).map { _ in Int.random(in: 0...6, using: &random) }
    let pairs = Alignment(old, new).pairs
    #expect(pairs.allSatisfy { old[$0.old] == new[$0.new] })
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.old < $1.old && $0.new < $1.new })
  }

  @Test("Without anchors the alignment is a longest one", arguments: 0..<200)
  func isLongest(seed: UInt64) {
    var random = Random(state: seed)
    let old = (0..<30).map { _ in Int.random(in: 0...2, using: &random) }
    let new = (0..<25).map { _ in Int.random(in: 0...2, using: &random) }
    var search = MyersSearch(old[...], new[...])
    var budget = Int.max
    let pairs = search.pairs(budget: &budget)
    #expect(pairs.count == longest(old, new))
    #expect(pairs.allSatisfy { old[$0.old] == new[$0.new] })
  }

  @Test("Without work to spend only ends and anchors are aligned")
  func keepsBudget() {
    #expect(Alignment([1, 2, 2, 3], [1, 4, 2, 4, 3], work: 0).pairs.map(\.old) == [0, 3])
  }

  private func longest(_ old: [Int], _ new: [Int]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for element in old {
      var next = row
      for (index, other) in new.enumerated() {
        next[index + 1] = element == other ? row[index] + 1 : max(row[index + 1], next[index])
      }
      row = next
    }
    return row[new.count]
  }
}
