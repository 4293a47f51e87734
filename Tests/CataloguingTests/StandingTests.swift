import Foundation
import Testing

@testable import Cataloguing

@Suite("What an address is after a series of visits")
struct StandingTests {
  struct Case: CustomTestStringConvertible {
    let visits: String
    let confirmations: Int
    let state: AddressState
    let goneDays: Int
    var testDescription: String { "\(visits) (\(confirmations))" }
  }

  static let cases: [Case] = {
    guard let file = Bundle.module.url(forResource: "Fixtures/standings", withExtension: "tsv"),
      let text = try? String(contentsOf: file, encoding: .utf8)
    else { preconditionFailure("no table standings") }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      let parts = $0.split(separator: "\t").map { String($0) }
      return Case(
        visits: parts[0], confirmations: Int(parts[1])!, state: AddressState(rawValue: parts[2])!,
        goneDays: Int(parts[3])!)
    }
  }()

  @Test(arguments: cases)
  func `the table holds`(row: Case) {
    var standing = AddressStanding()
    for visit in row.visits.split(separator: " ") {
      let parts = visit.split(separator: ":")
      let answer = parts[1].split(separator: ">").map { String($0) }
      standing = standing.after(
        Outcome(rawValue: answer[0])!, on: "2026112\(parts[0])", confirmations: row.confirmations,
        target: answer.count > 1 ? answer[1] : nil)
    }
    #expect(standing.state == row.state)
    #expect(standing.goneDays == row.goneDays)
  }

  @Test func `good outcomes, those that make a version and those that fail a fetch are these`() {
    let good = Outcome.allCases.filter(\.isGood).map(\.rawValue)
    #expect(good == ["new", "changed", "cosmetic", "unchanged", "not_modified", "reverted"])
    #expect(Outcome.allCases.filter(\.makesVersion) == [.new, .changed])
    let failures = Outcome.allCases.filter(\.isFailure).map(\.rawValue)
    #expect(
      failures == ["gone", "blocked", "failed", "truncated", "unreadable", "disallowed", "excluded"])
    #expect(Outcome.allCases.count == 15)
  }
}
