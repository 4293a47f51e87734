/// A moment in whole seconds, UTC: the only resolution that the archive keeps (WARC/1.1 §5.4, WARC-Date).
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

  /// The same moment moved by so many seconds.
  package func advanced(by seconds: Int64) -> Timestamp { Timestamp(seconds: self.seconds + seconds) }

  /// `20261120010000`: the form of version names and CDXJ.
  package var fourteenDigits: String { CivilDate(seconds: seconds).text("00000000000000", at: [0, 4, 6, 8, 10, 12]) }

  /// `2026-11-20T01:00:00Z`: the form of WARC-Date and of every JSON file.
  package var iso8601: String { CivilDate(seconds: seconds).text("0000-00-00T00:00:00Z", at: [0, 5, 8, 11, 14, 17]) }

  /// `Fri, 20 Nov 2026 01:00:00 GMT`: the form of HTTP (RFC 9110 §5.6.7).
  package var httpDate: String {
    let part = CivilDate(seconds: seconds)
    let weekday = httpWeekdays[part.weekday]
    return "\(weekday), \(digits(part.day, 2)) \(httpMonths[part.month - 1]) \(digits(part.year, 4)) \(clock(part)) GMT"
  }

  package var description: String { iso8601 }
}

extension Timestamp {
  /// Reads 14 digits; nil when they are no date.
  package init?(fourteenDigits text: some StringProtocol) { self.init(fourteenDigits: Array(text.utf8).span) }

  /// The same of ASCII.
  init?(fourteenDigits bytes: Span<UInt8>) {
    guard bytes.count == 14 else { return nil }
    self.init(fields: bytes, gap: 0)
  }

  /// Reads `2026-11-20T01:00:00Z`, with or without a fraction of a second, which is dropped.
  package init?(iso8601 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[4] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T")
    else { return nil }
    self.init(fields: bytes.span, gap: 1)
  }

  /// Reads the three forms of RFC 9110 §5.6.7 that begin with a weekday; nil for anything else.
  package init?(httpDate text: some StringProtocol) {
    let words = text.split(whereSeparator: { " ,-".contains($0) }).map { String($0) }
    guard words.count >= 5 else { return nil }
    // "Fri Nov 20 01:00:00 2026" (asctime) has the month second; the two others have the day there.
    let asctime = httpMonths.contains(words[1])
    let fields = asctime ? [words[4], words[1], words[2], words[3]] : [words[3], words[2], words[1], words[4]]
    guard var year = Int(fields[0]), let month = httpMonths.firstIndex(of: fields[1]), let day = Int(fields[2])
    else { return nil }
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    let time = fields[3].split(separator: ":").compactMap { Int($0) }
    guard time.count == 3 else { return nil }
    self.init(year: year, month: month + 1, day: day, hour: time[0], minute: time[1], second: time[2])
  }

  /// A moment by the calendar, UTC; nil when a field is out of its range.
  package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...daysIn(month, of: year)).contains(day),
      (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
    else { return nil }
    let days = daysSinceEpoch(year: year, month: month, day: day)
    self.init(seconds: Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + min(second, 59)))
  }

  /// Four digits of the year, then two for each of the others, with so many bytes between two fields.
  private init?(fields bytes: Span<UInt8>, gap: Int) {
    let (first, step) = (4 + gap, 2 + gap)
    guard let year = decimal(bytes, at: 0, digits: 4), let month = decimal(bytes, at: first),
      let day = decimal(bytes, at: first + step), let hour = decimal(bytes, at: first + 2 * step),
      let minute = decimal(bytes, at: first + 3 * step), let second = decimal(bytes, at: first + 4 * step)
    else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}

private func decimal(_ bytes: Span<UInt8>, at place: Int, digits: Int = 2) -> Int? {
  var value = 0
  for index in place..<place + digits {
    guard (0x30...0x39).contains(bytes[index]) else { return nil }
    value = value * 10 + Int(bytes[index] - 0x30)
  }
  return value
}

extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Timestamp(iso8601: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a moment like 2026-11-20T01:00:00Z: \(text)"))
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso8601)
  }
}

private let httpMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
private let httpWeekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

extension CivilDate {
  /// The pattern with the digits of year, month, day, hour, minute and second at those places.
  fileprivate func text(_ pattern: StaticString, at places: [Int]) -> String {
    let count = pattern.utf8CodeUnitCount
    let text = unsafe String(unsafeUninitializedCapacity: count) { text in
      _ = unsafe text.initialize(fromContentsOf: UnsafeBufferPointer(start: pattern.utf8Start, count: count))
      func write(_ value: Int, at place: Int) {
        unsafe text[place] = 0x30 + UInt8(truncatingIfNeeded: value / 10 % 10)
        unsafe text[place + 1] = 0x30 + UInt8(truncatingIfNeeded: value % 10)
      }
      write(abs(year) / 100, at: places[0])
      write(abs(year) % 100, at: places[0] + 2)
      write(month, at: places[1])
      write(day, at: places[2])
      write(hour, at: places[3])
      write(minute, at: places[4])
      write(second, at: places[5])
      return count
    }
    return (0...9_999).contains(year) ? text : digits(year, 4) + text.dropFirst(4)
  }
}

private func digits(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

private func clock(_ part: CivilDate) -> String {
  "\(digits(part.hour, 2)):\(digits(part.minute, 2)):\(digits(part.second, 2))"
}
