import Cataloguing
import Extracting
import Testing
import WARC
import Web

@testable import Archiving

@Suite("What an answer amounts to beside what the archive had")
struct JudgementTests {
  struct Case: CustomTestStringConvertible {
    let past: String
    let answer: String
    let page: String
    let outcome: String
    let reason: String
    var testDescription: String { "\(past) | \(answer) | \(page)" }
  }

  static let cases = table("judgements").map {
    Case(past: $0[0], answer: $0[1], page: $0[2], outcome: $0[3], reason: $0[4])
  }

  @Test(arguments: cases)
  func `the table holds`(row: Case) {
    let past = past(row.past)
    let judgement = Judgement.early(answer(row.answer), past) ?? finding(row.page).map { Judgement.of($0, past) }
    #expect(judgement?.outcome.rawValue == row.outcome)
    #expect(judgement?.reason ?? "-" == row.reason)
  }

  @Test func `every outcome that a judgement can give stands in the table`() {
    let given = Set(Self.cases.map(\.outcome))
    let elsewhere: Set = ["unreadable", "disallowed", "excluded"]
    #expect(given == Set(Outcome.allCases.map(\.rawValue)).subtracting(elsewhere))
  }

  private func digest(_ text: some StringProtocol) -> Digest { Digest(of: Array(text.utf8)) }

  private func answer(_ text: String) -> Judgement.Answer {
    let words = text.split(separator: " ").map { String($0) }
    var answer = Judgement.Answer(status: Int(words[0])!)
    for word in words.dropFirst() {
      let parts = word.split(separator: "=").map { String($0) }
      switch parts[0] {
      case "empty": answer.isBodyEmpty = true
      case "coding": answer.codingProblem = parts[1]
      case "cut": answer.truncated = TruncationReason(parts[1])
      case "refusal": answer.refusal = parts[1]
      default: answer.redirect = ["itself": .itself, "home": .home, "elsewhere": .elsewhere][parts[1]]
      }
    }
    return answer
  }

  private func past(_ text: String) -> Judgement.Past {
    if text == "none" { return Judgement.Past() }
    let words = text.split(separator: " ")
    let versions = words[0].split(separator: ",").map { version(String($0.dropFirst())) }
    let last = words.count > 1 ? digest(words[1].dropFirst(2)) : versions.last!.body
    return Judgement.Past(lastBody: last, current: versions.last, versions: versions)
  }

  private func version(_ name: String) -> Version {
    let at = Timestamp(seconds: 1_700_000_000 + Int64(name)!)
    return .sample(VersionID(captured: at, body: digest(name)), body: digest(name), content: digest("content " + name))
  }

  private func finding(_ text: String) -> Judgement.Finding? {
    let parts = text.split(separator: "/")
    guard parts.count == 3 else { return nil }
    let kinds = ["file": "attachment", "outage": "error"]
    var finding = Judgement.Finding(
      kind: kinds[String(parts[0])] ?? String(parts[0]), body: digest(parts[1]),
      content: digest("content " + parts[2]), comparesContent: parts[0] != "file")
    if parts[0] == "outage" { finding.outage = "系统维护中" }
    return finding
  }
}
