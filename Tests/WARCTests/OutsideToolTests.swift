import Foundation
import Testing
import Web

@testable import WARC

@Suite("What outside tools say to our files", .enabled(if: OutsideTool.arePythonToolsThere, OutsideTool.missing))
struct OutsideToolTests {
  /// The samples, and heads that are hard to read.
  static func records() throws -> [WARCRecord] {
    var gzip: [UInt8] = []
    var deflater = Deflater()
    deflater.appendMember(of: [Samples.page], to: &gzip)
    let heads: [(String, [UInt8])] = [
      (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
        gzip
      ),
      ("HTTP/1.1 200 OK\nContent-Type: text/html;charset=gb2312\n \t\nX: a\n  b\n\n", Samples.page),
      ("HTTP/1.0 404\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n", Samples.page),
      ("HTTP/1.1 301 Moved Permanently\r\nLocation: /通知/\r\nno colon\r\n\r\n", []),
      ("HTTP/1.1 204 No Content\r\n\r\n", []),
      ("HTTP/1.1 200 OK\r\nContent-Type:\r\nContent-Type: text/plain\r\n\r\n", Samples.page),
      ("HTTP/1.1 200 OK\r\nContent-Type: \"中文\u{7F}\\;x\r\n\r\n", Samples.page),
      ("HTTP/1.1 521 \r\n\u{3000}\r\nServer: x\r\n\r\n", Samples.page),
    ]
    let odd = try heads.enumerated().map { number, part in
      WARCRecord.response(
        id: Samples.id(100 + number),
        event: Samples.event("/%E9%80%9A/\(number).HTML?b=2&A=1;jsessionid=0123456789abcdef0123456789abcdef"),
        response: try ArchivedResponse(receivedHead: Array(part.0.utf8), body: part.1))
    }
    let latin = Array("HTTP/1.1 200 ".utf8) + [0xB3, 0xC9] + Array("\r\nX-T: ".utf8) + [0xB9, 0xE3, 13, 10, 13, 10]
    let last = WARCRecord.response(
      id: Samples.id(200), event: Samples.event("/"),
      response: try ArchivedResponse(receivedHead: latin, body: Samples.page))
    return try Samples.records() + odd + [last]
  }

  private func withFile<Value>(effort: Deflater.Effort = .record, _ body: (URL) throws -> Value) throws -> Value {
    try withFolder { folder in
      let file = folder.appending(path: "fangzhi-20261120010203-r1-00000.warc.gz")
      try Data(Samples.file(try Self.records(), effort: effort).bytes).write(to: file)
      return try body(file)
    }
  }

  @Test(arguments: [Deflater.Effort.stored, .record, .level(1), .level(6)])
  func `gzip, warcio and fastwarc find nothing wrong`(effort: Deflater.Effort) throws {
    try withFile(effort: effort) { file in
      #expect(try OutsideTool.gzip.run(["-t", file.path]).status == 0)
      let warcio = try OutsideTool.python("warcio").run(["check", "-v", file.path])
      #expect(warcio.status == 0 && warcio.errors.isEmpty, "\(warcio.errors)")
      let passed = String(decoding: warcio.output, as: UTF8.self).split(separator: "\n").count {
        $0.hasSuffix("digest pass")
      }
      let checked = try Self.records().filter { $0.kind != .revisit }.count
      #expect(passed == checked, "\(String(decoding: warcio.output, as: UTF8.self))")
      let fastwarc = try OutsideTool.python("fastwarc").run(["check", "-q", file.path])
      #expect(fastwarc.status == 0, "\(fastwarc.errors)")
    }
  }

  @Test func `warcio reads the kinds, addresses and payloads that we wrote`() throws {
    let script = """
      import sys, hashlib
      from warcio.archiveiterator import ArchiveIterator
      with open(sys.argv[1], 'rb') as f:
        for r in ArchiveIterator(f):
          body = r.raw_stream.read()
          print(r.rec_type, r.rec_headers.get_header('WARC-Target-URI') or '-', hashlib.sha256(body).hexdigest())
      """
    try withFile { file in
      let output = try OutsideTool.python("python3").run(["-c", script, file.path]).output
      let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map { String($0) }
      #expect(
        try lines
          == Self.records().map { record in
            let body = record.kind == .revisit ? [] : record.payload
            return "\(record.kind) \(record.targetURI ?? "-") \(Digest(of: body).hex)"
          })
    }
  }

  @Test func `The index is that of cdxj-indexer, byte for byte`() throws {
    try withFile { file in
      let theirs = try OutsideTool.python("cdxj-indexer").run(["-s", file.path])
      #expect(theirs.status == 0, "\(theirs.errors)")
      var index = CDXJSorter(stem: file.path)
      try index.add(try WARCFile(path: file.path), filename: file.lastPathComponent)
      #expect(theirs.output.count { $0 == 0x0A } == 14)
      #expect(try index.text() == String(decoding: theirs.output, as: UTF8.self))
    }
  }

  @Test func `The index of what others write is theirs, too`() throws {
    let script = """
      import sys, io
      from warcio.warcwriter import WARCWriter
      from warcio.statusandheaders import StatusAndHeaders
      w = WARCWriter(sys.stdout.buffer, gzip=sys.argv[1] == 'gzip', warc_version=sys.argv[2])
      w.write_record(w.create_warcinfo_record('x.warc', {'software': 'y'}))
      for n, uri in enumerate(['http://www.example.org/B?x=2&a', 'https://example.org:8080/a/', 'http://example.org/%E4%B8%AD']):
        h = StatusAndHeaders('200 OK', [('Content-Type', 'text/html; charset=x')], protocol='HTTP/1.1')
        w.write_record(w.create_warc_record(uri, 'response', payload=io.BytesIO(b'text %d' % n), http_headers=h))
      w.write_record(w.create_revisit_record('http://example.org/r', 'sha1:AAAA', uri, '2020-01-01T00:00:00Z', h))
      w.write_record(w.create_warc_record('http://example.org/s', 'resource', payload=io.BytesIO(b'x'), warc_content_type='text/plain'))
      w.write_record(w.create_warc_record('urn:X:Y', 'metadata', payload=io.BytesIO(b'{}'), warc_content_type='application/json'))
      """
    for (form, version) in [("gzip", "1.0"), ("gzip", "1.1"), ("plain", "1.0"), ("plain", "1.1")] {
      try withFolder { folder in
        let file = folder.appending(path: form == "gzip" ? "x.warc.gz" : "x.warc")
        let made = try OutsideTool.python("python3").run(["-c", script, form, version])
        #expect(made.status == 0, "\(made.errors)")
        try Data(made.output).write(to: file)
        let theirs = try OutsideTool.python("cdxj-indexer").run(["-s", file.path]).output
        var index = CDXJSorter(stem: file.path)
        try index.add(made.output.source, filename: file.lastPathComponent)
        #expect(theirs.count { $0 == 0x0A } == 6)
        #expect(try index.text() == String(decoding: theirs, as: UTF8.self))
        let found = readAll(made.output, rules: .foreign).found
        #expect(found.count == 7 && found.allSatisfy { $0.record.blockMatchesDigest != false })
        #expect(found.allSatisfy { $0.record.payloadMatchesDigest != false })
      }
    }
  }
}

@Suite("CDXJ lines")
struct CDXJLineTests {
  @Test func `A line is written as Python writes it`() {
    let line = CDXJLine(
      key: "org,example)/", date: Samples.date, url: "http://example.org/\u{E9}\"\\𠮷", mime: nil, status: "200",
      digest: "sha256:00", location: RecordLocation(offset: 12, length: 34), filename: "a\u{7F}.warc.gz")
    #expect(
      String(decoding: line.bytes, as: UTF8.self) == """
        org,example)/ 20261120010203 {"url": "http://example.org/\\u00e9\\"\\\\\\ud842\\udfb7", "status": "200", \
        "digest": "sha256:00", "length": "34", "offset": "12", "filename": "a\\u007f.warc.gz"}

        """)
  }

  @Test func `Lines are sorted by bytes, equal ones stand once`() throws {
    var index = CDXJSorter(stem: "")
    for key in ["b", "a,b", "a)", "b", "A"] {
      try index.add(
        CDXJLine(
          key: key, date: Samples.date, url: "u", mime: nil, status: nil, digest: nil,
          location: RecordLocation(offset: 0, length: 1), filename: "f"))
    }
    let keys = try index.text().split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(keys == ["A", "a)", "a,b", "b"])
  }
}

extension CDXJSorter {
  /// All lines, sorted.
  fileprivate consuming func text() throws -> String {
    var bytes: [UInt8] = []
    try forEachLine { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
