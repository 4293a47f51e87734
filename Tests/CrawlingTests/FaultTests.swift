import Archiving
import Crawling
import Foundation
import LoopbackServer
import Testing
import WARC
import Web

/// One line of faults.tsv.
struct FaultRow {
  let name: String
  /// Outcome and status of every report: `redirect:302 > excluded:-`.
  let outcomes: String
  /// How the last report's reason begins; empty for none.
  let reason: String

  static func all() throws -> [FaultRow] {
    try table("faults.tsv").map { FaultRow(name: $0[0], outcomes: $0[1], reason: $0[2]) }
  }
}

@Suite("What the road makes of each fault", .timeLimit(.minutes(3)))
struct FaultTests {
  @Test("Every fault of the portal ends as the table says, in time, and the archive is sound afterwards")
  func all() async throws {
    let rows = try FaultRow.all()
    #expect(rows.count >= 40)
    #expect(Set(rows.map(\.name)) == Set(FaultPortal.faults.map(\.name)))
    let ground = try await Ground()
    FaultPortal.install(on: ground.server)
    ground.allowOnlyOwnServer()
    for row in rows {
      let fault = try #require(FaultPortal[row.name])
      // It leads out into the world, where a test has no business.
      ground.config.fetching.maxRedirects = row.name == "redirect-with-user" ? 0 : 10
      var reports: [VisitReport] = []
      let time = try await ContinuousClock().measure { reports = try await ground.fetch(fault.path) }
      #expect(reports.map(\.brief).joined(separator: " > ") == row.outcomes, "\(row.name)")
      let reason = reports.last?.reason ?? ""
      #expect(row.reason.isEmpty ? reason.isEmpty : reason.hasPrefix(row.reason), "\(row.name): \(reason)")
      #expect(time < .seconds(30), "\(row.name)")
    }
    try await ground.expectSound()
    #expect(ground.server.hits.allSatisfy { $0.method == "GET" && $0.header("X-Evil") == nil })
  }

  @Test("Only answers that are pages have a version, and every one of them has a folder")
  func versions() async throws {
    let ground = try await Ground()
    FaultPortal.install(on: ground.server)
    for name in ["short-body", "cut-chunk", "status-999", "empty-200", "corrupt-gzip", "silent", "status-206"] {
      let report = try await ground.visit("/fault/\(name)")
      #expect(report.version == nil, "\(name)")
      #expect(report.path == nil, "\(name)")
      #expect(try ground.versionFolders("/fault/\(name)") == [], "\(name)")
    }
    let report = try await ground.visit("/fault/no-length")
    #expect(report.version?.text == (try ground.latest("/fault/no-length")))
    #expect(try ground.metadata(of: "/fault/no-length")["completeness"] == "unknown")
  }

  @Test("30 MB in chunks without a length are cut at our own limit, and the record says so")
  func endless() async throws {
    let ground = try await Ground()
    FaultPortal.install(on: ground.server)
    let report = try await ground.visit("/fault/chunked-30-megabytes")
    #expect(report.outcome == .truncated)
    let record = try #require(try ground.records(of: "/fault/chunked-30-megabytes", .response).first)
    #expect(record.truncated == .length)
    #expect(record.payload.count == ground.config.fetching.maxPageBytes)
    #expect(try ground.versionFolders("/fault/chunked-30-megabytes") == [])
  }

  @Test(
    "A cut body is kept with the reason of WARC/1.1 §5.13",
    arguments: [("short-body", "disconnect"), ("stalled-body", "time"), ("infinite-body", "length")])
  func truncated(_ name: String, _ reason: String) async throws {
    let ground = try await Ground()
    FaultPortal.install(on: ground.server)
    #expect(try await ground.visit("/fault/\(name)").outcome == .truncated)
    let record = try #require(try ground.records(of: "/fault/\(name)", .response).first)
    #expect(record["WARC-Truncated"] == reason)
    #expect(!record.payload.isEmpty)
  }

  @Test("A gzip body that is damaged stays in the WARC as it was sent, and the visit says what is wrong")
  func damagedGzip() async throws {
    let ground = try await Ground()
    FaultPortal.install(on: ground.server)
    let report = try await ground.visit("/fault/corrupt-gzip")
    #expect(report.outcome == .failed)
    #expect(report.reason == "content coding: wrong checksum")
    let record = try #require(try ground.records(of: "/fault/corrupt-gzip", .response).first)
    #expect(record.payload.starts(with: [0x1F, 0x8B]))
    #expect(record.httpMessage?.head["Content-Encoding"] == "gzip")
    #expect(try ground.metadata(of: "/fault/corrupt-gzip")["reason"] == "content coding: wrong checksum")
  }

  @Test("Without any answer there is a lone metadata record that says why", arguments: ["silent", "endless-headers"])
  func unanswered(_ name: String) async throws {
    let ground = try await Ground()
    FaultPortal.install(on: ground.server)
    let report = try await ground.visit("/fault/\(name)")
    #expect(report.outcome == .failed)
    #expect(report.status == nil)
    #expect(try ground.records(of: "/fault/\(name)", .response).isEmpty)
    #expect(try ground.records(of: "/fault/\(name)", .request).isEmpty)
    #expect(try ground.metadata(of: "/fault/\(name)")["reason"] == report.reason)
    #expect(try ground.timeline("/fault/\(name)") == ["failed"])
  }
}

extension VisitReport {
  /// `redirect:302`, `failed:-`.
  var brief: String { "\(outcome.rawValue):\(status.map { String($0) } ?? "-")" }
}
