import Scheduling
import Testing

@Suite("A portal that was left alone")
struct ReopeningTests {
  @Test("is tried again after one hour, two, four …, a day at most")
  func pauses() {
    let start = china(2026, 3, 2, 9, 30)
    let hours = (1...8).map { (Reopening().next(afterClosures: $0, at: start) - start) / .hours(1) }
    #expect(hours == [1, 2, 4, 8, 16, 24, 24, 24])
    #expect(Reopening().next(afterClosures: .max, at: start) == start + .hours(24))
  }
}
