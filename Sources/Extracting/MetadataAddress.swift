/// The date that a content management system writes into the address of a page.
enum URLDate {
  /// `/202103/t20210315_12.html`, `/art/2021/3/15/art_1.html`, `/2021-03/15/content_1.htm`, `/20210315/12.html`,
  /// `/2021/0315/c1.html`, `/202103/<32 hex>.shtml` (month only).
  static func find(in path: String) -> PrintedDate? {
    let segments = path.utf8.split(separator: 0x2F).map { Array($0) }
    guard let leaf = segments.last else { return nil }
    if leaf.first == 0x74, let date = day(digits: leaf.dropFirst().prefix(8), after: leaf.dropFirst(9).first) {
      return date
    }
    for index in segments.indices.dropLast() {
      let rest = segments[(index + 1)...]
      if let date = date(from: segments[index], rest) { return date }
    }
    return nil
  }

  private static func date(from segment: [UInt8], _ rest: ArraySlice<[UInt8]>) -> PrintedDate? {
    let next = rest.first ?? []
    let printed = [segment, next]
    switch segment.count {
    case 8: return date(number(segment[...]).map { ($0 / 10_000, $0 / 100 % 100, $0 % 100) }, [segment])
    case 7 where segment[4] == 0x2D:
      guard let year = number(segment[..<4]), let month = number(segment[5...]), let day = number(next[...]) else {
        return nil
      }
      return date((year, month, day), printed)
    case 6: return yearMonth(segment, next)
    case 4: return yearFirst(segment, rest)
    default: return nil
    }
  }

  /// `/202103/15/…`, and `/202103/…` which names no day.
  private static func yearMonth(_ segment: [UInt8], _ next: [UInt8]) -> PrintedDate? {
    guard let value = number(segment[...]), isPossible(value / 100), (1...12).contains(value % 100) else { return nil }
    if next.count == 2, let day = number(next[...]) { return date((value / 100, value % 100, day), [segment, next]) }
    var fields = DateFields(year: value / 100)
    fields.month = value % 100
    return fields.printed(String(decoding: segment, as: UTF8.self))
  }

  /// `/2021/3/15/…`, `/2021/0315/…`
  private static func yearFirst(_ segment: [UInt8], _ rest: ArraySlice<[UInt8]>) -> PrintedDate? {
    guard let year = number(segment[...]), let next = rest.first, let value = number(next[...]) else { return nil }
    if next.count == 4 { return date((year, value / 100, value % 100), [segment, next]) }
    guard next.count <= 2, let third = rest.dropFirst().first, third.count <= 2, let day = number(third[...]) else {
      return nil
    }
    return date((year, value, day), [segment, next, third])
  }

  private static func day(digits: ArraySlice<UInt8>, after: UInt8?) -> PrintedDate? {
    guard digits.count == 8, after == 0x5F, let value = number(digits) else { return nil }
    return date((value / 10_000, value / 100 % 100, value % 100), [Array(digits)])
  }

  private static func date(_ parts: (year: Int, month: Int, day: Int)?, _ printed: [[UInt8]]) -> PrintedDate? {
    guard let parts, isPossible(parts.year) else { return nil }
    var fields = DateFields(year: parts.year)
    fields.month = parts.month
    guard fields.setDay(parts.day) else { return nil }
    return fields.printed(String(decoding: Array(printed.joined(separator: [0x2F])), as: UTF8.self))
  }

  /// The web of the country begins in 1994.
  private static func isPossible(_ year: Int) -> Bool { (1994...2099).contains(year) }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...8).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
