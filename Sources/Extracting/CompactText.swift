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
    var index = text.firstIndex { $0 != 0x2D && $0 != 0x20 } ?? text.endIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte < 0x80 {
        if let kept = CompactText.ascii[Int(byte)] { bytes.append(kept) }
        index += 1
      } else {
        let end = min(index + CompactText.width(byte), text.endIndex)
        if byte == 0xE3 || byte == 0xEF || byte == 0xE2, end - index == 3 {
          if let kept = CompactText.folded(byte, text[index + 1], text[index + 2]) { bytes.append(contentsOf: kept) }
        } else {
          bytes.append(contentsOf: text[index..<end])
        }
        index = end
      }
    }
  }

  /// `[ ] ( ) { } | * # ~ = <`, quotes and blanks are dropped; `>` and `:` stay, they mean something.
  private static let ascii: [UInt8?] = (0..<128).map { byte in
    if byte <= 0x20 || "[](){}|*#~=<\"'".utf8.contains(UInt8(byte)) { return nil }
    return byte >= 0x41 && byte <= 0x5A ? UInt8(byte) | 0x20 : UInt8(byte)
  }

  /// What a character that begins with E2, E3 or EF becomes; nil when it says nothing.
  private static func folded(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> InlineBytes? {
    switch (first, second, third) {
    case (0xEF, 0xBC, 0x9A), (0xEF, 0xB9, 0x95): InlineBytes(0x3A)
    case (0xEF, 0xBC, 0x9E), (0xE2, 0x80, 0xBA): InlineBytes(0x3E)
    case (0xEF, 0xBC, 0x88), (0xEF, 0xBC, 0x89), (0xEF, 0xBD, 0x9C), (0xEF, 0xBC, 0xBB), (0xEF, 0xBC, 0xBD): nil
    case (0xE3, 0x80, 0x88...0x9F), (0xE3, 0x80, 0x80): nil
    case (0xE2, 0x80, 0x98...0x9F), (0xE2, 0x97, _), (0xE2, 0x96, _): nil
    default: InlineBytes(first, second, third)
    }
  }

  private static func width(_ lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}

/// One or three bytes, without an array.
private struct InlineBytes: Collection {
  private let bytes: (UInt8, UInt8, UInt8)
  let endIndex: Int

  init(_ byte: UInt8) {
    bytes = (byte, 0, 0)
    endIndex = 1
  }

  init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    bytes = (first, second, third)
    endIndex = 3
  }

  var startIndex: Int { 0 }
  func index(after index: Int) -> Int { index + 1 }
  subscript(index: Int) -> UInt8 { index == 0 ? bytes.0 : index == 1 ? bytes.1 : bytes.2 }
}
