import Foundation
import Testing

@testable import WARC

@Suite("Content codings")
struct ContentCodingTests {
  static let text = Array(String(repeating: "一、总体情况。Overview of the year. ", count: 200).utf8)

  static var gzip: [UInt8] {
    var deflater = Deflater()
    var bytes: [UInt8] = []
    deflater.appendMember(of: [text], effort: .level(6), to: &bytes)
    return bytes
  }
  /// The deflated bytes alone.
  static var raw: [UInt8] { Array(gzip.dropFirst(10).dropLast(8)) }
  static var zlib: [UInt8] {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in text {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return [0x78, 0x9C] + raw + [b >> 8, b & 255, a >> 8, a & 255].map { UInt8($0) }
  }

  private func decode(_ body: [UInt8], _ name: String, cap: Int = 1 << 20, sniffing: Bool = true) -> DecodedBody {
    ContentCoding.decode(body, coding: ContentCoding(name), sniffing: sniffing, cap: cap)
  }

  @Test func `gzip, x-gzip, both forms of deflate and identity are undone`() {
    for (body, name) in [
      (Self.gzip, "GZip"), (Self.gzip, "x-gzip"), (Self.zlib, "deflate"), (Self.raw, "deflate"),
      (Self.text, "identity"), (Self.text, ""),
    ] {
      #expect(decode(body, name) == DecodedBody(bytes: Self.text, problem: nil), "\(name)")
    }
  }

  @Test func `gzip that nobody declared is undone, unless a gzip file is the document`() {
    #expect(decode(Self.gzip, "identity").bytes == Self.text)
    #expect(decode(Self.gzip, "identity", sniffing: false) == DecodedBody(bytes: Self.gzip, problem: nil))
    #expect(decode(Self.gzip, "deflate").bytes == Self.text)
  }

  @Test func `Several members are one body`() {
    #expect(decode(Self.gzip + Self.gzip, "gzip") == DecodedBody(bytes: Self.text + Self.text, problem: nil))
  }

  @Test func `A cut body gives what there was, wherever it was cut`() {
    for (body, name) in [(Self.gzip, "gzip"), (Self.zlib, "deflate"), (Self.raw, "deflate")] {
      for count in 16..<body.count {
        let decoded = decode(Array(body.prefix(count)), name)
        #expect(decoded.problem == .truncated, "\(name) cut at \(count)")
        #expect(Self.text.starts(with: decoded.bytes))
      }
    }
  }

  @Test func `A corrupt body gives what came before and where it broke`() throws {
    // A stored block that is not the last, then a block of the type that does not exist.
    let stored: [UInt8] = [0x00, 5, 0, 0xFA, 0xFF] + Array("hello".utf8)
    let broken = decode(gzipHeader + stored + [0x07, 1, 2, 3], "gzip")
    #expect(broken.bytes == Array("hello".utf8))
    guard case .corrupt(let place)? = broken.problem else { throw CodingFailure(problem: broken.problem) }
    #expect((20...22).contains(place))
    var body = Self.gzip
    body[body.count - 6] ^= 1
    #expect(decode(body, "gzip") == DecodedBody(bytes: Self.text, problem: .badChecksum))
  }

  @Test func `A header that lies gives the body as it is`() {
    for name in ["gzip", "deflate"] {
      for text in ["<html>你好</html>", "{\"a\": [1, 2, 3]}", "Hello", "x", String(repeating: "{}", count: 500)] {
        #expect(decode(Array(text.utf8), name) == DecodedBody(bytes: Array(text.utf8), problem: .notCompressed))
      }
      #expect(decode([], name) == DecodedBody(bytes: [], problem: nil))
    }
  }

  @Test func `Bytes behind the end are told`() {
    #expect(
      decode(Self.gzip + [0, 0], "gzip") == DecodedBody(bytes: Self.text, problem: .trailingBytes(at: Self.gzip.count)))
    #expect(decode(Self.zlib + [10], "deflate").problem == .trailingBytes(at: Self.zlib.count))
  }

  @Test func `No more comes out than allowed, and exactly as much is no problem`() {
    let cut = decode(Self.gzip, "gzip", cap: 1000)
    #expect(cut == DecodedBody(bytes: Array(Self.text.prefix(1000)), problem: .capExceeded))
    #expect(decode(Self.gzip, "gzip", cap: Self.text.count).problem == nil)
    #expect(decode(Self.gzip, "gzip", cap: Self.text.count - 1).problem == .capExceeded)
    #expect(decode(Self.gzip, "gzip", cap: 0) == DecodedBody(bytes: [], problem: .capExceeded))
  }

  @Test func `A bomb stops at the cap`() {
    var deflater = Deflater()
    var bomb: [UInt8] = []
    deflater.appendMember(of: [[UInt8](repeating: 0, count: 64 << 20)], effort: .level(9), to: &bomb)
    #expect(bomb.count < 100_000)
    let decoded = decode(bomb, "gzip", cap: 1 << 20)
    #expect(decoded.bytes.count == 1 << 20 && decoded.problem == .capExceeded)
  }

  @Test func `A list of codings is undone from the back, what we never asked for is left`() {
    #expect(ContentCoding.list("deflate , gzip") == [.deflate, .gzip])
    #expect(ContentCoding.list(nil) == [])
    var deflater = Deflater()
    var twice: [UInt8] = []
    deflater.appendMember(of: [Self.zlib], to: &twice)
    #expect(ContentCoding.decode(twice, codings: [.deflate, .gzip], cap: 1 << 20).bytes == Self.text)
    #expect(decode([1, 2], "br") == DecodedBody(bytes: [1, 2], problem: .unknownCoding("br")))
    let many = [ContentCoding](repeating: .gzip, count: 5)
    #expect(ContentCoding.decode(Self.gzip, codings: many, cap: 1 << 20).bytes == Self.gzip)
  }
}

/// A problem that the test did not expect.
struct CodingFailure: Error { let problem: CodingProblem? }

@Suite("gzip members")
struct GzipMemberTests {
  @Test func `Every effort gives back what went in, in one member`() {
    var generator = SeededGenerator(state: 3)
    let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var deflater = Deflater()
    for input in [[], [7], ContentCodingTests.text, noise, [UInt8](repeating: 0, count: 1 << 20)] {
      for effort in [Deflater.Effort.stored, .record, .level(1), .level(6), .level(9), .record, .level(0), .level(12)] {
        var member: [UInt8] = []
        deflater.appendMember(of: [input], effort: effort, to: &member)
        #expect(member.starts(with: gzipHeader))
        var inflater = Inflater(.gzip)
        var output: [UInt8] = []
        let step = inflater.inflate(member[...], limit: 1 << 22, to: &output)
        #expect(output == input && step.used == member.count && step.pause == .ended)
      }
    }
  }

  @Test func `Equal input gives equal bytes, whatever was compressed before and however it is cut`() {
    var fresh = Deflater()
    var used = Deflater()
    var ignored: [UInt8] = []
    for effort in [Deflater.Effort.level(9), .stored, .record, .level(6)] {
      used.appendMember(of: [[1, 2, 3]], effort: effort, to: &ignored)
    }
    let text = ContentCodingTests.text
    for effort in [Deflater.Effort.stored, .record, .level(1), .level(6)] {
      var (one, two, three): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
      fresh.appendMember(of: [text], effort: effort, to: &one)
      used.appendMember(of: [text], effort: effort, to: &two)
      used.appendMember(of: [Array(text.prefix(100)), [], Array(text.dropFirst(100))], effort: effort, to: &three)
      #expect(one == two)
      #expect(ContentCoding.decode(three, coding: .gzip, cap: 1 << 20).bytes == text)
    }
  }

  @Test func `What is compressed already is stored, whatever its header says`() throws {
    func effort(_ body: [UInt8]) throws -> Deflater.Effort {
      .suiting(.response(id: Samples.id(1), event: Samples.event("/x"), response: try Samples.response(body)))
    }
    #expect(try effort(ContentCodingTests.gzip) == .stored)
    #expect(try effort(Array("PK\u{3}\u{4}rest".utf8)) == .stored)
    #expect(try effort([0, 0, 0, 0x20] + Array("ftypisom".utf8)) == .stored)
    #expect(try effort(Samples.page) == .fast)
    #expect(try effort([]) == .fast)
    #expect(try effort([0x1F]) == .fast)
    var generator = SeededGenerator(state: 1)
    let noise = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let head = Array("%PDF-1.7\n".utf8)
    #expect(try effort(head + noise) == .stored)
    #expect(try effort(head + Array(repeating: ContentCodingTests.text, count: 40).joined()) == .fast)
    #expect(try effort(head + noise + Array(repeating: 0x20, count: 20_000)) == .fast)
    for record in try Samples.records() {
      let isOurs = record.kind == .request || record.kind == .metadata || record.kind == .revisit
      #expect(.suiting(record) == (isOurs ? Deflater.Effort.record : .fast))
      #expect(.suiting(record, level: 6) == Deflater.Effort.level(6))
    }
  }
}
