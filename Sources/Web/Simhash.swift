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
  package init?(of text: some StringProtocol) {
    var votes = Votes()
    var last: UInt32 = 0
    for scalar in text.unicodeScalars where !scalar.isBlank {
      if last != 0 { votes.add(Self.hash(last, scalar.value)) }
      last = scalar.value
    }
    guard let bits = votes.majority else { return nil }
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
}

/// How many hashes have each bit set: bytes of eight words count eight bits each, and are emptied before they overflow.
private struct Votes {
  private var lanes = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))
  private var waiting = 0
  private var total = 0
  private var counts = [Int](repeating: 0, count: 64)

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  mutating func add(_ hash: UInt64) {
    lanes.0 &+= hash & Self.ones
    lanes.1 &+= (hash >> 1) & Self.ones
    lanes.2 &+= (hash >> 2) & Self.ones
    lanes.3 &+= (hash >> 3) & Self.ones
    lanes.4 &+= (hash >> 4) & Self.ones
    lanes.5 &+= (hash >> 5) & Self.ones
    lanes.6 &+= (hash >> 6) & Self.ones
    lanes.7 &+= (hash >> 7) & Self.ones
    waiting += 1
    if waiting == 255 { empty() }
  }

  private mutating func empty() {
    let words = [lanes.0, lanes.1, lanes.2, lanes.3, lanes.4, lanes.5, lanes.6, lanes.7]
    for (lane, word) in words.enumerated() {
      for byte in 0..<8 { counts[8 * byte + lane] += Int(truncatingIfNeeded: (word >> UInt64(8 * byte)) & 0xFF) }
    }
    lanes = (0, 0, 0, 0, 0, 0, 0, 0)
    total += waiting
    waiting = 0
  }

  /// The bits that more than half of the hashes have; nil without a hash.
  var majority: UInt64? {
    mutating get {
      empty()
      if total == 0 { return nil }
      return counts.enumerated().reduce(0) { $1.element * 2 > total ? $0 | 1 << UInt64($1.offset) : $0 }
    }
  }
}

extension Unicode.Scalar {
  /// The property White_Space, told by value: looking it up costs more than all the rest.
  fileprivate var isBlank: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
