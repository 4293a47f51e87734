import Foundation
import Testing

@testable import Web

@Suite("The gb18030 decoder of the Encoding standard")
struct GB18030Tests {
  @Test("Each sequence of bytes is the code points that the standard says")
  func sequences() throws {
    for row in try Table("charset/gb18030-sequences.tsv").rows {
      let bytes = try #require([UInt8](hex: row[0]))
      var decoder = GB18030Decoder()
      let text = String(decoding: decoder.decode(bytes[...]), as: UTF8.self)
      #expect(text.codePoints == row[1], "\(row[0]): \(row[2])")
      #expect(decoder.replaced == text.unicodeScalars.filter { $0 == "\u{FFFD}" }.count)
    }
  }

  @Test("All 23,940 two-byte and 39,420 four-byte codes are those of an independent table")
  func wholeIndex() throws {
    let rows = try Table("charset/gb18030-index.tsv").rows
    #expect(rows.count == 127)
    for row in rows {
      let codes = row[0] == "four" ? fourByteCodes() : try #require(UInt8(row[0], radix: 16)).twoByteCodes
      #expect(Digest(of: decodedApart(codes)).hex == row[1], "lead byte \(row[0])")
    }
  }

  @Test("Decoding a text whole is decoding it code by code")
  func contextFree() {
    let codes = (UInt8(0x81)...0xFE).flatMap(\.twoByteCodes) + fourByteCodes()
    var decoder = GB18030Decoder()
    #expect(decoder.decode(codes.flatMap { $0 + [0x61] }[...]) == codes.flatMap { decodedApart([$0]) + [0x61] })
  }

  @Test("Any bytes become valid UTF-8", arguments: 0..<200)
  func anything(seed: UInt64) {
    var random = SplitMix(state: seed)
    let bytes = (0..<Int(random.next() % 400)).map { _ in UInt8(truncatingIfNeeded: random.next() >> 7) }
    var decoder = GB18030Decoder()
    #expect(UTF8Text.isValid(decoder.decode(bytes[...])))
  }

  @Test("Control bytes are dropped and counted, wherever they stand")
  func controls() {
    var decoder = GB18030Decoder()
    let text = decoder.decode(Array("ab\0cdefgh\u{B}ijklmnopq\r\n\t\u{C}\u{1B}".utf8)[...])
    #expect(String(decoding: text, as: UTF8.self) == "abcdefghijklmnopq\r\n\t\u{C}")
    #expect(decoder.dropped == 3)
  }
}

/// A small generator whose numbers depend on nothing but the seed (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

private func decodedApart(_ codes: [[UInt8]]) -> [UInt8] {
  codes.flatMap { code in
    var decoder = GB18030Decoder()
    return decoder.decode(code[...])
  }
}

private func fourByteCodes() -> [[UInt8]] {
  (0..<39_420).map { (pointer: Int) -> [UInt8] in
    let digits: [Int] = [pointer / 12_600, pointer / 1_260 % 10, pointer / 10 % 126, pointer % 10]
    return zip(digits, [0x81, 0x30, 0x81, 0x30]).map { UInt8($0 + $1) }
  }
}

extension UInt8 {
  fileprivate var twoByteCodes: [[UInt8]] { (UInt8(0x40)...0xFE).filter { $0 != 0x7F }.map { [self, $0] } }
}

extension String {
  /// `4E2D 56FD`.
  var codePoints: String {
    unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
  }
}
