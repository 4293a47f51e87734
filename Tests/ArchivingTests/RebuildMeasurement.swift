import Foundation
import Testing
import Web

@testable import Archiving

@Suite(
  "An archive of 20,000 captures",
  .enabled(
    if: ProcessInfo.processInfo.environment["FANGZHI_MEASURE"] != nil, "skipped: FANGZHI_MEASURE asks for measurements")
)
struct RebuildMeasurement {
  private static let addresses = 4_000

  /// Five visits of each address; each tenth after the first finds another text.
  private func page(_ number: Int, visit: Int) -> Answer {
    let edition = visit == 0 ? 0 : (number * 7 + visit) % 10 == 0 ? visit : 0
    return .page(
      Pages.article(
        "云溪区第\(number)号通知",
        ["本区第\(number)号事项第\(edition)次核定，应缴款项\(number * 37 + edition)元，请于月底前到区政务服务大厅办理。"]
          + (0..<12).map { "第\($0)条：有关单位应当在收到本通知之日起\($0 + 7)个工作日内将落实情况书面报送区政府办公室。" }))
  }

  @Test func `is rebuilt, and this is how fast and how large`() async throws {
    let ground = try Ground()
    let clock = ContinuousClock()
    let written = try await clock.measure {
      let archive = try await ground.open()
      for visit in 0..<5 {
        for number in 0..<Self.addresses {
          try await ground.visit(
            "/zwgk/t\(number).html", page(number, visit: visit), in: archive, materialise: .substantive, after: 1)
          try await archive.commitIfDue()
        }
      }
      try await archive.close()
    }
    let before = try rows(of: ground.layout)
    var report = RebuildReport()
    let rebuilt = try await clock.measure { report = try await ground.rebuild() }
    #expect(report.visits == 5 * Self.addresses && report.damages.isEmpty)
    let after = try rows(of: ground.layout)
    for (table, lines) in before { #expect(after[table] == lines, "\(table)") }
    let size = try FileManager.default.attributesOfItem(atPath: ground.layout.catalogue.path)[.size] as? Int ?? 0
    print("written: \(written), \(rate(written)) captures a second, \(report.versions) versions")
    print("rebuilt: \(rebuilt), \(rate(rebuilt)) captures a second, \(report.folders) folders")
    print("catalogue with its full-text index: \(size / 20_000) bytes a capture")
  }

  private func rate(_ time: Duration) -> Int { Int(20_000 / (time / .seconds(1))) }
}
