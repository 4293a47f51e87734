import Foundation
import Testing

@testable import Web

@Suite("RFC 8259")
struct JSONParserTests {
  @Test("Each text that is no JSON is refused with its place")
  func refused() throws {
    for row in try Table("json/refused.tsv").rows {
      let error = #expect(throws: JSONError.self, "\(row[0])") { try JSONValue.parse(Array(row[0].utf8)) }
      #expect(error?.description == "line \(row[1]), column \(row[2]): \(row[3])", "\(row[0])")
    }
  }

  @Test("Every kind of value is read")
  func values() throws {
    let text =
      #" { "n" : null, "t":true,"f":false , "i":-12, "d":1.5e2, "s":"a\"\\\/\b\f\n\r\té\u00e9\ud83d\ude00", "a":[ ] } "#
    let value = try JSONValue.parse(Array(text.utf8))
    #expect(value["n"] == .null)
    #expect(value["t"] == .bool(true))
    #expect(value["f"] == .bool(false))
    #expect(value["i"] == .int(-12))
    #expect(value["d"] == .double(150))
    #expect(value["s"] == .string("a\"\\/\u{8}\u{C}\n\r\téé😀"))
    #expect(value["a"] == .array([]))
    #expect(value["x"] == nil)
  }

  @Test("Integers stay exact up to 64 bits, larger ones become doubles")
  func integers() throws {
    #expect(try JSONValue.parse(Array("9223372036854775807".utf8)) == .int(.max))
    #expect(try JSONValue.parse(Array("-9223372036854775808".utf8)) == .int(.min))
    #expect(try JSONValue.parse(Array("9223372036854775808".utf8)) == .double(0x1p63))
    #expect(try JSONValue.parse(Array("-0".utf8)) == .int(0))
  }

  @Test("Depth is capped, and bytes that are not UTF-8 are refused where they stand")
  func limits() throws {
    let deepest = String(repeating: "[", count: JSONValue.maxDepth) + String(repeating: "]", count: JSONValue.maxDepth)
    #expect(throws: Never.self) { try JSONValue.parse(Array(deepest.utf8)) }
    let error = #expect(throws: JSONError.self) { try JSONValue.parse(Array("[\(deepest)]".utf8)) }
    #expect(error?.reason == .tooDeep)
    let malformed = #expect(throws: JSONError.self) { try JSONValue.parse([0x22, 0xE4, 0xB8, 0xAD, 0xFF, 0x22]) }
    #expect(malformed == JSONError(reason: .notUTF8, line: 1, column: 3))
  }

  @Test("A byte order mark is passed over and does not count as a column")
  func mark() throws {
    #expect(try JSONValue.parse([0xEF, 0xBB, 0xBF] + Array("1".utf8)) == .int(1))
    let error = #expect(throws: JSONError.self) { try JSONValue.parse([0xEF, 0xBB, 0xBF] + Array("x".utf8)) }
    #expect(error?.column == 1)
  }

  @Test("What is written is read back", arguments: 0..<50)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let value = randomValue(&random, depth: 4)
    for layout in [JSONWriter.Layout.compact, .pretty] {
      var writer = JSONWriter(layout)
      value.write(to: &writer)
      #expect(try JSONValue.parse(writer.bytes) == value)
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
      }
    }
  }
}

@Suite("RFC 8785")
struct CanonicalJSONTests {
  @Test("Appendix B and others: numbers are written as ECMAScript writes them")
  func numbers() throws {
    let rows = try Table("json/numbers.tsv").rows
    #expect(rows.count > 300)
    for row in rows {
      let value = Double(bitPattern: try #require(UInt64(row[0], radix: 16)))
      #expect(value.ecmaScriptText == row[1])
      #expect(Double(row[1]) == value)
    }
  }

  @Test("§3.2.3: members are sorted by the UTF-16 of their keys")
  func order() throws {
    let text = #"""
      {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
       "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
      """#
    let canonical = try JSONValue.parse(JSONValue.parse(Array(text.utf8)).canonicalBytes)
    guard case .object(let object) = canonical else {
      Issue.record("no object")
      return
    }
    #expect(object.keys == ["\r", "1", "\u{80}", "ö", "€", "😀", "\u{FB33}"])
  }

  @Test("§3.2.2: the sample is written byte for byte")
  func sample() throws {
    let text = #"""
      {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
       "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try JSONValue.parse(Array(text.utf8)).canonicalBytes == Array(expected.utf8))
  }

  @Test("Canonical JSON of canonical JSON is itself, nested objects included")
  func stable() throws {
    let bytes = try JSONValue.parse(Array(#"{"b":[{"d":1,"c":{}}],"a":1.0}"#.utf8)).canonicalBytes
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"a":1,"b":[{"c":{},"d":1}]}"#)
    #expect(try JSONValue.parse(bytes).canonicalBytes == bytes)
  }
}

@Suite("Objects of JSON")
struct JSONObjectTests {
  @Test("Members are replaced in their place, appended and taken out")
  func members() {
    var object = JSONObject()
    object["a"] = .int(1)
    object["b"] = .int(2)
    object["a"] = .int(3)
    #expect(object.keys == ["a", "b"])
    #expect(object["a"] == .int(3))
    object["a"] = nil
    object["c"] = nil
    #expect(object.keys == ["b"])
  }

  @Test("Keys that only look alike are two keys")
  func lookalikes() throws {
    let value = try JSONValue.parse(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8))
    #expect(value["\u{E9}"] == .int(1))
    #expect(value["e\u{301}"] == .int(2))
  }
}

private func randomValue(_ random: inout SplitMix, depth: Int) -> JSONValue {
  switch random.next() % (depth == 0 ? 5 : 7) {
  case 0: return .null
  case 1: return .bool(random.next() % 2 == 0)
  case 2: return .int(Int(truncatingIfNeeded: random.next()))
  case 3: return .double(Double(random.next() % 1_000_000) / 1_024 + 0.0001)
  case 4: return .string(randomText(&random))
  case 5: return .array((0..<Int(random.next() % 4)).map { _ in randomValue(&random, depth: depth - 1) })
  default:
    var object = JSONObject()
    for _ in 0..<Int(random.next() % 4) { object[randomText(&random)] = randomValue(&random, depth: depth - 1) }
    return .object(object)
  }
}

private func randomText(_ random: inout SplitMix) -> String {
  let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\u{1}", "\u{7F}", "é", "中", "😀", "\u{2028}", "/"]
  return String(String.UnicodeScalarView((0..<Int(random.next() % 8)).map { _ in scalars[Int(random.next() % 11)] }))
}
