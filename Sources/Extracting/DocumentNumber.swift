/// The number printed at the start of a heading or paragraph: `第一条`, `一、`, `（二）`, `1.`, `①`.
package enum PrintedNumber {
  /// The number as printed, its mark included; nil when the text begins with none.
  ///
  /// A decimal (`1.5亿元`), a year (`2020年`) and a date (`1.12`) are no numbers of a paragraph.
  package static func leading(_ text: String) -> String? {
    var scalars: [UInt32] = []
    text.forEachScalar { scalar in
      if scalars.isEmpty, !mayBegin(scalar) { return false }
      scalars.append(scalar)
      return scalars.count < 16
    }
    guard let first = scalars.first, let length = length(of: scalars, first: first) else { return nil }
    return MetadataText.string(scalars[..<length])
  }

  /// Whether a number can begin so; most paragraphs begin with some other ideograph.
  private static func mayBegin(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x7B2C, 0xFF08, 0x28, 0x3014, 0x2460...0x249B, 0x3220...0x3229, 0x2776...0x2793, 0x30...0x39, 0xFF10...0xFF19:
      true
    default: isChineseDigit(scalar)
    }
  }

  private static func length(of scalars: [UInt32], first: UInt32) -> Int? {
    switch first {
    case 0x7B2C: ordinalWord(scalars)  // 第
    case 0xFF08, 0x28, 0x3014: bracketed(scalars)  // （ ( 〔
    case 0x2460...0x249B, 0x3220...0x3229, 0x2776...0x2793: 1  // ① ⑴ ⒈ ㈠ ❶
    case 0x30...0x39, 0xFF10...0xFF19: arabic(scalars)
    default: isChineseDigit(first) ? chinese(scalars) : nil
    }
  }

  /// 第…条, 第…章.
  private static func ordinalWord(_ scalars: [UInt32]) -> Int? {
    let digits = run(scalars, from: 1) { isChineseDigit($0) || isArabicDigit($0) }
    guard digits > 0, digits + 1 < scalars.count, ordinalUnits.contains(scalars[digits + 1]) else { return nil }
    let isPart = scalars[digits + 1] == 0x90E8  // 部分 is the only unit of two characters
    guard isPart else { return digits + 2 }
    return digits + 2 < scalars.count && scalars[digits + 2] == 0x5206 ? digits + 3 : nil
  }

  /// （一）, (1). A dash stands for 一 where a typist had no better.
  private static func bracketed(_ scalars: [UInt32]) -> Int? {
    let digits = run(scalars, from: 1) { isChineseDigit($0) || isArabicDigit($0) || $0 == 0x2014 }
    guard (1...4).contains(digits), digits + 1 < scalars.count else { return nil }
    let isYear = digits == 4 && isArabicDigit(scalars[1])
    return !isYear && [0xFF09, 0x29, 0x3015].contains(scalars[digits + 1]) ? digits + 2 : nil
  }

  /// 一、 十二．
  private static func chinese(_ scalars: [UInt32]) -> Int? {
    let digits = run(scalars, from: 0, isChineseDigit)
    guard digits <= 5, digits < scalars.count else { return nil }
    return [0x3001, 0xFF0E, 0x2E, 0xFF64].contains(scalars[digits]) ? digits + 1 : nil
  }

  /// `1.` `1、` `1）` `1.2.3`; `1.2` only with a blank after it.
  private static func arabic(_ scalars: [UInt32]) -> Int? {
    var end = run(scalars, from: 0, isArabicDigit)
    guard end <= 3, end < scalars.count else { return nil }
    if [0x3001, 0x29, 0xFF09, 0xFF64].contains(scalars[end]) { return end + 1 }
    guard scalars[end] == 0x2E || scalars[end] == 0xFF0E else { return nil }
    var levels = 1
    while end < scalars.count, scalars[end] == 0x2E || scalars[end] == 0xFF0E {
      let digits = run(scalars, from: end + 1, isArabicDigit)
      guard digits > 0 else { return end + 1 }
      end += digits + 1
      levels += 1
    }
    let isFollowedByBlank = end < scalars.count && scalars[end] == 0x20
    return levels > 2 || isFollowedByBlank ? end : nil
  }

  private static func run(_ scalars: [UInt32], from start: Int, _ belongs: (UInt32) -> Bool) -> Int {
    scalars.dropFirst(start).prefix(while: belongs).count
  }

  private static func isArabicDigit(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0xFF10...0xFF19).contains(scalar)
  }

  private static func isChineseDigit(_ scalar: UInt32) -> Bool { chineseDigits.contains(scalar) }

  private static let chineseDigits = Set("〇零一二三四五六七八九十百千两".unicodeScalars.map(\.value))
  private static let ordinalUnits = Set("编章节条款项部卷篇目".unicodeScalars.map(\.value))
}
