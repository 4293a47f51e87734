import Testing

@testable import Web

@Suite("Fingerprints of texts")
struct SimhashTests {
  @Test("Each text has the fingerprint that a program of another hand gives it; a single character has none")
  func vectors() throws {
    for row in try Table("simhash.tsv").rows {
      #expect(Simhash(of: row[0])?.bits == UInt64(row[1], radix: 16), "\(row[0].prefix(30))")
    }
    #expect(Simhash(of: "") == nil && Simhash(of: " \n\u{3000}") == nil)
  }

  @Test("More pairs than a byte counts are counted all the same")
  func long() throws {
    // 1,201 pairs, 600 of them 甲乙: only what 乙甲 has as well is in the majority.
    let pair = try #require(Simhash(of: "甲乙"))
    let turned = try #require(Simhash(of: "乙甲"))
    #expect(Simhash(of: String(repeating: "甲乙", count: 600) + "甲")?.bits == pair.bits & turned.bits)
    #expect(Simhash(of: String(repeating: "甲乙", count: 600))?.bits == pair.bits)
    #expect(Simhash(of: String(repeating: "甲", count: 10_000)) == Simhash(of: "甲甲"))
  }

  @Test("A text of a few hundred characters stays near after an edit and is far from another one")
  func distance() throws {
    let rows = try Table("simhash.tsv").rows.suffix(3).compactMap { Simhash(of: $0[0]) }
    try #require(rows.count == 3)
    #expect(rows[0].distance(to: rows[1]) <= 3 && rows[0].distance(to: rows[2]) <= 3)
    let other = try #require(Simhash(of: "关于开展秋季河道清理工作的通知"))
    #expect(rows[0].distance(to: other) > 12)
    #expect(rows[0].distance(to: rows[0]) == 0 && Simhash(bits: 0).distance(to: Simhash(bits: .max)) == 64)
  }
}
