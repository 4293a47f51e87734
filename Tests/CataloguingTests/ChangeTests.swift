import Foundation
import Testing
import Web

@testable import Cataloguing

@Suite("The changes of a host")
struct ChangeTests {
  @Test func `are the visits that changed something, the latest first, of that host alone`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.file)
      let keys = ["a.gov.cn/1", "a.gov.cn/2", "b.gov.cn/1"]
      for key in keys { try catalogue.save(Samples.address(key)) }
      var sequence = 0
      for outcome in Outcome.allCases {
        for key in keys {
          sequence += 1
          try catalogue.add(Samples.capture(sequence, of: Samples.address(key)).with(outcome))
        }
      }
      let all = try catalogue.captures(.all)
      let expected = all.filter { $0.outcome.isChange && $0.address != Samples.address(keys[2]).id }.reversed()
      #expect(expected.count == 10)
      #expect(try catalogue.changes(host: "a.gov.cn", limit: 100) == Array(expected))
      #expect(try catalogue.changes(host: "a.gov.cn", limit: 3) == Array(expected.prefix(3)))
      let since = try #require(expected.dropFirst(4).first).at
      #expect(try catalogue.changes(host: "a.gov.cn", since: since, limit: 100) == expected.filter { $0.at >= since })
      #expect(try catalogue.changes(host: "c.gov.cn", limit: 100).isEmpty)
    }
  }

  @Test func `the condition of the index names the same outcomes`() {
    let terms = Outcome.allCases.filter(\.isChange).map { "outcome = '\($0.rawValue)'" }
    #expect(Outcome.isChangeCondition == "(\(terms.joined(separator: " OR ")))")
  }
}
