internal import Web

/// The fields of a date on their way to ISO 8601.
struct DateFields {
  var year: Int
  var month: Int?
  private(set) var day: Int?
  var time: Time?

  struct Time {
    var hour: Int
    var minute: Int
    var second: Int?
    /// Minutes east of UTC, where the page says so; China's time otherwise.
    var offset: Int?
  }

  init(year: Int) { self.year = year }

  /// False for a day that the month does not have.
  mutating func setDay(_ value: Int) -> Bool {
    guard let month, (1...12).contains(month), (1...daysIn(month, of: year)).contains(value) else { return false }
    day = value
    return true
  }

  func printed(_ text: String) -> PrintedDate {
    guard let month else { return PrintedDate(text: text, value: pad(year, 4), precision: .year) }
    guard let day else {
      return PrintedDate(text: text, value: "\(pad(year, 4))-\(pad(month, 2))", precision: .month)
    }
    guard let time else { return PrintedDate(text: text, value: date(year, month, day), precision: .day) }
    return moment(text, month, day, time)
  }

  private func moment(_ text: String, _ month: Int, _ day: Int, _ time: Time) -> PrintedDate {
    let shift = Int64((480 - (time.offset ?? 480)) * 60)
    let stamp = Timestamp(
      year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second ?? 0)
    guard let stamp else { return PrintedDate(text: text, value: date(year, month, day), precision: .day) }
    let local = CivilDate(seconds: stamp.advanced(by: shift).seconds)
    var value = "\(date(local.year, local.month, local.day))T\(pad(local.hour, 2)):\(pad(local.minute, 2))"
    if time.second != nil { value += ":\(pad(local.second, 2))" }
    return PrintedDate(text: text, value: value + "+08:00", precision: time.second == nil ? .minute : .second)
  }

  private func date(_ year: Int, _ month: Int, _ day: Int) -> String {
    "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }
}

private func pad(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
