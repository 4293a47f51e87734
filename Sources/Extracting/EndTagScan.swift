/// Finds end tags that end nothing, in deeply nested pages.
///
/// libxml2 looks through all open elements for each of them, so that a page of nothing else would take it hours; it
/// ignores them in the end, and so nothing is lost without them.
struct EndTagScan {
  /// Pages that nest less are left alone.
  private static let depth = 256

  private var open: [UInt64] = []
  private var counts = NameCounts()
  private var found: [Range<Int>] = []

  /// Where such tags stand.
  static func strays(in bytes: [UInt8]) -> [Range<Int>] {
    var scan = EndTagScan()
    unsafe bytes.withUnsafeBufferPointer { unsafe scan.run($0) }
    return scan.found
  }

  private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while unsafe passText(bytes, &index), index + 2 < bytes.count {
      let isEnd = unsafe bytes[index + 1] == 0x2F
      let start = index + (isEnd ? 2 : 1)
      let (name, end) = unsafe name(bytes, start)
      if name != 0 { if isEnd { unsafe close(name, index, past(bytes, end)) } else { begin(name) } }
      index = max(end, index + 1)
    }
  }

  private mutating func begin(_ name: UInt64) {
    if Self.void.contains(name) { return }
    open.append(name)
    counts.add(1, to: name)
  }

  private mutating func close(_ name: UInt64, _ start: Int, _ end: Int) {
    if counts[name] > 0 {
      while let last = open.popLast() {
        counts.add(-1, to: last)
        if last == name { break }
      }
    } else if open.count > EndTagScan.depth {
      found.append(start..<end)
    }
  }

  /// The first eight bytes of a name, and where it ends; 0 for what is no name.
  private func name(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (UInt64, Int) {
    var key: UInt64 = 0
    var index = start
    while index < bytes.count {
      let raw = unsafe bytes[index]
      let byte = raw | 0x20
      let isDigit = raw >= 0x30 && raw <= 0x39 && index > start
      guard isDigit || byte >= 0x61 && byte <= 0x7A else { break }
      if index - start < 8 { key |= UInt64(byte) << (8 * UInt64(index - start)) }
      index += 1
    }
    return (key, index)
  }

  /// Past the `>`, or at the end.
  private func past(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, unsafe bytes[index] != 0x3E { index += 1 }
    return min(index + 1, bytes.count)
  }

  private static let void = Set(
    ["area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param"].map { packed($0) })
}

/// How many elements of each name are open: a small table by hash, and a dictionary for names that meet in it.
private struct NameCounts {
  private var names = [UInt64](repeating: 0, count: 256)
  private var counts = [Int](repeating: 0, count: 256)
  private var others: [UInt64: Int] = [:]

  private func place(_ name: UInt64) -> Int { Int(truncatingIfNeeded: (name &* 0x9E37_79B9_7F4A_7C15) >> 56) }

  subscript(_ name: UInt64) -> Int {
    let place = place(name)
    return names[place] == name ? counts[place] : others[name] ?? 0
  }

  mutating func add(_ number: Int, to name: UInt64) {
    let place = place(name)
    if names[place] == 0 { names[place] = name }
    if names[place] == name { counts[place] += number } else { others[name, default: 0] += number }
  }
}
