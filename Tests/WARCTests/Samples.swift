import Web

@testable import WARC

/// Always the same numbers, so that a test fails today as it failed yesterday.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A small crawl: every kind of record that we write, as a visitor of three addresses would leave them.
enum Samples {
  static let date = Timestamp(fourteenDigits: "20261120010203")!
  static let page = Array("<html><title>通知</title><p>春季植树安排如下。</p></html>\n".utf8)
  static let head = Array(
    "HTTP/2 200 \r\ncontent-type: text/html; charset=utf-8\r\nx-part: a\r\nx-part: b\r\n\r\n".utf8)

  static func id(_ number: Int) -> RecordID { RecordID(derivedFrom: Array("record \(number)".utf8)) }

  static func event(_ path: String, after seconds: Int64 = 0) -> CaptureEvent {
    CaptureEvent(
      targetURI: "https://www.example.gov.cn" + path, date: date.advanced(by: seconds), ipAddress: "127.0.0.1",
      protocols: ["h2", "tls/1.3"], cipherSuite: "TLS_AES_128_GCM_SHA256", warcinfoID: id(0))
  }

  static func response(_ body: [UInt8] = page) throws -> ArchivedResponse {
    try ArchivedResponse(receivedHead: head, body: body)
  }

  static func records() throws -> [WARCRecord] {
    let first = event("/a/t20261120_1.html")
    let again = event("/a/t20261120_1.html", after: 60)
    let third = event("/a/t20261120_1.html", after: 120)
    let answer = WARCRecord.response(
      id: id(1), event: first, response: try response(), identifiedPayloadType: .html)
    let original = OriginalCapture(answer)!
    let request = ArchivedRequest(
      sentHead: Array("GET /a/t20261120_1.html HTTP/2\r\nHost: www.example.gov.cn\r\nCookie: a=b\r\n\r\n".utf8))
    return [
      .warcinfo(
        id: id(0), date: date, filename: "fangzhi-20261120010203-r1-00000.warc.gz",
        fields: WARCFields([("software", "fangzhi/0.1"), ("robots", "RFC 9309"), ("operator", "某资料室 <a@example.org>")])),
      .resource(
        id: id(9), targetURI: "urn:fangzhi:rules:example", date: date, contentType: "application/json",
        block: Array(#"{"delaySeconds": 2}"#.utf8), warcinfoID: id(0)),
      answer,
      .request(id: id(2), event: first, concurrentTo: id(1), request: request),
      .metadata(
        id: id(3), event: first, concurrentTo: id(1), fields: WARCFields([("via", "seed"), ("note", "one\ntwo")])),
      .identicalPayloadRevisit(id: id(4), event: again, response: try response(), original: original),
      .notModifiedRevisit(id: id(5), event: third, original: original, payloadDigest: Digest(of: page)),
      .response(
        id: id(6), event: event("/b?x=1&X=2"), response: try response(Array(page.prefix(20))), truncated: .disconnect),
      .metadata(id: id(7), event: event("/nobody"), concurrentTo: nil, fields: WARCFields([("outcome", "failed")])),
    ]
  }

  /// The file those records make, and where each ends.
  static func file(_ records: [WARCRecord], effort: Deflater.Effort = .fast) -> (bytes: [UInt8], ends: [Int]) {
    var deflater = Deflater()
    var bytes: [UInt8] = []
    let ends = records.map { record in
      record.appendMember(using: &deflater, effort: effort, to: &bytes)
      return bytes.count
    }
    return (bytes, ends)
  }

  static func file() throws -> (bytes: [UInt8], ends: [Int]) { file(try records()) }
}

extension [UInt8] {
  /// The bytes for a reader.
  var source: BytesInMemory { BytesInMemory(self) }
}

/// Everything that a reader gives before it ends or throws.
func readAll(
  _ source: any ByteSource, rules: WARCReader.Rules = .house
) -> (found: [LocatedRecord], error: WARCError?) {
  var reader = WARCReader(source, rules: rules)
  var found: [LocatedRecord] = []
  do {
    while let next = try reader.next() { found.append(next) }
    return (found, nil)
  } catch {
    return (found, error)
  }
}

/// The same of bytes.
func readAll(_ bytes: [UInt8], rules: WARCReader.Rules = .house) -> (found: [LocatedRecord], error: WARCError?) {
  readAll(bytes.source, rules: rules)
}
