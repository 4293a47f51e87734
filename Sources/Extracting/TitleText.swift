/// A text by its letters, digits and ideographs alone, ASCII case folded: for telling whether two titles are the same.
struct TitleText: Hashable {
  let bytes: [UInt8]

  init(_ text: ArraySlice<UInt8>) {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte < 0x80 {
        let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if (0x30...0x39).contains(folded) || (0x61...0x7A).contains(folded) { kept.append(folded) }
        index += 1
      } else {
        let end = min(index + (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2), text.endIndex)
        if !TitleText.isPunctuation(text, index, end) { kept.append(contentsOf: text[index..<end]) }
        index = end
      }
    }
    bytes = kept
  }

  init(_ text: String) { self.init(Array(text.utf8)[...]) }

  var isEmpty: Bool { bytes.isEmpty }

  /// The first three bytes as a number.
  var key: UInt32 { bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) } }

  /// The key of a text without making the whole of it.
  static func key(of text: ArraySlice<UInt8>) -> UInt32 { TitleText(text.prefix(24)).key }

  private static func isPunctuation(_ text: ArraySlice<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start == 3 else { return end - start == 2 && text[start] == 0xC2 }
    let third = text[start + 2]
    switch (text[start], text[start + 1]) {
    case (0xE2, 0x80), (0xE3, 0x80): return true
    case (0xEF, 0xBC): return third <= 0x8F || (0x9A...0xA0).contains(third) || third >= 0xBB
    case (0xEF, 0xBD): return third <= 0x80 || third >= 0x9B
    default: return false
    }
  }
}
