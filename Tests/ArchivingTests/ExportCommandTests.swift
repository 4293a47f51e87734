import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

/// Every outcome, an article in several pages, and a page with a file, on two hosts.
let exported = Task { () async throws -> Ground in
  let ground = try await Ground.full()
  let archive = try await ground.open()
  for number in [0, 1] { try await ground.visit(SeveralPages.path(number), SeveralPages.page(number), in: archive) }
  let linked = Pages.article(
    "云溪区园林所年度用工公告", ["园林所今年招用临时养护工六名，报名表见附件，报名截止到本月最后一个工作日。<a href=\"/file.zip\">附件：报名表</a>"])
  try await ground.visit("/linked.html", .page(linked), in: archive)
  try await ground.visit("http://www.other.gov.cn/a.html", .page(Pages.notice), in: archive)
  try await archive.seal()
  // An open file beside the sealed one.
  try await ground.visit("/a.html", .page(Pages.notice), in: archive)
  try await ground.visit("/late.html", .page(Pages.article("迟到的公告", ["另行公布的事项以区政府网站为准，逾期不再受理。"])), in: archive)
  try await archive.close()
  return ground
}

@Suite("What outside tools say to an export")
struct OutsideExportTests {
  private func export(_ form: String, _ name: String, _ more: String...) async throws -> (Ground, URL) {
    let ground = try await exported.value.copy()
    let place = ground.layout.root.appending(path: name)
    let result = try await Program.fangzhi(["export", form, "-o", place.path] + more, archive: ground.layout.root)
    #expect(result.status == 0, "\(result.errors)")
    return (ground, place)
  }

  @Test(
    .enabled(if: Venv.has("warcio", "fastwarc"), Venv.missing("warcio, fastwarc")),
    arguments: [[], ["--host", "www.other.gov.cn"]])
  func `warcio and fastwarc find nothing wrong with a WARC`(selectors: [String]) async throws {
    let ground = try await exported.value.copy()
    let place = ground.layout.root.appending(path: "out.warc.gz").path
    let result = try await Program.fangzhi(["export", "warc", "-o", place] + selectors, archive: ground.layout.root)
    #expect(result.status == 0, "\(result.errors)")
    let warcio = try await Program.run(Venv.tool("warcio"), ["check", "-v", place])
    #expect(warcio.status == 0 && !warcio.text.contains("failed"), "\(warcio.text) \(warcio.errors)")
    let fastwarc = try await Program.run(Venv.tool("fastwarc"), ["check", "-q", place])
    #expect(fastwarc.status == 0, "\(fastwarc.errors)")
  }

  @Test(.enabled(if: Venv.has("wacz"), Venv.missing("wacz")), arguments: [[], ["--host", "www.other.gov.cn"]])
  func `wacz validate accepts a WACZ`(selectors: [String]) async throws {
    let ground = try await exported.value.copy()
    let place = ground.layout.root.appending(path: "out.wacz").path
    let result = try await Program.fangzhi(
      ["export", "wacz", "-o", place, "--title", "云溪区"] + selectors, archive: ground.layout.root)
    #expect(result.status == 0, "\(result.errors)")
    let judged = try await Program.run(Venv.tool("wacz"), ["validate", "-f", place])
    #expect(judged.status == 0 && judged.text.contains("Validation succeeded"), "\(judged.text)\(judged.errors)")
    let length = try FileManager.default.attributesOfItem(atPath: place)[.size] as? Int
    let wacz = try WACZReader(try WARCFile(path: place), length: Int64(try #require(length)))
    #expect(wacz.problems() == [])
    #expect(wacz.warcs.count == (selectors.isEmpty ? 2 : 1))
    let left = try FileManager.default.contentsOfDirectory(atPath: ground.layout.root.path)
    #expect(left.filter { $0.hasPrefix("out.wacz") } == ["out.wacz"], "nothing is left beside it")
  }

  @Test(.enabled(if: Venv.has("cdxj-indexer"), Venv.missing("cdxj-indexer")))
  func `cdxj-indexer writes the same index of warc/`() async throws {
    let (ground, place) = try await export("cdxj", "out.cdxj")
    #expect(try ground.warcFiles().allSatisfy { $0.hasSuffix(".warc.gz") }, "sealed first")
    let theirs = try await Program.run(
      Venv.tool("cdxj-indexer"), ["-s"] + ground.warcFiles().map { ground.layout.warc.appending(path: $0).path })
    #expect(theirs.status == 0, "\(theirs.errors)")
    #expect(theirs.text == String(decoding: try Data(contentsOf: place), as: UTF8.self))
  }

  @Test(.enabled(if: Venv.has("python3"), Venv.missing("python3")))
  func `Python reads the CSV files`() async throws {
    let (ground, place) = try await export("csv", "tables")
    defer { withExtendedLifetime(ground) {} }
    let script = """
      import csv, sys
      for name in ['documents', 'cells']:
          rows = list(csv.DictReader(open(f'{sys.argv[1]}/{name}.csv', encoding='utf-8-sig', newline='')))
          for row in rows:
              if name == 'documents': print('D', row['url'], row['tables'], len(row['text']) > 20)
              else: print('C', row['row'], row['column'], row['is_header'], row['row_header'], row['column_header'], row['value'])
      """
    let result = try await Program.run(Venv.tool("python3"), ["-c", script, place.path])
    let lines = result.text.split(separator: "\n").map { String($0) }
    #expect(lines.contains("D \(site)/plan.html 1 True"), "\(result)")
    #expect(lines.count { $0.hasPrefix("D") } == 8)
    #expect(lines.contains("C 3 2 0 石桥 株数 360"))
    #expect(lines.contains("C 1 2 1   株数"))
  }
}

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
