import Testing
import Web

@testable import WARC

@Suite("The code of our own for small records")
struct RecordDeflaterTests {
  /// What comes out of the member that an effort makes of that; nil unless it is whole and ends where it should.
  private func roundTrip(_ parts: [[UInt8]], _ deflater: inout Deflater) -> [UInt8]? {
    var member: [UInt8] = []
    deflater.appendMember(of: parts, effort: .record, to: &member)
    var inflater = Inflater(.gzip)
    var output: [UInt8] = []
    let step = inflater.inflate(member[...], limit: 1 << 20, to: &output)
    return step.used == member.count && step.pause == .ended ? output : nil
  }

  /// The deflated bytes alone; nil when they are left to zlib.
  private func deflated(_ bytes: [UInt8]) -> [UInt8]? {
    var deflater = RecordDeflater()
    var output: [UInt8] = []
    return deflater.append([bytes], to: &output) ? output : nil
  }

  private func inflated(_ bytes: [UInt8]) -> [UInt8]? {
    var inflater = Inflater(.raw)
    var output: [UInt8] = []
    let step = inflater.inflate(bytes[...], limit: 1 << 20, to: &output)
    return step.used == bytes.count && step.pause == .ended ? output : nil
  }

  @Test func `Every symbol has a code of at most fifteen bits, and no bit is left unused`() {
    let code = RecordCode()
    for (lengths, name) in [
      (code.literals.map(\.count) + [code.end.count] + matchCodes(code), "literals"),
      (code.distances.map(\.count), "distances"),
    ] {
      #expect(lengths.allSatisfy { (1...15).contains($0) }, "\(name)")
      #expect(lengths.reduce(0) { $0 + 1 << (15 - $1) } == 1 << 15, "\(name)")
    }
    #expect(code.distances.count == 24)
  }

  /// The 29 codes of lengths without their extra bits (RFC 1951 §3.2.5).
  private func matchCodes(_ code: RecordCode) -> [Int] {
    let first = Array(3...10) + [11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227]
    let extra = first.map { $0 < 11 ? 0 : ($0 - 3).bitWidth - ($0 - 3).leadingZeroBitCount - 3 }
    return zip(first, extra).map { code.lengths[$0].count - $1 } + [code.lengths[258].count]
  }

  @Test func `Records come back, five per cent larger than zlib makes them at most`() throws {
    var deflater = Deflater()
    var (ours, zlib) = (0, 0)
    for record in try Samples.records() where [.request, .metadata, .revisit].contains(record.kind) {
      let bytes = record.serialized()
      let small = try #require(deflated(bytes))
      #expect(inflated(small) == bytes)
      ours += small.count + 18
      var member: [UInt8] = []
      deflater.appendMember(of: [bytes], effort: .fast, to: &member)
      zlib += member.count
    }
    #expect(ours * 100 < zlib * 105, "\(ours) against \(zlib)")
  }

  @Test func `All lengths and distances of matches come back`() throws {
    for distance in Array(1...20) + [31, 32, 33, 64, 65, 127, 129, 256, 257, 512, 1_024, 1_025, 2_048, 2_049, 3_500] {
      for length in Array(4...20) + [64, 65, 127, 128, 129, 255, 256, 257, 258, 259, 300, 516, 517] {
        var bytes = (0..<distance).map { 0x61 + UInt8($0 * $0 / 7 % 23) }
        for _ in 0..<length where bytes.count < RecordDeflater.limit - 1 { bytes.append(bytes[bytes.count - distance]) }
        var deflater = Deflater()
        #expect(roundTrip([bytes], &deflater) == bytes, "\(distance) \(length)")
      }
    }
  }

  @Test func `Nothing, one byte, all bytes, runs and noise come back`() {
    var generator = SeededGenerator(state: 7)
    let noise = (0..<4_095).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let inputs: [[UInt8]] = [
      [], [0], [1, 2, 3], Array(0...255), Array(repeating: 0, count: 4_095), Array(repeating: 0x61, count: 259),
      noise, Array(noise.prefix(5)), Array((0...255).reversed()) + Array(0...255),
    ]
    var deflater = Deflater()
    for input in inputs { #expect(roundTrip([input], &deflater) == input, "\(input.count) bytes") }
    #expect(deflated(noise) == nil)
    #expect(deflated([]) == nil)
  }

  @Test func `Random lines of every length come back, however they are cut`() {
    var generator = SeededGenerator(state: 11)
    var deflater = Deflater()
    let alphabet = Array("0123456789abcdef-: \r\n/.<>ABCxyz~\u{E9}".utf8)
    for length in stride(from: 0, through: 4_200, by: 37) {
      let range = Int.random(in: 2...alphabet.count, using: &generator)
      let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<range, using: &generator)] }
      let cut = length / 3
      #expect(roundTrip([Array(bytes[..<cut]), [], Array(bytes[cut...])], &deflater) == bytes)
    }
  }

  @Test func `Equal input gives equal bytes, whatever was deflated before`() throws {
    let record = try #require(try Samples.records().first { $0.kind == .metadata }).serialized()
    var deflater = RecordDeflater()
    var (one, two, ignored): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
    _ = deflater.append([record], to: &one)
    _ = deflater.append([Array(repeating: 0x62, count: 4_000)], to: &ignored)
    _ = deflater.append([Array(record.prefix(200)), Array(record.dropFirst(200))], to: &two)
    #expect(one == two && !one.isEmpty)
  }
}
