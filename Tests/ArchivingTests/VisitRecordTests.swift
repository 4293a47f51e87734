import Cataloguing
import Testing
import WARC
import Web

@testable import Archiving

@Suite("What the metadata record of a visit says, and the line of captures.jsonl")
struct VisitRecordTests {
  static var full: VisitRecord {
    var facts = VisitFacts(run: "0a1b2c3d", robots: "allowed by Allow: /通 \"x\"")
    facts.via = "https://www.example.gov.cn/"
    facts.hops = 2
    facts.materialise = .named
    facts.goneConfirmations = 5
    facts.cleaning = digest("rules")
    var record = VisitRecord(
      outcome: .changed, reason: "line one\r\nline two\tand \"quotes\" ", status: 200,
      version: VersionID("20261120010203-58b3ff354b01"), facts: facts, chainLine: ChainTests.line.text,
      chain: digest("head"))
    record.extractor = "fangzhi-1.0.0"
    record.charset = "gb18030"
    record.body = digest("body")
    record.fetchMilliseconds = 1_234
    record.isLengthKnown = false
    record.tlsExceptions = "securityLevel=1"
    record.tlsVerifyError = "certificate has expired"
    record.certificates = digest("chain of certificates")
    record.key = "www.example.gov.cn/a?b=1"
    record.notModifiedFields = ["ETag: \"1\"", "Date: Fri, 20 Nov 2026 01:02:03 GMT", "X-Odd:  two blanks", "X: 通"]
    return record
  }

  @Test func `every field comes back as it was written`() throws {
    let bytes = Self.full.fields.serialized()
    #expect(VisitRecord(WARCFields(parsing: bytes)) == Self.full)
  }

  @Test func `a record with little in it comes back too`() {
    let record = VisitRecord(
      outcome: .failed, reason: nil, status: nil, version: nil, facts: VisitFacts(run: "1", robots: "unknown"),
      chainLine: "{}", chain: digest(""))
    #expect(VisitRecord(WARCFields(parsing: record.fields.serialized())) == record)
    #expect(record.head == nil)
  }

  @Test(arguments: ["outcome", "chainLine", "chain", "run"])
  func `a record of others is none of ours`(missing: String) {
    let fields = Self.full.fields.fields.filter { $0.name != missing }.map { ($0.name, $0.value) }
    #expect(VisitRecord(WARCFields(fields)) == nil)
  }

  @Test func `the head of a 304 is made of its field lines`() throws {
    let head = try #require(Self.full.head)
    #expect(head.status == 304)
    #expect(head["ETag"] == "\"1\"")
    #expect(head.fields.count == 4)
  }

  private func capture(isFull: Bool) -> Capture {
    Capture(
      sequence: 7, address: AddressIdentity(key: "a/").id, url: "https://a/", at: ChainTests.date,
      status: isFull ? 200 : nil, outcome: .new, version: isFull ? VersionID("20261120010203-58b3ff354b01") : nil,
      run: "0a1b2c3d", reason: isFull ? "因为" : nil, via: isFull ? "https://b/" : nil, hops: 2,
      record: RecordPlace(file: "f.warc.gz", offset: 10, length: 20),
      metadata: RecordPlace(file: "f.warc.gz", offset: 30, length: 5), payload: nil, body: nil, etag: "x",
      lastModified: "y", chain: digest(""))
  }

  @Test func `a line of captures.jsonl has the keys that are promised, in their order`() {
    let line = String(decoding: capture(isFull: true).timelineLine, as: UTF8.self)
    let expected =
      #"{"at":"2026-11-20T01:02:03Z","url":"https://a/","status":200,"outcome":"new","#
      + #""version":"20261120010203-58b3ff354b01","run":"0a1b2c3d","reason":"因为","#
      + #""warc":{"file":"f.warc.gz","offset":10,"length":20},"hops":2,"via":"https://b/"}"#
    #expect(line == expected)
  }

  @Test func `a key without a value is absent`() {
    let line = String(decoding: capture(isFull: false).timelineLine, as: UTF8.self)
    let expected =
      #"{"at":"2026-11-20T01:02:03Z","url":"https://a/","outcome":"new","run":"0a1b2c3d","#
      + #""warc":{"file":"f.warc.gz","offset":10,"length":20},"hops":2}"#
    #expect(line == expected)
  }
}

@Suite("How much a text changed")
struct TextChangeTests {
  static let cases = table("text-changes").map {
    [$0[0].replacing("¶", with: "\n"), $0[1].replacing("¶", with: "\n"), $0[2], $0[3]]
  }

  @Test(arguments: cases)
  func `the table holds`(row: [String]) {
    #expect(TextChange(from: row[0], to: row[1]) == TextChange(added: Int(row[2])!, removed: Int(row[3])!))
  }

  @Test func `two long texts without anything in common are counted whole, and fast`() {
    let old = String(repeating: "甲", count: 30_000)
    let new = String(repeating: "乙", count: 20_000)
    let start = ContinuousClock.now
    #expect(TextChange(from: old, to: new) == TextChange(added: 20_000, removed: 30_000))
    #expect(start.duration(to: .now) < .seconds(5))
  }
}

@Suite("Which versions get a folder")
struct MaterialisationTests {
  @Test(arguments: [
    (Materialisation.all, "article report list home attachment other"),
    (.named, "article report list home attachment other"),
    (.substantive, "article report attachment"),
    (.latest, "article report attachment"),
    (.none, ""),
  ])
  func `each rule covers its kinds`(rule: Materialisation, kinds: String) {
    let all = ["article", "report", "list", "home", "attachment", "other"]
    #expect(all.filter { rule.covers(kind: $0) } == kinds.split(separator: " ").map { String($0) })
  }
}
