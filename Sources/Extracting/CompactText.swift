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
    unsafe text.withUnsafeBufferPointer { unsafe read($0) }
  }

  /// Copies what stays as it is in runs.
  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    let ascii = CompactText.ascii
    var index = 0
    while index < text.count, unsafe text[index] == 0x2D || text[index] == 0x20 { index += 1 }
    var run = index
    while index < text.count {
      let byte = unsafe text[index]
      var width = 1
      var kept: UInt8?
      if byte < 0x80 {
        if ascii[Int(byte)] != byte || byte == 0 { kept = ascii[Int(byte)] }
      } else if byte == 0xE3 || byte == 0xEF || byte == 0xE2, index + 2 < text.count {
        width = 3
        kept = unsafe CompactText.folded(byte, text[index + 1], text[index + 2])
      }
      if let kept {
        unsafe bytes.append(contentsOf: text[run..<index])
        if kept != 0 { bytes.append(kept) }
        run = index + width
      }
      index += width
    }
    unsafe bytes.append(contentsOf: text[run...])
  }

  /// What stands for a character that begins with E2, E3 or EF: brackets, bars and quotes say nothing (0), full-width
  /// signs are made ASCII; nil for one that stays.
  private static func folded(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt8? {
    switch (first, second, third) {
    case (0xEF, 0xBC, 0x9A), (0xEF, 0xB9, 0x95): 0x3A
    case (0xEF, 0xBC, 0x9E), (0xE2, 0x80, 0xBA): 0x3E
    case (0xEF, 0xBC, 0x88), (0xEF, 0xBC, 0x89), (0xEF, 0xBD, 0x9C), (0xEF, 0xBC, 0xBB), (0xEF, 0xBC, 0xBD): 0
    case (0xE3, 0x80, 0x88...0x9F), (0xE3, 0x80, 0x80): 0
    case (0xE2, 0x80, 0x98...0x9F), (0xE2, 0x97, _), (0xE2, 0x96, _): 0
    default: nil
    }
  }

  /// `[ ] ( ) { } | * # ~ = <`, quotes and blanks are dropped (0); `>` and `:` stay, they mean something.
  private static let ascii: [UInt8] = (0..<128).map { byte in
    if byte <= 0x20 || "[](){}|*#~=<\"'".utf8.contains(UInt8(byte)) { return 0 }
    return byte >= 0x41 && byte <= 0x5A ? UInt8(byte) | 0x20 : UInt8(byte)
  }
}
