/// A line without its blanks, brackets and bars, colons made one: what vocabulary is compared with.
struct CompactText: Hashable {
  private(set) var bytes: [UInt8] = []

  init(_ text: ArraySlice<UInt8>) {
    bytes.reserveCapacity(text.count)
    var index = text.firstIndex { $0 != 0x2D && $0 != 0x20 } ?? text.endIndex
    while index < text.endIndex {
      let width = CompactText.width(text[index])
      let end = min(index + width, text.endIndex)
      take(text[index..<end])
      index = end
    }
  }

  init(_ text: String) { self.init(Array(text.utf8)[...]) }

  private mutating func take(_ scalar: ArraySlice<UInt8>) {
    let first = scalar[scalar.startIndex]
    if scalar.count == 1 {
      if first > 0x20, !CompactText.dropped.contains(first) {
        bytes.append(first >= 0x41 && first <= 0x5A ? first | 0x20 : first)
      }
    } else if let kept = CompactText.folded(scalar) {
      bytes.append(contentsOf: kept)
    }
  }

  /// `[ ] ( ) { } | * # ~ = <`; `>` and `:` stay, they mean something.
  private static let dropped = Set("[](){}|*#~=<\"'".utf8)

  /// What a character outside ASCII becomes; nil when it says nothing.
  private static func folded(_ scalar: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let first = scalar[scalar.startIndex]
    guard scalar.count == 3, first == 0xE3 || first == 0xEF || first == 0xE2 else { return scalar }
    switch (first, scalar[scalar.startIndex + 1], scalar[scalar.startIndex + 2]) {
    case (0xEF, 0xBC, 0x9A), (0xEF, 0xB9, 0x95): return [0x3A]
    case (0xEF, 0xBC, 0x9E), (0xE2, 0x80, 0xBA): return [0x3E]
    case (0xEF, 0xBC, 0x88), (0xEF, 0xBC, 0x89), (0xEF, 0xBD, 0x9C), (0xEF, 0xBC, 0xBB), (0xEF, 0xBC, 0xBD): return nil
    case (0xE3, 0x80, 0x88...0x9F): return nil
    case (0xE3, 0x80, 0x80): return nil
    case (0xE2, 0x80, 0x98...0x9F), (0xE2, 0x97, _), (0xE2, 0x96, _): return nil
    default: return scalar
    }
  }

  private static func width(_ lead: UInt8) -> Int {
    switch lead {
    case ..<0xC0: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }
}

/// A text by its letters, digits and ideographs alone, ASCII case folded: for telling whether two titles are the same.
struct TitleText: Hashable {
  let bytes: [UInt8]

  init(_ text: ArraySlice<UInt8>) {
    bytes = CompactText(text).bytes.withoutPunctuation()
  }

  init(_ text: String) { self.init(Array(text.utf8)[...]) }

  var isEmpty: Bool { bytes.isEmpty }
}

extension [UInt8] {
  /// Without ASCII and general punctuation.
  fileprivate func withoutPunctuation() -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(count)
    var index = 0
    while index < count {
      let byte = self[index]
      if byte < 0x80 {
        let isWord = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
        if isWord { kept.append(byte) }
        index += 1
        continue
      }
      let end = Swift.min(index + (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2), count)
      if !isPunctuation(index, end) { kept.append(contentsOf: self[index..<end]) }
      index = end
    }
    return kept
  }

  private func isPunctuation(_ start: Int, _ end: Int) -> Bool {
    guard end - start == 3 else { return end - start == 2 && self[start] == 0xC2 }
    switch (self[start], self[start + 1]) {
    case (0xE2, 0x80), (0xE3, 0x80): return true
    case (0xEF, 0xBC):
      return self[start + 2] <= 0x8F || (0x9A...0xA0).contains(self[start + 2]) || self[start + 2] >= 0xBB
    case (0xEF, 0xBD): return self[start + 2] <= 0x80 || self[start + 2] >= 0x9B
    default: return false
    }
  }
}
