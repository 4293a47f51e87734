/// A date as it was printed, and what it means. A time that was not printed is never invented.
package struct PrintedDate: Hashable, Sendable, Decodable {
  /// As printed: `2025年10月27日`.
  package var text: String
  /// ISO 8601 in China's time: `2025-10-27`, `2025-10-27T15:24+08:00`, `2025-10`, `2025`.
  package var value: String
  package var precision: Precision

  package enum Precision: String, Sendable, CaseIterable, Codable {
    case year, month, day, minute, second
  }

  package init(text: String, value: String, precision: Precision) {
    self.text = text
    self.value = value
    self.precision = precision
  }
}

extension PrintedDate {
  /// The day as `2025-10-27`; nil when only a month or a year is known.
  package var day: Substring? { value.utf8.count >= 10 ? value.prefix(10) : nil }

  /// The first date that a text prints to the day, times included.
  package init?(in text: String) {
    guard let found = DateScan(MetadataText(text).scalars).first(atLeast: .day) else { return nil }
    self = found.date
  }

  /// A text that is nothing but a date, of any precision: a label's value, the content of a `<meta>`.
  package init?(value text: String) {
    let scalars = MetadataText(text).scalars
    guard let found = DateScan(scalars).value(from: 0) else { return nil }
    self = found.date
  }
}
