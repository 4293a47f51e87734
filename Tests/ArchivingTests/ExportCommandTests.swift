import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("fangzhi export")
struct ExportCommandTests {
  @Test func `standard output, an archive in use, exit codes`() async throws {
    let ground = try await exported.value.copy()
    func run(_ arguments: String...) async throws -> Program.Result {
      try await Program.fangzhi(["export"] + arguments, archive: ground.layout.root)
    }
    let lines = try await run("jsonl", "-o", "-")
    #expect(lines.status == 0 && lines.text.split(separator: "\n").count == 8 && lines.errors.contains("8 documents"))
    #expect(try await run("jsonl", "-o", "-", "--host", "WWW.other.gov.cn", "-q").errors.isEmpty)
    let writer = try await ground.open()
    let busy = try await run("warc", "-o", "-")
    #expect(busy.status == 0 && busy.errors.contains("what is committed is exported"))
    #expect(try ground.warcFiles().contains { $0.hasSuffix(".open") })
    try await writer.close()
    let place = ground.layout.root.appending(path: "none.jsonl").path
    #expect(try await run("jsonl", "-o", place, "--host", "nobody.example").status == 5)
    #expect(try await run("wacz", "-o", place, "--from", "2999").status == 5)
    let left = try FileManager.default.contentsOfDirectory(atPath: ground.layout.root.path)
    #expect(!left.contains { $0.hasPrefix("none") })
    for arguments in [
      ["wacz", "-o", "-"], ["csv", "-o", "-"], ["zip", "-o", "x"], ["jsonl"], ["jsonl", "-o", "-", "--kind", "x"],
    ] {
      #expect(
        try await Program.fangzhi(["export"] + arguments, archive: ground.layout.root).status == 2, "\(arguments)")
    }
    #expect(try await run("jsonl", "-o", "-", "--portal", "nobody").status == 4)
    #expect(try await run("jsonl", "-o", "/nowhere/x.jsonl").status == 8)
    #expect(try await Program.fangzhi(["export", "jsonl", "-o", "-"], archive: temporaryFolder()).status == 5)
  }

  @Test func `a portal's file names its hosts`() async throws {
    let ground = try await exported.value.copy()
    let seeds = ground.layout.root.appending(path: "seeds")
    try FileManager.default.createDirectory(at: seeds, withIntermediateDirectories: true)
    let portal =
      #"{"id":"other","hosts":["new.other.gov.cn"],"formerHosts":["www.other.gov.cn"],"entries":[{"kind":"home","url":"http://new.other.gov.cn/"}]}"#
    try Data(portal.utf8).write(to: seeds.appending(path: "other.json"))
    let lines = try await Program.fangzhi(
      ["export", "jsonl", "-o", "-", "--portal", "other", "--seeds", seeds.path], archive: ground.layout.root)
    #expect(lines.status == 0 && lines.text.contains("http://www.other.gov.cn/a.html"), "\(lines.errors)")
    #expect(lines.text.split(separator: "\n").count == 1)
  }
}
