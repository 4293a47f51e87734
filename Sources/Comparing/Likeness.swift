/// Finds which sentences of a replaced stretch are versions of each other.
enum Likeness {
  /// Pairs of alike sentences, growing on both sides, by the indices of the slices.
  ///
  /// A stretch of up to 10,000 pairings is solved for the greatest sum of likeness; a longer one is walked in step,
  /// looking a few sentences ahead, so that a document replaced as a whole costs no more than its length.
  static func pairs(_ old: ArraySlice<Sentence>, _ new: ArraySlice<Sentence>) -> [Alignment.Pair] {
    if old.isEmpty || new.isEmpty { return [] }
    let left = old.map { Shingles($0.isTable ? "" : $0.text) }
    let right = new.map { Shingles($0.isTable ? "" : $0.text) }
    let pairs = left.count * right.count <= 10_000 ? best(left, right) : inStep(left, right)
    return pairs.map { Alignment.Pair(old: $0.old + old.startIndex, new: $0.new + new.startIndex) }
  }

  /// The least share of common bigrams of two versions of one sentence.
  static let least = 0.45

  /// Dynamic programming over all pairings.
  private static func best(_ left: [Shingles], _ right: [Shingles]) -> [Alignment.Pair] {
    let width = right.count + 1
    var sums = [Double](repeating: 0, count: (left.count + 1) * width)
    var scores = sums
    for x in left.indices.reversed() {
      for y in right.indices.reversed() {
        let score = left[x].likeness(to: right[y])
        scores[x * width + y] = score
        let skipped = max(sums[(x + 1) * width + y], sums[x * width + y + 1])
        sums[x * width + y] = score >= least ? max(skipped, score + sums[(x + 1) * width + y + 1]) : skipped
      }
    }
    return walk(sums, scores, (left.count, right.count))
  }

  private static func walk(_ sums: [Double], _ scores: [Double], _ count: (Int, Int)) -> [Alignment.Pair] {
    let width = count.1 + 1
    var pairs: [Alignment.Pair] = []
    var (x, y) = (0, 0)
    while x < count.0, y < count.1 {
      let place = x * width + y
      if sums[place] == sums[place + width] {
        x += 1
      } else if sums[place] == sums[place + 1] {
        y += 1
      } else {
        pairs.append(.init(old: x, new: y))
        (x, y) = (x + 1, y + 1)
      }
    }
    return pairs
  }

  /// Pairs each old sentence with the nearest alike one among the next few.
  private static func inStep(_ left: [Shingles], _ right: [Shingles]) -> [Alignment.Pair] {
    var pairs: [Alignment.Pair] = []
    var next = 0
    for x in left.indices where next < right.count {
      let window = next..<min(next + 6, right.count)
      guard let y = window.first(where: { left[x].likeness(to: right[$0]) >= least }) else { continue }
      pairs.append(.init(old: x, new: y))
      next = y + 1
    }
    return pairs
  }
}

/// The bigrams of a text, sorted: what likeness is measured by.
struct Shingles {
  private let bigrams: [UInt64]

  /// Beyond so many bigrams only the first ones count.
  private static let most = 4_096

  init(_ text: String) {
    var found: [UInt64] = []
    var previous: UInt64 = 0
    for scalar in text.unicodeScalars.prefix(Self.most) {
      found.append(previous << 32 | UInt64(scalar.value))
      previous = UInt64(scalar.value)
    }
    bigrams = found.sorted()
  }

  /// Twice the common bigrams by all bigrams (L. Dice, 1945): 0 … 1.
  func likeness(to other: Shingles) -> Double {
    let all = bigrams.count + other.bigrams.count
    if all == 0 { return 0 }
    // The shorter can have no more in common than its length.
    if Double(2 * min(bigrams.count, other.bigrams.count)) < Likeness.least * Double(all) { return 0 }
    var (x, y, common) = (0, 0, 0)
    while x < bigrams.count, y < other.bigrams.count {
      let (left, right) = (bigrams[x], other.bigrams[y])
      if left == right { common += 1 }
      (x, y) = (left <= right ? x + 1 : x, right <= left ? y + 1 : y)
    }
    return Double(2 * common) / Double(all)
  }
}
