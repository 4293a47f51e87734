import Cataloguing
import Foundation
import Testing
import Web

@testable import Archiving

extension Ground {
  /// Imports files as `fangzhi import` does without any portal file.
  @discardableResult
  func take(_ files: URL..., allowsBreak: Bool = false) async throws -> [ImportReport] {
    let archive = try await open()
    var work = Import(into: archive, allowsBreak: allowsBreak) { url in
      ImportTerms(
        identity: url.identity(), rules: CleaningRules(), materialise: .substantive, goneConfirmations: 3)
    }
    var reports: [ImportReport] = []
    for file in files { reports.append(try await work.take(file.path)) }
    try await archive.close()
    return reports
  }

  func captures(of path: String) throws -> [Capture] {
    let url = CrawlURL(path.hasPrefix("/") ? site + path : path)!
    return try holdings().catalogue.captures(.of(url.identity().id))
  }

  /// `rebuild` gives the same pages, rows and index, and nothing is wrong before and after.
  func expectRebuildable(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await expectSound("before", sourceLocation: sourceLocation)
    let (pages, before) = (try listing(of: layout.pages), try rows(of: layout))
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: layout.catalogue.path + suffix) }
    let report = try await rebuild()
    #expect(report.damages.isEmpty && report.judged == 0, "\(report)", sourceLocation: sourceLocation)
    #expect(try listing(of: layout.pages) == pages, sourceLocation: sourceLocation)
    let after = try rows(of: layout)
    for (table, lines) in before { #expect(after[table] == lines, "\(table)", sourceLocation: sourceLocation) }
    try await expectSound("after", sourceLocation: sourceLocation)
  }
}

/// Files as other crawlers write them.
enum ForeignFiles {
  /// A WARC that warcio wrote: Tests/ArchivingTests/Fixtures/foreign-warc.py says what stands in it.
  static func warcio(_ form: String = "gzip", in folder: URL) async throws -> URL {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = folder.appending(path: form == "plain" ? "yunxi.warc" : "yunxi.warc.gz")
    let script = try #require(
      Bundle.module.url(forResource: "foreign-warc", withExtension: "py", subdirectory: "Fixtures"))
    let result = try await Program.run(Venv.tool("python3"), [script.path, place.path, form])
    #expect(result.status == 0, "\(result.errors)")
    return place
  }
}
