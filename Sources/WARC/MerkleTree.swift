package import Web

/// The hash tree of RFC 6962 §2.1 over a list of leaves: one root stands for all, a short path proves one.
package struct MerkleTree: Sendable {
  /// Hashes by height: the leaves, then every complete pair above them.
  private var levels: [[Digest]] = [[]]

  package init() {}

  /// The tree over those leaves.
  package init(leaves: some Sequence<[UInt8]>) {
    for leaf in leaves { append(leaf) }
  }

  /// How many leaves there are.
  package var count: Int { levels[0].count }

  /// Adds a leaf behind the others; the work is that of its complete pairs, constant on average.
  package mutating func append(_ leaf: [UInt8]) {
    var height = 0
    levels[0].append(Self.hash(ofLeaf: leaf))
    while levels[height].count.isMultiple(of: 2) {
      if levels.count == height + 1 { levels.append([]) }
      let pair = levels[height].suffix(2)
      levels[height + 1].append(Self.hash(pair[pair.startIndex], pair[pair.startIndex + 1]))
      height += 1
    }
  }

  /// MTH of §2.1: of no leaves at all, the hash of nothing.
  package var root: Digest { count == 0 ? Digest(of: []) : hash(0, count) }

  /// PATH of §2.1.1: the sisters from the leaf upwards.
  package func inclusionProof(of index: Int) -> [Digest] {
    precondition((0..<count).contains(index), "no leaf \(index) of \(count)")
    var path: [Digest] = []
    var (start, size) = (0, count)
    while size > 1 {
      let left = Self.leftSize(size)
      if index - start < left {
        path.append(hash(start + left, size - left))
        size = left
      } else {
        path.append(hash(start, left))
        (start, size) = (start + left, size - left)
      }
    }
    return path.reversed()
  }

  /// Whether the path leads from that leaf to that root (RFC 9162 §2.1.3.2).
  package static func verifies(leaf: [UInt8], at index: Int, of count: Int, path: [Digest], root: Digest) -> Bool {
    guard (0..<count).contains(index) else { return false }
    var (place, last) = (index, count - 1)
    var hash = hash(ofLeaf: leaf)
    for sister in path {
      if last == 0 { return false }
      if place % 2 == 1 || place == last {
        hash = Self.hash(sister, hash)
        while place % 2 == 0, place != 0 { (place, last) = (place / 2, last / 2) }
      } else {
        hash = Self.hash(hash, sister)
      }
      (place, last) = (place / 2, last / 2)
    }
    return last == 0 && hash == root
  }

  fileprivate func hash(_ start: Int, _ size: Int) -> Digest {
    // A complete part whose start is a multiple of its size was hashed when it was filled.
    if size & (size - 1) == 0, start.isMultiple(of: size) { return levels[size.trailingZeroBitCount][start / size] }
    let left = Self.leftSize(size)
    return Self.hash(hash(start, left), hash(start + left, size - left))
  }

  /// The largest power of two below the size.
  private static func leftSize(_ size: Int) -> Int { 1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount) }

  fileprivate static func hash(ofLeaf leaf: [UInt8]) -> Digest { Digest(of: [0] + leaf) }
  fileprivate static func hash(_ left: Digest, _ right: Digest) -> Digest { Digest(of: [1] + left.bytes + right.bytes) }
}

/// The root of a `MerkleTree` that grows leaf by leaf, without the leaves: for ten million of them it holds 24 hashes.
package struct MerkleRoot: Sendable {
  /// The complete trees from the left to the right, each half the size of the one before or less.
  private var complete: [(height: Int, hash: Digest)] = []
  package private(set) var count = 0

  package init() {}

  package mutating func append(_ leaf: [UInt8]) {
    var new = (height: 0, hash: MerkleTree.hash(ofLeaf: leaf))
    while let last = complete.last, last.height == new.height {
      complete.removeLast()
      new = (last.height + 1, MerkleTree.hash(last.hash, new.hash))
    }
    complete.append(new)
    count += 1
  }

  /// MTH of §2.1.
  package var root: Digest {
    guard let last = complete.last else { return Digest(of: []) }
    return complete.dropLast().reversed().reduce(last.hash) { MerkleTree.hash($1.hash, $0) }
  }
}
