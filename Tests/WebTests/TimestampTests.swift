import Testing

@testable import Web

@Suite("Timestamps")
struct TimestampTests {
  @Test("A moment keeps its value through each of its written forms")
  func roundTrips() throws {
    let moment = try #require(Timestamp(year: 2026, month: 11, day: 20, hour: 1, minute: 2, second: 3))
    #expect(moment.fourteenDigits == "20261120010203")
    #expect(moment.iso8601 == "2026-11-20T01:02:03Z")
    #expect(moment.httpDate == "Fri, 20 Nov 2026 01:02:03 GMT")
    #expect(Timestamp(fourteenDigits: moment.fourteenDigits) == moment)
    #expect(Timestamp(iso8601: moment.iso8601) == moment)
    #expect(Timestamp(httpDate: moment.httpDate) == moment)
  }

  @Test("Each field has its digits, and a year its four at least")
  func digits() {
    #expect(Timestamp(seconds: 0).iso8601 == "1970-01-01T00:00:00Z")
    #expect(Timestamp(seconds: -62_167_219_200).fourteenDigits == "00000101000000")
    #expect(Timestamp(seconds: 253_402_300_799).iso8601 == "9999-12-31T23:59:59Z")
    #expect(Timestamp(seconds: 253_402_300_800).iso8601 == "10000-01-01T00:00:00Z")
    #expect(Timestamp(seconds: 253_402_300_800).fourteenDigits == "100000101000000")
  }

  @Test(
    "RFC 9110 §5.6.7: all three forms of an HTTP date are read",
    arguments: ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
  func httpDates(text: String) {
    #expect(Timestamp(httpDate: text)?.iso8601 == "1994-11-06T08:49:37Z")
  }

  @Test("What is no date is nil", arguments: ["", "20261320010203", "20260230000000", "2026112001020x", "2026"])
  func refuses(text: String) {
    #expect(Timestamp(fourteenDigits: text) == nil)
  }
}
