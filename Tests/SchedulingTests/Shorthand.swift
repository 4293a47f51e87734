import Web

@testable import Scheduling

func url(_ text: String) -> CrawlURL { CrawlURL(text)! }

/// A moment by the clock in China.
func china(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Moment {
  ChinaDay(year: year, month: month, day: day).at(hour: hour, minute: minute)
}

/// `2026-01-31 08:05`, China.
func china(_ text: String) -> Moment {
  let parts = text.split(whereSeparator: { "- :".contains($0) }).map { Int($0)! }
  return china(parts[0], parts[1], parts[2], parts.count > 3 ? parts[3] : 0, parts.count > 4 ? parts[4] : 0)
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
