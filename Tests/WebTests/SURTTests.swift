import Foundation
import Testing

@testable import Web

@Suite("Sort-friendly keys")
struct SURTTests {
  @Test("Each address has the key that the Python package gives it")
  func table() throws {
    let rows = try Table("urls/surt.tsv").rows
    #expect(rows.count >= 300)
    for row in rows { #expect(CrawlURL(row[0])?.surt == row[1], "\(row[0])") }
  }

  @Test("The table is what the Python package says today", .enabled(if: Venv.has("surt"), Venv.missing("surt")))
  func oracle() throws {
    let rows = try Table("urls/surt.tsv").rows
    let program = "import sys, surt\nfor line in sys.stdin: print(surt.surt(line.rstrip('\\n')))"
    let keys = try Venv.run(program, input: rows.map { $0[0] + "\n" }.joined())
    #expect(keys == rows.map { $0[1] })
  }
}
