internal import ArgumentParser
internal import Web

/// `--from` and `--to` of the commands that select by date.
struct DateOptions: ParsableArguments {
  @Option(help: "Not before this day, month or year: 2025-10-27, 20251027, 2025-10 or 2025.")
  var from: PartialDate?

  @Option(help: "Not after it.")
  var to: PartialDate?

  func validate() throws {
    if let from, let to, from.text > to.text + "~" { throw ValidationError("--from must not be after --to.") }
  }
}

/// A day, a month or a year, as it sorts among ISO dates.
struct PartialDate: ExpressibleByArgument {
  /// `2025-10-27`, `2025-10` or `2025`.
  let text: String

  /// Nil when it is no date.
  init?(argument: String) {
    let digits = argument.filter { $0 != "-" }
    guard [4, 6, 8].contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    guard Timestamp(fourteenDigits: (digits + "0101".suffix(8 - digits.utf8.count)) + "000000") != nil else {
      return nil
    }
    let parts = [digits.prefix(4), digits.dropFirst(4).prefix(2), digits.dropFirst(6)].filter { !$0.isEmpty }
    text = parts.joined(separator: "-")
    // 2025-1-7 and the like would be read as another day.
    guard argument == digits || argument == text else { return nil }
  }
}
