import Cataloguing
import Testing
import Web

@testable import Archiving

@Suite("The line that the hash chain counts")
struct ChainTests {
  static let date = Timestamp(fourteenDigits: "20261120010203")!
  static let line = ChainLine(
    sequence: 7, url: "https://www.example.gov.cn/%E9%80%9A?a=\"1\"&b=/",
    date: date,
    status: 200, outcome: .notModified, payload: digest("payload"), blocks: [digest("one"), digest("two")],
    records: ["urn:uuid:00000000-0000-4000-8000-000000000001", "urn:uuid:00000000-0000-4000-8000-000000000002"])

  @Test func `is canonical JSON by RFC 8785`() throws {
    let value = try JSONValue.parse(Array(Self.line.text.utf8))
    #expect(Array(Self.line.text.utf8) == value.canonicalBytes)
    guard case .object(let object) = value else { return #expect(Bool(false)) }
    #expect(object.members.map(\.key) == ["blocks", "date", "outcome", "payload", "records", "seq", "status", "url"])
    #expect(value["date"] == .string("2026-11-20T01:02:03Z"))
    #expect(value["outcome"] == .string("not_modified"))
  }

  @Test func `leaves out what was not there`() throws {
    let line = ChainLine(
      sequence: 1, url: "http://a/", date: Self.date, status: nil, outcome: .failed, payload: nil, blocks: [],
      records: ["urn:uuid:00000000-0000-4000-8000-000000000001"])
    let expected =
      #"{"blocks":[],"date":"2026-11-20T01:02:03Z","outcome":"failed","#
      + #""records":["urn:uuid:00000000-0000-4000-8000-000000000001"],"seq":1,"url":"http://a/"}"#
    #expect(line.text == expected)
    #expect(ChainLine.sequence(of: line.text) == 1)
    #expect(ChainLine.sequence(of: Self.line.text) == 7)
  }

  @Test(arguments: ["", "{}", "[7]", #"{"seq":"7"}"#, #"{"seq":0}"#, #"{"seq":-1}"#, #"{"seq":1"#])
  func `another text has no number`(text: String) { #expect(ChainLine.sequence(of: text) == nil) }

  /// Computed with Python: hashlib.sha256(bytes(32) + line) and so on.
  @Test func `heads are SHA-256 of the head before and the line`() {
    #expect(ChainLine.genesis.hex == String(repeating: "0", count: 64))
    let first = ChainLine.head(after: ChainLine.genesis, line: #"{"seq":1}"#)
    let second = ChainLine.head(after: first, line: #"{"seq":2,"url":"通"}"#)
    #expect(first.hex == "ff44e121014845ba9f060b9dd529b57e3706d9dcbf47ce18d6a7e50bea6c7e46")
    #expect(second.hex == "759d3455e435e0825770f8b05f7fc988ebe539fe4e4ac35e4b0754bf7f01b326")
  }
}
