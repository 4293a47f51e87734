import Foundation
import Testing
import Web

@testable import WARC

@Suite("Reading what the house writes")
struct HouseReaderTests {
  @Test func `Every record comes back equal, with its place`() throws {
    let records = try Samples.records()
    let file = Samples.file(records)
    let (found, error) = readAll(file.bytes)
    #expect(error == nil)
    #expect(found.map(\.record) == records)
    #expect(found.map(\.location.end) == file.ends.map { Int64($0) })
    #expect(found.map(\.location.offset) == [0] + file.ends.dropLast().map { Int64($0) })
    #expect(found.allSatisfy { !$0.sharesMember })
  }

  @Test func `A record is read from its place alone, and reading may begin there`() throws {
    let file = try Samples.file()
    for found in readAll(file.bytes).found {
      #expect(try file.bytes.source.record(at: found.location, rules: .house) == found.record)
      var reader = WARCReader(file.bytes.source, from: found.location.offset)
      #expect(try reader.next()?.record == found.record)
    }
  }

  @Test func `The same from a file on disk`() throws {
    let file = try Samples.file()
    let path = FileManager.default.temporaryDirectory.appending(path: "warc-reader-\(UUID()).warc.gz").path
    try Data(file.bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(readAll(try WARCFile(path: path)).found.map(\.record) == (try Samples.records()))
  }

  @Test func `A file that is not there is told with its path`() {
    #expect(throws: WARCError(problem: .cannotOpen(ENOENT), offset: 0, file: "/nowhere/x")) {
      try WARCFile(path: "/nowhere/x")
    }
  }

  @Test func `Wherever a file is torn, the whole part ends at the last record before`() throws {
    let (bytes, ends) = try Samples.file()
    for length in 0...bytes.count {
      let tail = try WARCTail(of: Array(bytes.prefix(length)).source)
      let expected = ends.last { $0 <= length } ?? 0
      #expect(tail.wholeLength == Int64(expected), "torn at \(length)")
      #expect(tail.damages.isEmpty)
      #expect((tail.torn == nil) == (expected == length))
      if let torn = tail.torn { #expect(torn.problem == .torn && torn.offset == Int64(expected), "\(length): \(torn)") }
    }
  }

  @Test(arguments: [0x00, 0xFF, 0x1F] as [UInt8])
  func `A tail of leftovers is torn too`(byte: UInt8) throws {
    let (bytes, ends) = try Samples.file()
    for cut in [ends[3], ends[3] + 5, ends[3] + 100] {
      let file = Array(bytes.prefix(cut)) + [UInt8](repeating: byte, count: 5000)
      let tail = try WARCTail(of: file.source)
      #expect(tail.wholeLength == Int64(ends[3]) && tail.torn != nil && tail.damages.isEmpty)
      #expect(try WARCTail(of: file.source, from: Int64(ends[1])) == tail)
    }
  }

  @Test func `A WARC file planted in a torn body is not taken for records of ours`() throws {
    let (inner, _) = try Samples.file()
    let outer = WARCRecord.response(
      id: Samples.id(50), event: Samples.event("/x.warc.gz"), response: try Samples.response(inner + inner))
    let first = try Samples.records()[2]
    let (bytes, ends) = Samples.file([first, outer], effort: .stored)
    let cut = Array(bytes.prefix(bytes.count - 100))
    #expect(try WARCTail(of: cut.source).wholeLength == Int64(ends[0]))
  }

  @Test func `Damage that records follow is no tail`() throws {
    var (bytes, ends) = try Samples.file()
    bytes[ends[2] + 40] ^= 0x10
    let tail = try WARCTail(of: bytes.source)
    #expect(tail.wholeLength == Int64(bytes.count) && tail.torn == nil)
    #expect(tail.damages.map(\.offset) == [Int64(ends[2])])
  }

  @Test func `Each flipped byte is found at its record`() throws {
    let (bytes, ends) = try Samples.file()
    for place in bytes.indices {
      var broken = bytes
      broken[place] ^= 0xFF
      let start = ends.last { $0 <= place } ?? 0
      #expect(throws: WARCError.self, "byte \(place)") {
        var reader = WARCReader(broken.source, from: Int64(start))
        _ = try reader.next()
      }
    }
  }

  @Test func `A flipped bit is found, or was one that means nothing`() throws {
    let records = try Samples.records()
    let (bytes, ends) = Samples.file(records)
    var harmless = 0
    for place in bytes.indices {
      let index = ends.firstIndex { $0 > place } ?? 0
      let start = index == 0 ? 0 : ends[index - 1]
      var broken = bytes
      broken[place] ^= 1 << (place % 8)
      var reader = WARCReader(broken.source, from: Int64(start))
      do {
        // Deflate leaves up to seven bits unused before the checksum.
        #expect(try reader.next()?.record == records[index])
        harmless += 1
      } catch {
        #expect(error.offset == Int64(start))
      }
    }
    #expect(harmless <= records.count)
  }

  @Test func `After damage reading goes on with the next record`() throws {
    let records = try Samples.records()
    var (bytes, ends) = Samples.file(records)
    bytes[ends[1] + 30] ^= 1
    var reader = WARCReader(bytes.source)
    _ = try reader.next()
    _ = try reader.next()
    #expect(throws: WARCError.self) { try reader.next() }
    #expect(throws: WARCError.self) { try reader.next() }
    #expect(try reader.resynchronise() == Int64(ends[2]))
    #expect(try reader.next()?.record == records[3])
  }

  @Test func `What others may do, the house may not`() throws {
    let record = try Samples.records()[2]
    func problem(_ content: [UInt8]) -> WARCError.Problem? {
      var deflater = Deflater()
      var bytes: [UInt8] = []
      deflater.appendMember(of: [content], to: &bytes)
      return readAll(bytes).error?.problem
    }
    let bytes = record.serialized()
    #expect(problem(bytes) == nil)
    #expect(problem(bytes + bytes) == .severalRecordsInMember)
    #expect(problem(bytes.dropLast(2)) == .wrongLength(declared: record.block.count))
    #expect(problem(bytes + [0x0D, 0x0A]) == .wrongLength(declared: record.block.count))
    #expect(problem(Array(bytes.prefix(record.headBytes.count + 10))) == .wrongLength(declared: record.block.count))
    let text = String(decoding: record.headBytes, as: UTF8.self)
    for (old, new) in [
      ("WARC/1.1", "WARC/1.0"), ("WARC/1.1", "XARC/1.1"), ("\r\nWARC-Date", "\nWARC-Date"), ("WARC-Type", "WARC-Tipe"),
      ("Content-Length: ", "Content-Length: -"), ("<urn:uuid:", "< urn:uuid:"),
    ] {
      guard case .badHead? = problem(Array(text.replacing(old, with: new).utf8) + record.block + [13, 10, 13, 10])
      else {
        Issue.record("\(new) passed")
        continue
      }
    }
    #expect(readAll(bytes).error?.problem == .junk)
    #expect(problem([]) == .badHead("no empty line behind it"))
  }

  @Test func `A block larger than allowed is refused before it is read`() throws {
    let file = try Samples.file()
    var reader = WARCReader(file.bytes.source, largestBlock: 30)
    #expect(throws: WARCError.self) { try reader.next() }
  }

  @Test func `A large record passes`() throws {
    var generator = SeededGenerator(state: 9)
    let noise = (0..<(1 << 16)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let body = Array([[UInt8]](repeating: noise, count: 400).joined())
    let record = WARCRecord.response(
      id: Samples.id(1), event: Samples.event("/big.zip"), response: try Samples.response(body))
    let small = try Samples.records()[3]
    let (found, error) = readAll(Samples.file([record, small], effort: .stored).bytes)
    #expect(error == nil && found.map(\.record) == [record, small])
  }
}

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
