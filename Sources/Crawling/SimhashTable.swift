internal import Web

/// Things by their fingerprints, found by one that is at most three bits away: of four blocks of sixteen bits one is the
/// same then (Manku, Jain and Das Sarma, "Detecting Near-Duplicates for Web Crawling", WWW 2007).
struct SimhashTable<Element> {
  private var elements: [(element: Element, simhash: Simhash)] = []
  private var blocks: [UInt32: [Int]] = [:]

  /// Bits that may differ.
  static var tolerance: Int { 3 }

  var isEmpty: Bool { elements.isEmpty }

  mutating func insert(_ element: Element, _ simhash: Simhash) {
    for block in Self.blocks(of: simhash) { blocks[block, default: []].append(elements.count) }
    elements.append((element, simhash))
  }

  /// What is near, each once, with its distance; in the order of insertion.
  func near(_ simhash: Simhash) -> [(element: Element, distance: Int)] {
    let candidates = Set(Self.blocks(of: simhash).flatMap { blocks[$0] ?? [] })
    return candidates.sorted().compactMap { index in
      let distance = elements[index].simhash.distance(to: simhash)
      return distance <= Self.tolerance ? (elements[index].element, distance) : nil
    }
  }

  private static func blocks(of simhash: Simhash) -> [UInt32] {
    (0..<4).map { UInt32($0) << 16 | UInt32(truncatingIfNeeded: (simhash.bits >> UInt64(16 * $0)) & 0xFFFF) }
  }
}
