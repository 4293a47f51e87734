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
