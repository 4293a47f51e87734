import Testing

@testable import WARC

@Suite("Reading what others write")
struct ForeignReaderTests {
  private func record(_ number: Int, version: String = "WARC/1.0", end: String = "\r\n", tail: String = "\r\n\r\n")
    -> [UInt8]
  {
    let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nbody \(number)"
    let head = [
      version, "WARC-Type: response", "WARC-Target-URI: <http://example.org/\(number)>",
      "WARC-Date: 2020-02-0\(number)T00:00:00Z", "warc-record-id: <urn:uuid:0-\(number)>",
      "Content-Type: application/http;msgtype=response", "X-Folded: a", "  b", "Content-Length: \(block.utf8.count)",
      "", "",
    ]
    return Array((head.joined(separator: end) + block + tail).utf8)
  }

  private func check(_ bytes: [UInt8], _ expected: [RecordLocation]?, shared: Bool = false) {
    let (found, error) = readAll(bytes, rules: .foreign)
    #expect(error == nil)
    #expect(found.map { $0.record.targetURI } == (1...3).map { "http://example.org/\($0)" })
    #expect(found.map { String(decoding: $0.record.payload, as: UTF8.self) } == (1...3).map { "body \($0)" })
    #expect(found.map { $0.record["X-Folded"] } == ["a b", "a b", "a b"])
    #expect(found.allSatisfy { $0.sharesMember == shared })
    if let expected { #expect(found.map(\.location) == expected) }
  }

  @Test func `Plain files, with any number of line ends between records`() throws {
    for tail in ["\r\n\r\n", "\n\n", "\r\n", "\r\n\r\n\r\n\r\n"] {
      let records = (1...3).map { record($0, tail: tail) }
      let starts = [0, records[0].count, records[0].count + records[1].count]
      let expected = starts.map { RecordLocation(offset: Int64($0), length: Int64(records[0].count - tail.utf8.count)) }
      let bytes = Array(records.joined())
      check(bytes, expected)
      #expect(try bytes.source.record(at: expected[1]).payload.elementsEqual("body 2".utf8))
    }
  }

  @Test func `Line feeds alone`() { check(Array((1...3).map { record($0, end: "\n") }.joined()), nil) }

  @Test func `A member for each, by another writer's header`() {
    var deflater = Deflater()
    var bytes: [UInt8] = []
    var locations: [RecordLocation] = []
    for number in 1...3 {
      let start = bytes.count
      deflater.appendMember(of: [record(number)], to: &bytes)
      bytes.replaceSubrange(start + 4..<start + 10, with: [1, 2, 3, 4, 2, 3])
      locations.append(RecordLocation(offset: Int64(start), length: Int64(bytes.count - start)))
    }
    check(bytes, locations)
    #expect(readAll(bytes).error?.problem == .badMemberHeader)
  }

  @Test func `All in one member`() {
    var deflater = Deflater()
    var bytes: [UInt8] = []
    deflater.appendMember(of: (1...3).map { record($0) }, to: &bytes)
    check(bytes, nil, shared: true)
  }

  @Test func `A member at a time may hold many records and more than a piece of the file`() {
    var deflater = Deflater()
    var bytes: [UInt8] = []
    var expected: [String] = []
    for round in 0..<5 {
      var parts: [[UInt8]] = []
      for number in 0..<2000 {
        parts.append(
          WARCRecord.resource(
            id: RecordID(derivedFrom: Array("\(round) \(number)".utf8)), targetURI: "urn:x:\(round):\(number)",
            date: Samples.date, contentType: "text/plain", block: Array("\(number * 7919)".utf8)
          ).serialized())
        expected.append("urn:x:\(round):\(number)")
      }
      deflater.appendMember(of: parts, effort: round == 0 ? .stored : .fast, to: &bytes)
    }
    let (found, error) = readAll(bytes, rules: .foreign)
    #expect(error == nil && found.compactMap(\.record.targetURI) == expected)
  }

  @Test func `Junk and wrong lengths are told with their place`() throws {
    let good = record(1)
    var reader = WARCReader((good + Array("junk".utf8) + record(2)).source, rules: .foreign)
    #expect(throws: WARCError(problem: .wrongLength(declared: 50), offset: 0, file: "")) { try reader.next() }
    var deflater = Deflater()
    var bytes: [UInt8] = []
    deflater.appendMember(of: [good], to: &bytes)
    let end = bytes.count
    bytes += Array("padding".utf8) + record(3)
    var second = WARCReader(bytes.source, rules: .foreign)
    _ = try second.next()
    #expect(throws: WARCError(problem: .junk, offset: Int64(end), file: "")) { try second.next() }
    #expect(try second.resynchronise() == Int64(end + 7))
    #expect(try second.next()?.record.targetURI == "http://example.org/3")
  }

  @Test func `No damage stops the reader for ever or takes more than it may`() throws {
    var generator = SeededGenerator(state: 42)
    var deflater = Deflater()
    var packed: [UInt8] = []
    for number in 1...3 { deflater.appendMember(of: [record(number)], effort: .stored, to: &packed) }
    let plain = Array((1...3).map { record($0) }.joined())
    for round in 0..<400 {
      var bytes = round.isMultiple(of: 2) ? packed : plain
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...9, using: &generator)))
        default: bytes.insert(contentsOf: Array("9\r\n".utf8), at: place)
        }
      }
      var reader = WARCReader(bytes.source, rules: .foreign)
      var steps = 0
      var last: Int64 = -1
      reading: while steps < 100 {
        steps += 1
        do {
          guard let found = try reader.next() else { break }
          #expect(found.location.offset > last || found.sharesMember)
          last = found.location.offset
        } catch {
          guard try reader.resynchronise() != nil else { break reading }
        }
      }
      #expect(steps < 100)
    }
  }
}
