import Cataloguing
import Comparing
import Extracting
import Foundation
import Testing

@testable import Archiving

@Suite("Pairs of pages: the same address a day later")
struct PagePairTests {
  struct Pair: CustomTestStringConvertible {
    let name: String
    let outcome: String
    var testDescription: String { name }

    func text(_ file: String) -> String {
      guard let place = Bundle.module.url(forResource: "Fixtures/pairs/\(name)/\(file)", withExtension: nil),
        let text = try? String(contentsOf: place, encoding: .utf8)
      else { preconditionFailure("no file \(name)/\(file)") }
      return text
    }
  }

  static let pairs = table("pairs/pairs").map { Pair(name: $0[0], outcome: $0[1]) }

  @Test(arguments: pairs)
  func `the visit amounts to what the table says, and the difference reads as in the folder`(pair: Pair) async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    let old = try await ground.visit("/report.html", .page(pair.text("old.html")), in: archive)
    let new = try await ground.visit("/report.html", .page(pair.text("new.html")), in: archive, after: 86_400)
    #expect(new.capture.outcome.rawValue == pair.outcome)
    let documents = (try #require(old.document), try #require(new.document))
    let diff = VersionDiff(from: documents.0, to: documents.1)
    #expect(DiffText(diff, old: "old.html", new: "new.html").unified() == pair.text("diff.txt"))
    try await archive.close()
    // What a reader of the archive is told: cosmetic changes make no version.
    let versions = try ground.holdings().catalogue.versions(of: new.address.id)
    #expect(versions.count == (pair.outcome == "changed" ? 2 : 1))
    let result = try await Program.fangzhi(
      ["diff", "\(site)/report.html@\(versions[0].id.text)", "\(site)/report.html"], archive: ground.layout.root)
    #expect(result.status == (versions.count > 1 ? 1 : 0))
    // Below the two lines with the names.
    let printed = pair.text("diff.txt").split(separator: "\n").dropFirst(2)
    #expect(result.text.split(separator: "\n").dropFirst(2) == printed)
  }

  @Test func `the six kinds that matter are there`() {
    let kinds: Set = [
      "footer-only", "counter-only", "cosmetic-template", "one-cell", "sentence-moved", "data-removed",
    ]
    #expect(Set(Self.pairs.map(\.name)).isSuperset(of: kinds))
  }
}
