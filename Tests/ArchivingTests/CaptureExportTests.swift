import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("Export of captures")
struct CaptureExportTests {
  private func records(_ bytes: [UInt8]) throws -> [WARCRecord] {
    var reader = WARCReader(BytesInMemory(bytes))
    var records: [WARCRecord] = []
    while let found = try reader.next() { records.append(found.record) }
    return records
  }

  private func warc(
    _ ground: Ground, _ change: (inout ExportSelection) -> Void = { _ in }
  ) throws -> (bytes: [UInt8], report: CaptureExportReport) {
    var selection = ExportSelection()
    change(&selection)
    var bytes: [UInt8] = []
    let report = try CaptureExport(of: ground.holdings(), selection: selection).writeWARC { bytes += $0 }
    return (bytes, report)
  }

  @Test func `everything is every byte of warc/`() async throws {
    let ground = try await exported.value
    let (bytes, report) = try warc(ground)
    // A file's name tells when it was begun.
    let whole = try ground.warcFiles().map { try Data(contentsOf: ground.layout.warc.appending(path: $0)) }
    #expect(bytes.count == whole.reduce(0) { $0 + $1.count })
    #expect(whole.allSatisfy { Data(bytes).range(of: $0) != nil })
    #expect(report.files == 2 && report.problems.isEmpty)
  }

  @Test func `a visit brings its request and metadata along, a revisit the response that it refers to`() async throws {
    let ground = try await exported.value
    let (bytes, report) = try warc(ground) { $0.hosts = ["www.other.gov.cn"] }
    let records = try records(bytes)
    // The page of the other host is a revisit of what the first one served.
    let kinds = records.map { "\($0.kind)" }
    #expect(kinds == ["warcinfo", "response", "request", "metadata", "revisit", "request", "metadata"])
    #expect(records[4].refersTo == records[1].id && records[1].targetURI == site + "/a.html")
    #expect(records[2].concurrentTo == [records[1].id] && records[6].concurrentTo == [records[4].id])
    #expect(report.records == 7)
    let source = try Data(contentsOf: ground.layout.warc.appending(path: ground.warcFiles()[0]))
    var reader = WARCReader(BytesInMemory(bytes))
    while let found = try reader.next() {
      let member = Data(bytes)[Int(found.location.offset)..<Int(found.location.end)]
      #expect(source.range(of: member) != nil, "copied as it stands: \(found.record.kind)")
    }
  }

  @Test func `days and kinds select visits, and every revisit resolves`() async throws {
    let ground = try await exported.value
    for (kinds, from) in [(Set(["article"]), nil), (["attachment"], nil), (nil, "2026-11-20")]
      as [(Set<String>?, String?)]
    {
      let (bytes, _) = try warc(ground) {
        $0.kinds = kinds
        $0.from = from
      }
      let records = try records(bytes)
      let responses = Set(records.filter { $0.kind == .response }.map(\.id))
      #expect(!responses.isEmpty)
      #expect(records.allSatisfy { $0.refersTo.map { responses.contains($0) } ?? true })
      let requests = records.filter { $0.kind == .request }.count
      #expect(requests == records.count { [.response, .revisit].contains($0.kind) })
    }
    #expect(try warc(ground) { $0.from = "2999" }.bytes.isEmpty)
  }

  @Test func `the index is that of the archive's own files`() async throws {
    let ground = try await exported.value
    let copy = try ground.copy()
    let archive = try await copy.open()
    try await archive.seal()
    try await archive.close()
    var wanted: Set<[UInt8]> = []
    for name in try copy.warcFiles() {
      let index = try Data(contentsOf: copy.layout.index(of: name))
      wanted.formUnion(index.split(separator: 0x0A).map { Array($0) + [0x0A] })
    }
    var lines: [[UInt8]] = []
    let export = try CaptureExport(of: copy.holdings(), selection: ExportSelection())
    _ = try export.writeCDXJ(temporary: temporaryFolder().path) { lines.append($0) }
    #expect(lines == wanted.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test func `a response whose metadata stands in another file comes along`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.water), in: archive)
    let late = try await ground.visit("/b.html", .page(Pages.fair), in: archive)
    let sealed = try #require(try await archive.seal())
    try await archive.close()
    // Its judgement is lost; a rebuild makes another one, in a file of today.
    let file = ground.layout.file(sealed, isOpen: false)
    var bytes = try Data(contentsOf: file)
    bytes[late.capture.metadata.offset + 30] ^= 0x55
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    _ = try await ground.rebuild()
    let stray = try #require(try ground.holdings().catalogue.captures(.all).last)
    #expect(stray.url == site + "/b.html" && stray.record.file == sealed && stray.metadata.file != sealed)
    for hosts in [nil, ["www.example.gov.cn"]] as [Set<String>?] {
      let records = try records(warc(ground) { $0.hosts = hosts }.bytes)
      let response = try #require(records.first { $0.targetURI == site + "/b.html" && $0.kind == .response })
      let metadata = records.filter { $0.kind == .metadata && $0.concurrentTo == [response.id] }
      #expect(metadata.count == 1 && records.count { $0.concurrentTo == [response.id] } == 2)
      #expect(Set(records.map(\.id)).count == records.count)
    }
  }

  @Test func `a damaged record is left out and named`() async throws {
    let ground = try await exported.value.copy()
    let capture = try #require(try ground.holdings().catalogue.captures(.number(5)).first)
    let file = ground.layout.warc.appending(path: capture.record.file)
    var bytes = try Data(contentsOf: file)
    bytes[capture.record.offset + capture.record.length / 2] ^= 0x10
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    let (whole, report) = try warc(ground)
    #expect(report.problems.count == 1 && report.problems[0].contains("at \(capture.record.offset)"))
    #expect(try !records(whole).isEmpty)
  }
}
