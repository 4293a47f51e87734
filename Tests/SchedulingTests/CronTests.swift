import Testing

@testable import Scheduling

@Suite("Cron expressions, as crontab(5) says") struct CronTests {
  @Test("the next moment is the one of the table") func next() throws {
    for row in try Cases("cron/next.tsv").rows {
      #expect(try Cron(row[0]).next(after: china(row[1])) == china(row[2]), "\(row[0]) after \(row[1])")
    }
  }

  @Test("a wrong expression says which field is wrong") func wrong() throws {
    for row in try Cases("cron/wrong.tsv").rows {
      let error = #expect(throws: CronError.self, "\(row[0])") { try Cron(row[0]) }
      #expect(error?.description.contains(row[1]) == true, "\(row[0]): \(String(describing: error))")
    }
  }

  @Test("seconds within a minute do not make the same minute come twice") func seconds() throws {
    let cron = try Cron("30 9 * * *")
    #expect(cron.next(after: china(2026, 1, 5, 9, 29) + 59_999) == china(2026, 1, 5, 9, 30))
    #expect(cron.next(after: china(2026, 1, 5, 9, 30) + 1) == china(2026, 1, 6, 9, 30))
  }

  @Test("walking a year of every quarter of an hour visits each once") func year() throws {
    let cron = try Cron("*/15 * * * *")
    var moment = china(2028, 1, 1) + -1
    var count = 0
    while let next = cron.next(after: moment), next < china(2029, 1, 1) {
      #expect(next - moment == .minutes(15) || count == 0)
      moment = next
      count += 1
    }
    #expect(count == 366 * 96)
  }
}
