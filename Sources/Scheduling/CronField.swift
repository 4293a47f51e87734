/// One of the five fields of a cron expression.
enum CronField: String {
  case minute, hour
  case day = "day of month"
  case month
  case weekday = "day of week"

  /// Which values of 0…63 a field names.
  struct Values: Hashable, Sendable {
    private var bits: UInt64 = 0

    init(_ values: some Sequence<Int> = []) { for value in values { bits |= 1 << UInt64(value) } }

    func contains(_ value: Int) -> Bool { bits & (1 << UInt64(value)) != 0 }
    func union(_ other: Values) -> Values {
      var all = self
      all.bits |= other.bits
      return all
    }

    /// The least value not below the given one.
    func first(from value: Int) -> Int? {
      guard value < 64 else { return nil }
      let rest = bits >> UInt64(value)
      return rest == 0 ? nil : value + rest.trailingZeroBitCount
    }
  }

  struct Problem: Error { let text: String }

  var range: ClosedRange<Int> {
    switch self {
    case .minute: 0...59
    case .hour: 0...23
    case .day: 1...31
    case .month: 1...12
    case .weekday: 0...7
    }
  }

  func values(of text: Substring) throws(Problem) -> Values {
    var all = Values()
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      all = all.union(try values(ofItem: item))
    }
    return all
  }

  /// `*`, `5`, `1-5`, each with `/2` or without; `5/2` means from 5 on.
  private func values(ofItem item: Substring) throws(Problem) -> Values {
    let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let bounds = try bounds(of: halves[0], isStepped: halves.count == 2)
    guard halves.count == 2 else { return Values(bounds) }
    guard let step = Int(halves[1]), step > 0 else { throw Problem(text: "'\(item)' has no step above 0") }
    return Values(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
  }

  private func bounds(of text: Substring, isStepped: Bool) throws(Problem) -> ClosedRange<Int> {
    // A star among weekdays means seven days, not eight.
    let all = self == .weekday ? 0...6 : range
    if text == "*" || text == "?" && (self == .day || self == .weekday) { return all }
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try value(of: ends[0])
    guard ends.count == 2 else { return isStepped ? first...max(first, all.upperBound) : first...first }
    let last = try value(of: ends[1])
    guard first <= last else { throw Problem(text: "the range '\(text)' in the field \(rawValue) runs backwards") }
    return first...last
  }

  private func value(of text: Substring) throws(Problem) -> Int {
    if let index = names.firstIndex(of: text.lowercased()) { return index + range.lowerBound }
    guard let number = Int(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), range.contains(number) else {
      throw Problem(
        text: "'\(text)' in the field \(rawValue) is not within \(range.lowerBound)-\(range.upperBound)")
    }
    return number
  }

  private var names: [String] {
    switch self {
    case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    default: []
    }
  }
}
