/// Walks over one printed date.
struct DateCursor {
  let scalars: [UInt32]
  private(set) var index: Int
  /// Whether the year was written in Chinese digits.
  private(set) var isChinese = false
  /// Whether the last separator was 年 or 月, not a mark.
  private var lastMark: UInt32 = 0
  private var separators: [UInt32] = []

  init(scalars: [UInt32], index: Int) {
    self.scalars = scalars
    self.index = index
  }

  /// Four digits, Arabic or Chinese.
  mutating func year() -> Int? {
    guard index + 4 <= scalars.count else { return nil }
    isChinese = chineseDigit(scalars[index]) != nil
    var value = 0
    for offset in 0..<4 {
      guard let next = isChinese ? chineseDigit(scalars[index + offset]) : digit(scalars[index + offset]) else {
        return nil
      }
      value = value * 10 + next
    }
    if !isChinese, index + 4 < scalars.count, digit(scalars[index + 4]) != nil { return nil }
    index += 4
    return value
  }

  /// The unit (年, 月), or up to three marks of one kind; blanks around them count for nothing.
  mutating func passSeparator(_ unit: UInt32) -> Bool {
    var next = skippingBlanks(index)
    guard next < scalars.count else { return false }
    lastMark = scalars[next]
    if lastMark == unit {
      index = skippingBlanks(next + 1)
      return true
    }
    guard dateMarks.contains(lastMark), !isChinese, separators.isEmpty || separators[0] == lastMark else {
      return false
    }
    separators.append(lastMark)
    let start = next
    while next < scalars.count, scalars[next] == lastMark, next < start + 3 { next += 1 }
    next = skippingBlanks(next)
    guard next < scalars.count, digit(scalars[next]) != nil else { return false }
    index = next
    return true
  }

  /// Whether a digit follows, so that what was read is part of a longer number.
  var isBeforeDigit: Bool { index < scalars.count && digit(scalars[index]) != nil }

  /// Whether the last thing passed was that unit.
  func isAfter(_ unit: UInt32) -> Bool { lastMark == unit }

  /// Whether the last separator was a mark that a year and a month are written with: `2021-05`.
  var isAfterMark: Bool { separators.count == 1 && [0x2D, 0x2F, 0x2E].contains(separators[0]) }

  /// A month or a day: one or two digits, or a Chinese number up to 三十一.
  mutating func field() -> Int? {
    guard index < scalars.count else { return nil }
    if let first = digit(scalars[index]) {
      index += 1
      guard index < scalars.count, let second = digit(scalars[index]) else { return first }
      index += 1
      return first * 10 + second
    }
    return chineseField()
  }

  /// 一 … 十, 十二, 二十, 三十一, 廿一.
  private mutating func chineseField() -> Int? {
    let start = index
    var value = 0
    var tens = false
    while index < scalars.count, index - start < 3 {
      if scalars[index] == 0x5341, !tens {
        value = max(value, 1) * 10
        tens = true
      } else if scalars[index] == 0x5EFF, index == start {
        value = 20
        tens = true
      } else if let next = chineseDigit(scalars[index]), tens ? value % 10 == 0 : index == start {
        value += next
      } else {
        break
      }
      index += 1
    }
    return index > start && value > 0 ? value : nil
  }

  /// 日 or 号 after the day.
  mutating func passDayMark() {
    let next = skippingBlanks(index)
    if next < scalars.count, scalars[next] == 0x65E5 || scalars[next] == 0x53F7 { index = next + 1 }
  }

  /// `15:24`, `15:24:05`, `15时24分`, `T15:24:05+08:00`; nil and unmoved when there is no possible time.
  mutating func time() -> DateFields.Time? {
    var cursor = self
    guard let time = cursor.readTime() else { return nil }
    self = cursor
    return time
  }

  private mutating func readTime() -> DateFields.Time? {
    index = skippingBlanks(index)
    if index < scalars.count, [0x54, 0x2D].contains(scalars[index]) { index = skippingBlanks(index + 1) }
    guard let hour = field(), hour < 24, passClockMark(0x65F6), let minute = twoDigits(), minute < 60 else {
      return nil
    }
    var time = DateFields.Time(hour: hour, minute: minute)
    var mark = self
    if mark.passClockMark(0x5206), let second = mark.twoDigits(), second < 60 {
      self = mark
      time.second = second
    }
    if index < scalars.count, scalars[index] == 0x5206 || scalars[index] == 0x79D2 { index += 1 }
    if time.second != nil { time.offset = offset() }
    return time
  }

  private mutating func passClockMark(_ unit: UInt32) -> Bool {
    let next = skippingBlanks(index)
    guard next < scalars.count, clockMarks.contains(scalars[next]) || scalars[next] == unit else { return false }
    index = skippingBlanks(next + 1)
    return true
  }

  private mutating func twoDigits() -> Int? {
    guard index + 1 < scalars.count, let tens = digit(scalars[index]), let ones = digit(scalars[index + 1]) else {
      return nil
    }
    index += 2
    return tens * 10 + ones
  }

  /// `.123Z`, `+08:00`, in minutes.
  private mutating func offset() -> Int? {
    var next = index
    if next < scalars.count, scalars[next] == 0x2E {
      next += 1
      while next < scalars.count, digit(scalars[next]) != nil { next += 1 }
    }
    guard next < scalars.count else { return nil }
    if scalars[next] == 0x5A {
      index = next + 1
      return 0
    }
    guard scalars[next] == 0x2B || scalars[next] == 0x2D else { return nil }
    let digits = scalars[(next + 1)...].prefix(5).filter { $0 != 0x3A }.compactMap { digit($0) }
    guard digits.count == 4 else { return nil }
    let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
    guard minutes <= 14 * 60 else { return nil }
    index = min(next + 6, scalars.count)
    return scalars[next] == 0x2B ? minutes : -minutes
  }

  private func skippingBlanks(_ start: Int) -> Int {
    start < scalars.count && scalars[start] == 0x20 ? start + 1 : start
  }
}

/// `-` `/` `.` `—` `–` `－` `．` `／` `‐` `―`
private let dateMarks: Set<UInt32> = [0x2D, 0x2F, 0x2E, 0x2014, 0x2013, 0xFF0D, 0xFF0E, 0xFF0F, 0x2010, 0x2015]
/// `:` `：` `∶` `︰` `﹕`
private let clockMarks: Set<UInt32> = [0x3A, 0xFF1A, 0x2236, 0xFE30, 0xFE55]
