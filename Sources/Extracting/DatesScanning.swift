/// Finds dates in a line: `2021-01-21 15:24`, `2017——04——12 21:37`, `2021年1月20日`, `二〇二一年一月二十日`, `2021.1.20`.
struct DateScan {
  let scalars: [UInt32]

  struct Found {
    let date: PrintedDate
    /// Where it stands in the line.
    let range: Range<Int>
  }

  init(_ scalars: [UInt32]) { self.scalars = scalars }

  /// The first date that says at least so much.
  func first(atLeast precision: PrintedDate.Precision, from start: Int = 0, to end: Int? = nil) -> Found? {
    var index = start
    while index < end ?? scalars.count {
      if isYearStart(index), let found = date(at: index), found.date.precision.says(precision) { return found }
      index += 1
    }
    return nil
  }

  /// The date at the beginning of a label's value, to the month or the year if it says no more, or as eight digits.
  func value(from start: Int) -> Found? {
    var index = start
    while index < scalars.count, scalars[index] == 0x20 || opening.contains(scalars[index]) { index += 1 }
    guard index < scalars.count else { return nil }
    return date(at: index) ?? compactDate(at: index)
  }

  /// Two digits of a year that nothing numeric runs into: 19, 20, 二〇, 一九.
  private func isYearStart(_ index: Int) -> Bool {
    guard index + 3 < scalars.count else { return false }
    switch scalars[index] {
    case 0x31, 0x32, 0xFF11, 0xFF12: return index == 0 || digit(scalars[index - 1]) == nil
    case 0x4E8C, 0x4E00: return index == 0 || chineseDigit(scalars[index - 1]) == nil
    default: return false
    }
  }

  private func date(at start: Int) -> Found? {
    var cursor = DateCursor(scalars: scalars, index: start)
    guard let year = cursor.year(), (1900...2099).contains(year) else { return nil }
    var fields = DateFields(year: year)
    guard cursor.passSeparator(0x5E74) else { return bareYear(fields, start) }
    if let month = cursor.field() {
      guard (1...12).contains(month) else { return nil }
      fields.month = month
      guard readDay(&cursor, &fields) else { return nil }
    } else if !cursor.isAfter(0x5E74) {
      return nil
    }
    return Found(date: fields.printed(MetadataText.text(scalars[start..<cursor.index])), range: start..<cursor.index)
  }

  /// The day and the time; false when what follows the month makes it no date.
  private func readDay(_ cursor: inout DateCursor, _ fields: inout DateFields) -> Bool {
    guard cursor.passSeparator(0x6708) else { return cursor.isAfterMark }
    guard let day = cursor.field() else { return cursor.isAfter(0x6708) }
    guard fields.setDay(day) else { return false }
    cursor.passDayMark()
    fields.time = cursor.time()
    return fields.time != nil || !cursor.isBeforeDigit
  }

  /// A year without its 年 is one only when the value ends there.
  private func bareYear(_ fields: DateFields, _ start: Int) -> Found? {
    guard start + 4 == scalars.count, start == 0 else { return nil }
    return Found(date: fields.printed(MetadataText.text(scalars[start..<start + 4])), range: start..<start + 4)
  }

  /// `20210125`, and not one digit more.
  private func compactDate(at start: Int) -> Found? {
    let digits = scalars[start...].prefix(9).prefix { digit($0) != nil }.compactMap { digit($0) }
    guard digits.count == 8 else { return nil }
    let number = digits.reduce(0) { $0 * 10 + $1 }
    var fields = DateFields(year: number / 10_000)
    fields.month = number / 100 % 100
    guard (1900...2099).contains(fields.year), fields.setDay(number % 100) else { return nil }
    return Found(date: fields.printed(MetadataText.text(scalars[start..<start + 8])), range: start..<start + 8)
  }
}

extension PrintedDate.Precision {
  /// Whether it says at least as much as the other.
  func says(_ other: PrintedDate.Precision) -> Bool { rank >= other.rank }

  var rank: Int {
    switch self {
    case .year: 0
    case .month: 1
    case .day: 2
    case .minute: 3
    case .second: 4
    }
  }
}

/// `[`, `（`, `(`, `【`
private let opening: Set<UInt32> = [0x5B, 0xFF08, 0x28, 0x3010]

/// The value of a Chinese digit 〇 to 九.
func chineseDigit(_ scalar: UInt32) -> Int? {
  switch scalar {
  case 0x3007, 0x25CB, 0x96F6, 0x25EF, 0xFF2F: 0  // 〇 ○ 零 ◯ Ｏ
  case 0x4E00: 1
  case 0x4E8C: 2
  case 0x4E09: 3
  case 0x56DB: 4
  case 0x4E94: 5
  case 0x516D: 6
  case 0x4E03: 7
  case 0x516B: 8
  case 0x4E5D: 9
  default: nil
  }
}
