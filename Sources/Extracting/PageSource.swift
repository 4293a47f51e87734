#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// The bytes that the parser may see: cut at the cap, and no tag with more attributes than the cap.
struct PageSource {
  private(set) var bytes: [UInt8]
  private(set) var cuts: [PageCut] = []

  init(_ utf8: [UInt8], _ limits: PageLimits) {
    bytes = utf8
    if bytes.count > limits.bytes {
      var end = limits.bytes
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      bytes.removeSubrange(end...)
      cuts.append(.bytes)
    }
    // libxml2 compares each attribute with all before it; below this size that cannot take long.
    if bytes.count > 131_072 {
      cutAttributes(limits.attributes)
      for stray in EndTagScan.strays(in: bytes) { for index in stray { bytes[index] = 0x20 } }
    }
  }

  private mutating func cutAttributes(_ most: Int) {
    var scan = TagScan(most: most)
    let blanks = scan.overlong(in: bytes)
    for range in blanks { for index in range { bytes[index] = 0x20 } }
    if !blanks.isEmpty { cuts.append(.attributes) }
  }
}

/// Walks over start tags as libxml2 does, counting attributes; quotes count only behind `=`.
private struct TagScan {
  private let most: Int
  private var found: [Range<Int>] = []

  init(most: Int) { self.most = most }

  /// What stands behind the last attribute that is allowed, for each tag that has too many.
  mutating func overlong(in bytes: [UInt8]) -> [Range<Int>] {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while unsafe passText(bytes, &index), index + 1 < bytes.count {
        let next = unsafe bytes[index + 1] | 0x20
        if next >= 0x61, next <= 0x7A {
          unsafe index = tag(bytes, index + 1)
        } else {
          index += 1
        }
      }
    }
    return found
  }

  /// Past one tag that begins at an index.
  private mutating func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    var attributes = 0
    var excess: Int?
    var before: UInt8 = 0
    while index < bytes.count {
      let byte = unsafe bytes[index]
      if byte == 0x3E { break }
      if byte == 0x22 || byte == 0x27, before == 0x3D {
        index += 1
        while unsafe index < bytes.count && bytes[index] != byte { index += 1 }
      } else if byte > 0x20, before <= 0x20 {
        attributes += 1
        if attributes > most, excess == nil { excess = index }
      }
      before = byte
      index += 1
    }
    if let excess { found.append(excess..<min(index, bytes.count)) }
    return index
  }
}

/// Moves on to the next `<`; false when there is none.
func passText(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
  guard let found = unsafe place(of: 0x3C, in: bytes, from: index) else { return false }
  index = found
  return true
}

/// Where a byte stands first, from an index on.
func place(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
  guard index < bytes.count, let start = bytes.baseAddress else { return nil }
  guard let found = unsafe memchr(start + index, Int32(byte), bytes.count - index) else { return nil }
  return unsafe UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
}
