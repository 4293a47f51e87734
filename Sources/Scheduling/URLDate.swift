package import Web

/// The day of publication that many content systems write into an article's address (portals.md §2.5).
package struct URLDate: Hashable, Sendable {
  package let day: ChinaDay

  /// Nil when no known form is there, or the figures are no date from 1995 to 2099.
  package init?(_ url: CrawlURL) {
    let segments = url.path.utf8.split(separator: 0x2F).map { Array($0) }
    guard let file = segments.last,
      let day = URLDate.trs(file) ?? URLDate.hanweb(segments) ?? URLDate.content(segments) ?? URLDate.folder(segments)
    else { return nil }
    self.day = day
  }

  /// TRS: `t20210125_1234.html`.
  private static func trs(_ file: [UInt8]) -> ChinaDay? {
    guard file.count > 10, file[0] == UInt8(ascii: "t"), file[9] == UInt8(ascii: "_") else { return nil }
    return date(file[1..<9])
  }

  /// Hanweb: `/art/2021/1/25/art_1_2.html`.
  private static func hanweb(_ segments: [[UInt8]]) -> ChinaDay? {
    guard segments.count >= 5, segments[segments.count - 5].elementsEqual("art".utf8),
      let year = number(segments[segments.count - 4][...]), let month = number(segments[segments.count - 3][...]),
      let day = number(segments[segments.count - 2][...])
    else { return nil }
    return date(year, month, day)
  }

  /// `/2021-01/25/content_123.htm`.
  private static func content(_ segments: [[UInt8]]) -> ChinaDay? {
    guard segments.count >= 3, segments[segments.count - 1].starts(with: "content_".utf8) else { return nil }
    let month = segments[segments.count - 3]
    guard month.count == 7, month[4] == UInt8(ascii: "-") else { return nil }
    guard let year = number(month[..<4]), let part = number(month[5...]),
      let day = number(segments[segments.count - 2][...])
    else { return nil }
    return date(year, part, day)
  }

  /// Shanghai `/20210125/{32 hex}.html`, others `/20210125/123.html`; UCAP `/202101/{32 hex}.shtml` names the month.
  private static func folder(_ segments: [[UInt8]]) -> ChinaDay? {
    guard segments.count >= 2 else { return nil }
    let folder = segments[segments.count - 2]
    let stem = segments[segments.count - 1].prefix { $0 != UInt8(ascii: ".") }
    let isHash = stem.count == 32 && stem.allSatisfy { $0.isHexDigit }
    if folder.count == 8, isHash || number(stem) != nil { return date(folder[...]) }
    if folder.count == 6, isHash { return date(folder + Array("01".utf8)) }
    return nil
  }

  private static func date(_ digits: some Collection<UInt8>) -> ChinaDay? {
    guard digits.count == 8, let value = number(digits) else { return nil }
    return date(value / 10_000, value / 100 % 100, value % 100)
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> ChinaDay? {
    guard (1995...2099).contains(year), (1...12).contains(month), (1...daysIn(month, of: year)).contains(day)
    else { return nil }
    return ChinaDay(year: year, month: month, day: day)
  }

  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 10, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

extension UInt8 {
  var isHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self | 0x20) }
}
