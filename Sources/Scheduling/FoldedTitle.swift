internal import Web

/// A title or link text for comparing: no white space, figures plain, Chinese year figures as digits.
struct FoldedTitle: Sendable {
  let scalars: [Unicode.Scalar]

  /// Reads at most 400 scalars: no title is longer.
  init(_ text: some StringProtocol) {
    var folded: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars.prefix(400)
    where !UTF8Text.isWhiteSpace(scalar.value) && !isInvisible(scalar) {
      folded.append(plain(scalar))
    }
    scalars = FoldedTitle.withDigits(folded)
  }

  func contains(_ text: String) -> Bool { contains(Array(text.unicodeScalars)) }

  func contains(_ text: [Unicode.Scalar]) -> Bool { scalars[...].firstPlace(of: text) != nil }

  /// 二〇二〇年 becomes 2020年; other figures in words stay.
  private static func withDigits(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains("二"), scalars.contains("年") else { return scalars }
    var result = scalars
    for end in scalars.indices where scalars[end] == "年" && end >= 4 {
      let figures = scalars[end - 4..<end].compactMap { chineseDigits[$0] }
      guard figures.count == 4, figures[0] == 2, figures[1] == 0 else { continue }
      for (offset, figure) in figures.enumerated() {
        result[end - 4 + offset] = Unicode.Scalar(UInt8(0x30 + figure))
      }
    }
    return result
  }
}

private let chineseDigits: [Unicode.Scalar: Int] = [
  "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
]

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  (0x200B...0x200F).contains(scalar.value) || scalar.value == 0xFEFF || scalar.value == 0x2060
}

/// Full-width ASCII becomes ASCII.
private func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
}

extension Collection<Unicode.Scalar> where Element == Unicode.Scalar {
  func starts(with text: String) -> Bool { starts(with: text.unicodeScalars) }
}

extension ArraySlice<Unicode.Scalar> {
  /// Where a text stands first.
  func firstPlace(of text: String) -> Range<Int>? {
    firstPlace(of: Array<Unicode.Scalar>(text.unicodeScalars))
  }

  func firstPlace(of needle: [Unicode.Scalar]) -> Range<Int>? {
    guard let first = needle.first, count >= needle.count else { return nil }
    for start in startIndex...(endIndex - needle.count) where self[start] == first {
      if self[start...].starts(with: needle) { return start..<start + needle.count }
    }
    return nil
  }

  /// Drops that text when it comes first.
  mutating func drop(_ text: String) {
    if starts(with: text) { self = dropFirst(text.unicodeScalars.count) }
  }

  /// 20xx when the slice begins with 20xx年.
  var leadingYear: Int? {
    guard count >= 5, self[startIndex] == "2", self[startIndex + 1] == "0", self[startIndex + 4] == "年" else {
      return nil
    }
    let digits = self[startIndex + 2..<startIndex + 4].compactMap { $0.isASCII ? Int(String($0)) : nil }
    return digits.count == 2 ? 2_000 + digits[0] * 10 + digits[1] : nil
  }
}

extension Array<Unicode.Scalar> {
  func firstPlace(of text: String) -> Range<Int>? { self[...].firstPlace(of: text) }
}
