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
