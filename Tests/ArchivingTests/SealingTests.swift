import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("Sealing: by size, by day, by command")
struct SealingTests {
  private func mode(_ url: URL) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
    return try #require(attributes[.posixPermissions] as? NSNumber).intValue
  }

  @Test func `a file that is sealed by command is read-only, indexed and never written to again`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    #expect(try await archive.seal() == nil)
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let name = try #require(try await archive.seal())
    #expect(try await archive.seal() == nil)
    #expect(name.wholeMatch(of: /fangzhi-\d{14}-[0-9a-f]{8}-\d{5}\.warc\.gz/) != nil)
    let file = ground.layout.warc.appending(path: name)
    #expect(try mode(file) == 0o444)
    let bytes = try Data(contentsOf: file)
    try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive)
    try await archive.close()
    #expect(try Data(contentsOf: file) == bytes)
    let files = try ground.warcFiles()
    #expect(files.count == 2 && files.contains { $0.hasSuffix("-00001.warc.gz.open") })
    #expect(FileManager.default.fileExists(atPath: ground.layout.index(of: name).path))
    #expect(FileManager.default.fileExists(atPath: ground.layout.replayConfig.path))
    try await ground.expectSound()
  }

  @Test func `a file that is full is sealed, and no visit is spread over two`() async throws {
    let ground = try Ground()
    var settings = ArchiveSettings.small
    settings.maxFileBytes = 4_000
    let archive = try await ground.open(settings)
    for number in 0..<6 {
      try await ground.visit(
        "/\(number).html", .page(Pages.article("第\(number)号公告", ["事项\(number)已办理完毕。"])), in: archive)
    }
    // Two that wait at the same time stay in one file, however full it is.
    let one = try await ground.store("/x.html", .page(Pages.water), in: archive)
    let two = try await ground.store("/y.html", .page(Pages.fair), in: archive)
    #expect(one.place.file == two.place.file)
    for stored in [two, one] {
      let reading = try await archive.shelf.read(stored)
      _ = try await archive.keep(stored, reading.judgement, document: reading.document)
    }
    try await archive.close()
    let captures = try ground.holdings().catalogue.captures(.all)
    #expect(captures.allSatisfy { $0.record.file == $0.metadata.file })
    #expect(Set(captures.map(\.record.file)).count > 2)
    #expect(try ground.warcFiles().count { $0.hasSuffix(".open") } == 1)
    try await ground.expectSound()
    let before = try listing(of: ground.layout.pages)
    #expect(try await ground.rebuild().damages.isEmpty)
    #expect(try listing(of: ground.layout.pages) == before)
  }

  @Test func `a file of an earlier day is sealed on the next start`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await archive.close()
    ground.clock.set(Timestamp(fourteenDigits: "20261120235959")!)
    try await ground.open().close()
    #expect(try ground.warcFiles().allSatisfy { $0.hasSuffix(".open") })
    ground.clock.set(Timestamp(fourteenDigits: "20261121000000")!)
    try await ground.open().close()
    #expect(try ground.warcFiles().allSatisfy { $0.hasSuffix(".warc.gz") })
    try await ground.expectSound()
  }

  @Test func `a file of an earlier day is sealed while the program runs`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    ground.clock.set(Timestamp(fourteenDigits: "20261121000000")!)
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await archive.close()
    #expect(try ground.warcFiles().count == 2)
    try await ground.expectSound()
  }

  @Test func `each file begins with a warcinfo record that names it, and its records name that record`() async throws {
    let ground = try await Ground.full()
    let name = try #require(try ground.warcFiles().first)
    var reader = WARCReader(try WARCFile(path: ground.layout.warc.appending(path: name).path))
    let first = try #require(try reader.next()).record
    #expect(first.kind == .warcinfo && first.filename == name.replacing(".open", with: ""))
    let fields = WARCFields(parsing: first.block)
    #expect(fields["chainHead"] == ChainLine.genesis.hex && fields["chainLength"] == "0")
    #expect(fields["software"] == Release.software)
    while let found = try reader.next() { #expect(found.record.warcinfoID == first.id) }
  }
}
