import Testing
import Web

@testable import Fetching

@Suite("Retry-After and Location")
struct AnswerTests {
  private func seconds(_ value: String, date: String? = nil) -> Int? {
    let fields = [HeaderList.Field("Retry-After", value)] + (date.map { [HeaderList.Field("Date", $0)] } ?? [])
    return HeaderList(fields: fields).retryAfterSeconds(received: Timestamp(fourteenDigits: "20261120010000")!)
  }

  @Test("A number is seconds; a date counts from the answer's own Date, or else from our clock; rubbish is nothing")
  func retryAfter() {
    #expect(seconds("0") == 0)
    #expect(seconds("3600") == 3_600)
    #expect(seconds("Fri, 20 Nov 2026 01:00:30 GMT") == 30)
    #expect(seconds("Fri, 20 Nov 2026 01:00:30 GMT", date: "Fri, 20 Nov 2026 01:00:20 GMT") == 10)
    #expect(seconds("Fri, 20 Nov 2026 00:00:00 GMT") == 0)
    #expect(seconds("99999999999999999999") == .max)
    for rubbish in ["", "soon", "-1", "1.5", "1h"] { #expect(seconds(rubbish) == nil) }
  }

  @Test("Bytes of a Location that are not UTF-8 are escaped one by one")
  func location() {
    let gbk = HeaderList.Field(name: Array("location".utf8), value: [0x2F, 0xB9, 0xAB, 0x2F, 0x61])
    #expect(HeaderList(fields: [gbk]).location == "/%B9%AB/a")
    #expect(HeaderList(fields: [.init("Location", "/公告")]).location == "/公告")
    #expect(HeaderList(fields: []).location == nil)
  }
}
