import Testing
import Web

@testable import WARC

@Suite("Records as WARC/1.1 says")
struct RecordStandardTests {
  @Test func `Every record names version, type, id, date and length`() throws {
    for record in try Samples.records() {
      #expect(record.version == "WARC/1.1")
      #expect(record["WARC-Type"] == record.kind.description)
      #expect(record["WARC-Record-ID"] == record.id.description)
      #expect(record["WARC-Date"] == record.date.iso8601)
      #expect(record.contentLength == record.block.count)
    }
  }

  @Test func `No field but those that may be repeated is repeated`() throws {
    for record in try Samples.records() {
      let names = record.fields.map(\.nameText).filter { $0 != "WARC-Protocol" && $0 != "WARC-Concurrent-To" }
      #expect(Set(names).count == names.count, "\(names)")
    }
  }

  @Test func `A header is lines with CRLF, then the block, then two empty lines`() throws {
    let record = WARCRecord.resource(
      id: RecordID("urn:uuid:00000000-0000-4000-8000-000000000000")!, targetURI: "urn:fangzhi:x", date: Samples.date,
      contentType: "text/plain", block: Array("hello".utf8))
    let text = String(decoding: record.serialized(), as: UTF8.self)
    let digest = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    #expect(
      text == """
        WARC/1.1\r
        WARC-Type: resource\r
        WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r
        WARC-Date: 2026-11-20T01:02:03Z\r
        WARC-Target-URI: urn:fangzhi:x\r
        WARC-Payload-Digest: \(digest)\r
        WARC-Block-Digest: \(digest)\r
        Content-Type: text/plain\r
        Content-Length: 5\r
        \r
        hello\r
        \r

        """)
  }

  @Test func `What the standard forbids on a kind of record is not written there`() throws {
    for record in try Samples.records() {
      if record.kind == .warcinfo {
        for name in ["WARC-Target-URI", "WARC-IP-Address", "WARC-Concurrent-To", "WARC-Warcinfo-ID", "WARC-Protocol"] {
          #expect(record[name] == nil)
        }
      } else {
        #expect(record.filename == nil)
      }
      if record.kind != .revisit { #expect(record.profile == nil && record.refersTo == nil) }
      // §5.9: no digest of a payload where the standard defines none.
      if record.kind == .metadata || record.kind == .warcinfo { #expect(record.payloadDigest == nil) }
    }
  }

  @Test func `A revisit with its payload left off says that it is cut by length`() throws {
    let revisits = try Samples.records().filter { $0.kind == .revisit }
    #expect(revisits.map(\.profile) == [.identicalPayloadDigest, .serverNotModified])
    #expect(revisits.map(\.truncated) == [.length, nil])
    #expect(revisits.allSatisfy { $0.refersTo == Samples.id(1) && $0.refersToDate == Samples.date })
    #expect(revisits.allSatisfy { $0.refersToTargetURI == "https://www.example.gov.cn/a/t20261120_1.html" })
  }

  @Test func `Both digests of a response hold`() throws {
    let response = try Samples.records()[2]
    #expect(response.blockMatchesDigest == true)
    #expect(response.payloadMatchesDigest == true)
    #expect(Array(response.payload) == Samples.page)
    #expect(response.payloadDigest?.sha256 == Digest(of: Samples.page))
  }

  @Test(arguments: [
    ("2026", "20260101000000"), ("2026-11", "20261101000000"), ("2026-11-20", "20261120000000"),
    ("2026-11-20T01:02Z", "20261120010200"), ("2026-11-20T01:02:03Z", "20261120010203"),
    ("2026-11-20T01:02:03.999999Z", "20261120010203"),
  ])
  func `A date may be less or more precise`(text: String, digits: String) {
    #expect(Timestamp(warcDate: text)?.fourteenDigits == digits)
  }

  @Test(arguments: [
    "", "20261120", "2026-13-01", "2026-11-20T01:02:03", "2026-11-20T01:02:03+08:00", "2026-11-20T01:02:03.Z",
  ])
  func `What is no date is refused`(text: String) { #expect(Timestamp(warcDate: text) == nil) }

  @Test(arguments: [
    "sha1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n", "SHA-1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
    "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====", "md5:5d41402abc4b2a76b9719d911017c592",
  ])
  func `Digests of hello are understood in Base16 and Base32`(text: String) throws {
    let digest = try #require(LabelledDigest(text))
    #expect(digest.matches(Array("hello".utf8)[...]) == true)
    #expect(digest.matches(Array("hallo".utf8)[...]) == false)
  }
}

@Suite("Records as the house writes them")
struct RecordHouseTests {
  @Test func `Every record carries its block digest`() throws {
    for record in try Samples.records() { #expect(record.blockMatchesDigest == true, "\(record.kind)") }
  }

  @Test func `All records of one visit share one date`() throws {
    let records = try Samples.records()
    #expect(Set(records[2...4].map(\.date)).count == 1)
    #expect(records[3].concurrentTo == [Samples.id(1)] && records[4].concurrentTo == [Samples.id(1)])
  }

  @Test func `A 304 is a revisit with an empty block`() throws {
    let revisit = try Samples.records()[6]
    #expect(revisit.block.isEmpty)
    #expect(revisit.contentType == nil)
    #expect(revisit.payloadDigest?.sha256 == Digest(of: Samples.page))
  }

  @Test func `Equal values give equal bytes`() throws {
    #expect(try Samples.file().bytes == Samples.file().bytes)
    #expect(try Samples.records() == Samples.records())
  }

  @Test func `A line end inside a value cannot begin a new field`() throws {
    var event = Samples.event("/x")
    event.ipAddress = "127.0.0.1\r\nWARC-Type: response"
    let record = WARCRecord.metadata(id: Samples.id(1), event: event, concurrentTo: nil, fields: WARCFields())
    let file = Samples.file([record])
    let read = readAll(file.bytes).found.first?.record
    #expect(read?.kind == .metadata)
    #expect(read?.ipAddress == "127.0.0.1  WARC-Type: response")
  }

  @Test func `Random names are version 4 and differ, derived names are version 8 and do not`() {
    var generator = SeededGenerator(state: 1)
    let names = (0..<1000).map { _ in RecordID.random(using: &generator).uri }
    #expect(Set(names).count == 1000)
    let shape = /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(names.allSatisfy { $0.wholeMatch(of: shape) != nil })
    #expect(RecordID(derivedFrom: [1, 2]) == RecordID(derivedFrom: [1, 2]))
    #expect(RecordID(derivedFrom: []).uri == "urn:uuid:e3b0c442-98fc-8c14-9afb-f4c8996fb924")
  }

  @Test func `Names of files are read back, others refused`() {
    let name = WARCFileName(date: Samples.date, run: "r-1", serial: 7)
    #expect(name?.description == "fangzhi-20261120010203-r-1-00007.warc.gz")
    #expect(name.flatMap { WARCFileName($0.description) } == name)
    var open = name
    open?.isOpen = true
    #expect(WARCFileName("fangzhi-20261120010203-r-1-00007.warc.gz.open") == open)
    for other in [
      "fangzhi-20261120010203-00007.warc.gz", "fangzhi-20261120010203-R1-00007.warc.gz",
      "fangzhi-20261320010203-r1-00007.warc.gz", "fangzhi-20261120010203-r1-7.warc.gz", "x.warc.gz",
      "fangzhi-20261120010203-r1-00007.warc", "fangzhi-20261120010203-../x-00007.warc.gz", "", "fangzhi-.warc.gz",
    ] { #expect(WARCFileName(other) == nil, "\(other)") }
    #expect(WARCFileName(date: Samples.date, run: "r1", serial: 100_000) == nil)
  }
}
