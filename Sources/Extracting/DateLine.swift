/// Looks for a date in a short line.
struct DateLine {
  /// Whether the line is a date line of a document's head: it is little more than a date.
  let isHeadLine: Bool

  init(_ line: ArraySlice<UInt8>) {
    guard let date = DateLine.date(in: line) else {
      isHeadLine = false
      return
    }
    let opensBracket = line.starts(with: [0xEF, 0xBC, 0x88]) || line.first == 0x28
    let isFirst = date.lowerBound - line.startIndex <= 3
    let hasTime = line[date].contains(0x3A)
    isHeadLine =
      !opensBracket && date.count * 4 >= line.count
      && (isFirst || hasTime || date.count * 5 >= line.count * 2)
  }

  /// `2021-01-05`, `2021年1月5日`, `2021/1/5`, `2021.01.05`, with the time that follows.
  static func date(in line: ArraySlice<UInt8>) -> Range<Int>? {
    var index = line.startIndex
    while index + 7 < line.endIndex {
      if let end = dateEnd(line, index) { return index..<timeEnd(line, end) }
      index += 1
    }
    return nil
  }

  private static func dateEnd(_ line: ArraySlice<UInt8>, _ start: Int) -> Int? {
    guard line[start] == 0x31 || line[start] == 0x32, start == line.startIndex || !isDigit(line[start - 1]) else {
      return nil
    }
    guard let year = digits(line, start, 4...4), let month = separator(line, year, year: true),
      let monthEnd = digits(line, month, 1...2), let day = separator(line, monthEnd, year: false),
      let dayEnd = digits(line, day, 1...2)
    else { return nil }
    return dayEnd
  }

  private static func digits(_ line: ArraySlice<UInt8>, _ start: Int, _ width: ClosedRange<Int>) -> Int? {
    var end = start
    while end < line.endIndex, isDigit(line[end]), end - start < width.upperBound { end += 1 }
    return width.contains(end - start) ? end : nil
  }

  private static func separator(_ line: ArraySlice<UInt8>, _ start: Int, year: Bool) -> Int? {
    guard start < line.endIndex else { return nil }
    if [0x2D, 0x2F, 0x2E].contains(line[start]) { return start + 1 }
    let name: [UInt8] = year ? Array("年".utf8) : Array("月".utf8)
    return line[start...].starts(with: name) ? start + 3 : nil
  }

  /// Past `日`, blanks and a time.
  private static func timeEnd(_ line: ArraySlice<UInt8>, _ start: Int) -> Int {
    var end = start
    if line[end...].starts(with: Array("日".utf8)) { end += 3 }
    while end < line.endIndex, isDigit(line[end]) || line[end] == 0x3A || line[end] == 0x20 { end += 1 }
    return end
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
