/// A line without its blanks, brackets and bars, colons made one, ASCII letters lower case: what vocabulary is compared
/// with. The buffer is used again for the next line.
struct CompactText: Hashable {
  private(set) var bytes: [UInt8] = []

  init() {}

  init(_ text: ArraySlice<UInt8>) { read(text) }

  init(_ text: String) { self.init(Array(text.utf8)[...]) }

  /// Replaces what was read before.
  mutating func read(_ text: ArraySlice<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    var index = text.startIndex
    while index < text.endIndex, text[index] == 0x2D || text[index] == 0x20 { index += 1 }
    while index < text.endIndex {
      let byte = text[index]
      if byte < 0x80 {
        let kept = CompactText.ascii[Int(byte)]
        if kept != 0 { bytes.append(kept) }
        index += 1
      } else if byte == 0xE3 || byte == 0xEF || byte == 0xE2, index + 2 < text.endIndex {
        appendFolded(byte, text[index + 1], text[index + 2])
        index += 3
      } else {
        bytes.append(byte)
        index += 1
      }
    }
  }

  /// A character that begins with E2, E3 or EF: brackets, bars and quotes say nothing, full-width signs are made ASCII.
  private mutating func appendFolded(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    switch (first, second, third) {
    case (0xEF, 0xBC, 0x9A), (0xEF, 0xB9, 0x95): bytes.append(0x3A)
    case (0xEF, 0xBC, 0x9E), (0xE2, 0x80, 0xBA): bytes.append(0x3E)
    case (0xEF, 0xBC, 0x88), (0xEF, 0xBC, 0x89), (0xEF, 0xBD, 0x9C), (0xEF, 0xBC, 0xBB), (0xEF, 0xBC, 0xBD): break
    case (0xE3, 0x80, 0x88...0x9F), (0xE3, 0x80, 0x80): break
    case (0xE2, 0x80, 0x98...0x9F), (0xE2, 0x97, _), (0xE2, 0x96, _): break
    default:
      bytes.append(first)
      bytes.append(second)
      bytes.append(third)
    }
  }

  /// `[ ] ( ) { } | * # ~ = <`, quotes and blanks are dropped (0); `>` and `:` stay, they mean something.
  private static let ascii: [UInt8] = (0..<128).map { byte in
    if byte <= 0x20 || "[](){}|*#~=<\"'".utf8.contains(UInt8(byte)) { return 0 }
    return byte >= 0x41 && byte <= 0x5A ? UInt8(byte) | 0x20 : UInt8(byte)
  }
}
