import Foundation
import Testing

@testable import Extracting

@Suite("Tables of real annual reports (form of 2019), rebuilt with the form's spans")
struct ReportTableTests {
  static let names = [
    "binhai-2020-disclosure", "binhai-2020-applications", "binhai-2020-review", "shiling-2020-disclosure",
    "shiling-2020-applications", "shiling-2020-review", "yuexiu-2020-applications",
  ]

  @Test("Every place of the grid holds what the report prints there", arguments: names)
  func grids(name: String) throws {
    let table = try #require(try parsed(html: Fixtures.text("reports/\(name).html")))
    let expected = try Fixtures.text("reports/\(name).tsv").components(separatedBy: "\n").dropLast()
    #expect(table.grid.map { $0.map { $0 ?? "NULL" }.joined(separator: "\t") } == Array(expected))
  }

  @Test(
    "Header rows are found without a single th",
    arguments: zip(names, [2, 3, 3, 2, 3, 3, 3]))
  func headerRows(name: String, rows: Int) throws {
    let table = try #require(try parsed(html: Fixtures.text("reports/\(name).html")))
    #expect(table.headerRows == rows)
  }

  @Test("A column is named by the path of its headers")
  func columns() throws {
    let table = try #require(try parsed(html: Fixtures.text("reports/shiling-2020-review.html")))
    #expect(table.columns[0] == "行政复议 / 结果维持")
    #expect(table.columns[9] == "行政诉讼 / 未经复议直接起诉 / 总计")
    let applications = try #require(try report("shiling-2020-applications"))
    #expect(applications.columns[3] == "申请人情况 / 自然人")
    #expect(applications.columns[6] == "申请人情况 / 法人或其他组织 / 社会公益组织")
  }

  @Test("An empty skeleton keeps its 23 rows and its empty cells")
  func skeleton() throws {
    let table = try #require(try report("yuexiu-2020-applications"))
    #expect(table.grid.count == 26)
    #expect(table.grid[3].suffix(7) == Array(repeating: "", count: 7)[...])
    #expect(table.text.components(separatedBy: "\n")[3] == "一、本年新收政府信息公开申请数量\t\t\t\t\t\t\t")
  }

  private func report(_ name: String) throws -> Table? {
    try parsed(html: Fixtures.text("reports/\(name).html"))
  }
}
