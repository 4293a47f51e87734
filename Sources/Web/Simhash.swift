/// A fingerprint of 64 bits that differs in few bits where two texts differ in few places (Charikar, "Similarity
/// Estimation Techniques from Rounding Algorithms", STOC 2002): each pair of neighbouring characters votes with the bits
/// of its hash, and the majority decides every bit.
///
/// White space does not count, so the same text in other lines has the same fingerprint. The hash of a pair is a fixed
/// one: fingerprints last as long as the text they are of.
package struct Simhash: Hashable, Sendable {
  package let bits: UInt64

  package init(bits: UInt64) { self.bits = bits }

  /// Nil for a text of fewer than two characters, of which there is nothing to tell.
  package init?(of text: String) {
    var hashes: [UInt64] = []
    hashes.reserveCapacity(text.utf8.count / 2)
    var last: UInt32 = 0
    var text = text
    text.withUTF8 { utf8 in
      let span = unsafe utf8.span
      var index = 0
      while index < span.count {
        let scalar = UTF8Text.takeScalar(span, &index)
        if UTF8Text.isWhiteSpace(scalar) { continue }
        if last != 0 { hashes.append(Self.hash(last, scalar)) }
        last = scalar
      }
    }
    guard let bits = Self.majority(of: hashes) else { return nil }
    self.bits = bits
  }

  /// In how many bits they differ: about 32 for texts that have nothing in common.
  package func distance(to other: Simhash) -> Int { (bits ^ other.bits).nonzeroBitCount }

  /// The finaliser of SplitMix64, which lets every bit of the pair change every bit of the hash.
  private static func hash(_ first: UInt32, _ second: UInt32) -> UInt64 {
    var word = UInt64(first) << 32 | UInt64(second)
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// The bits that more than half of the hashes have; nil without a hash.
  private static func majority(of hashes: [UInt64]) -> UInt64? {
    if hashes.isEmpty { return nil }
    var counts = [Int](repeating: 0, count: 64)
    // A byte counts up to 255.
    for start in stride(from: 0, to: hashes.count, by: 255) {
      count(hashes[start..<min(start + 255, hashes.count)], into: &counts)
    }
    return counts.enumerated().reduce(0) { $1.element * 2 > hashes.count ? $0 | 1 << UInt64($1.offset) : $0 }
  }

  /// How many hashes have each bit set: each byte of eight words counts one bit.
  private static func count(_ hashes: ArraySlice<UInt64>, into counts: inout [Int]) {
    typealias Pair = SIMD2<UInt64>
    let ones = Pair(repeating: 0x0101_0101_0101_0101)
    // A pair's second word counts the bits four places further.
    var lanes = (Pair(), Pair(), Pair(), Pair())
    for hash in hashes {
      let pair = Pair(hash, hash >> 4)
      lanes.0 &+= pair & ones
      lanes.1 &+= (pair &>> 1) & ones
      lanes.2 &+= (pair &>> 2) & ones
      lanes.3 &+= (pair &>> 3) & ones
    }
    for (lane, pair) in [lanes.0, lanes.1, lanes.2, lanes.3].enumerated() {
      for byte in 0..<8 {
        counts[8 * byte + lane] += Int(truncatingIfNeeded: (pair.x >> UInt64(8 * byte)) & 0xFF)
        counts[8 * byte + lane + 4] += Int(truncatingIfNeeded: (pair.y >> UInt64(8 * byte)) & 0xFF)
      }
    }
  }
}
