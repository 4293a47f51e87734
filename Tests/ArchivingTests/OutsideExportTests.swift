import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

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
