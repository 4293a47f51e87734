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
