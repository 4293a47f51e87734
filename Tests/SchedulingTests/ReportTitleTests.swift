import Testing
import Web

@testable import Scheduling

@Suite("Titles of annual reports") struct ReportTitleTests {
  @Test("each title of the table is a report or none, of the year it names") func titles() throws {
    for row in try Cases("titles/reports.tsv").rows {
      let title = ReportTitle(row[0].replacing("\\n", with: "\n"))
      #expect(title.isReport == (row[1] == "yes"), "\(row[0])")
      #expect(title.year.map { String($0) } ?? "-" == row[2], "\(row[0])")
    }
  }

  @Test("white space of every kind counts for nothing, and what follows 400 scalars is not read") func folding() {
    let blanks = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }.filter(\.properties.isWhitespace)
    #expect(blanks.count > 20)
    for blank in blanks { #expect(ReportTitle.year(in: "2\(blank)02\(blank)0年") == 2020, "\(blank.value)") }
    #expect(ReportTitle.year(in: String(repeating: "报", count: 395) + "2020年") == 2020)
    #expect(ReportTitle.year(in: String(repeating: "报", count: 396) + "2020年") == nil)
  }

  @Test("each link of the table scores as it says") func links() throws {
    for row in try Cases("titles/links.tsv").rows {
      let score = LinkScore.score(text: row[0], url: url(row[1]))
      #expect(try #require(Int(row[2]))...(#require(Int(row[3]))) ~= score, "\(row[0]) \(row[1]): \(score)")
    }
  }

  @Test("the year comes from the title, else the period, else the year before publication") func year() {
    let period = ReportTitle.period(in: "本报告中所列数据的统计期限自 2020年1月1日起至2020年12月31日止")
    #expect(period == 2020)
    #expect(ReportTitle.period(in: "统计期限为一年") == nil)
    #expect(ReportTitle.year(title: "2018年年报", period: 2020, published: 2021) == ReportYear(year: 2018, source: .title))
    #expect(ReportTitle.year(title: "年报", period: period, published: 2022) == ReportYear(year: 2020, source: .period))
    #expect(ReportTitle.year(title: "年报", period: nil, published: 2021) == ReportYear(year: 2020, source: .published))
    #expect(ReportTitle.year(title: "年报", period: nil, published: nil) == nil)
  }
}

@Suite("The organ that a report's title names") struct OrganNamesTests {
  private let names = OrganNames([
    ("qu", ["青禾区人民政府", "青禾区"]), ("liuhe", ["青禾区柳河镇人民政府", "柳河镇"]), ("caizheng", ["青禾区财政局"]),
  ])

  @Test(
    "is the one whose name ends there",
    arguments: [
      ("青禾区2025年政府信息公开年度报告", "qu"), ("2025年青禾区人民政府信息公开工作年度报告", "qu"),
      ("青禾区 柳河镇 2025年政府信息公开年度报告", "liuhe"), ("柳河镇人民政府政府信息公开年报（2025年）", "liuhe"),
      ("青禾区财政局2025年政府信息公开年度报告", "caizheng"), ("青禾区", "qu"),
    ])
  func named(title: String, id: String) { #expect(names.organ(in: title) == id) }

  @Test(
    "is none where another organ's name only begins like it",
    arguments: ["青禾区教育局2025年政府信息公开年度报告", "青禾区东山镇2025年政府信息公开年度报告", "2025年政府信息公开年度报告"])
  func unknown(title: String) { #expect(names.organ(in: title) == nil) }
}
