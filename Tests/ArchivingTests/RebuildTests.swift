import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("Rebuild: the same bytes and rows from warc/ alone")
struct RebuildTests {
  /// Removes the catalogue file and its side files.
  private func loseCatalogue(_ ground: Ground) throws {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: ground.layout.catalogue.path + suffix)
    }
  }

  private func expectSame(_ ground: Ground, _ body: () async throws -> Void) async throws {
    let before = (
      try listing(of: ground.layout.pages), try rows(of: ground.layout), try listing(of: ground.layout.warc)
    )
    #expect(before.0.count > 20)
    try await body()
    #expect(try listing(of: ground.layout.pages) == before.0)
    #expect(try listing(of: ground.layout.warc) == before.2)
    let after = try rows(of: ground.layout)
    for (table, lines) in before.1 { #expect(after[table] == lines, "\(table)") }
    try await ground.expectSound()
  }

  @Test func `an archive with every outcome is the same after one rebuild and after two`() async throws {
    let ground = try await Ground.full()
    for _ in 0..<2 {
      try await expectSame(ground) {
        let report = try await ground.rebuild()
        #expect(report.files == 1 && report.visits == 24 && report.judged == 0 && report.damages.isEmpty)
        #expect(!report.catalogueWasLost)
        #expect(report.versions == (try ground.holdings().catalogue.captures(.all)).count { $0.outcome.makesVersion })
      }
    }
  }

  @Test func `pages that were removed and edited come back`() async throws {
    let ground = try await Ground.full()
    try await expectSame(ground) {
      let pages = ground.layout.pages
      let files = try listing(of: pages).keys.sorted()
      for (number, file) in files.enumerated() where number % 3 == 0 {
        try FileManager.default.removeItem(at: pages.appending(path: file))
      }
      let json = try #require(files.first { $0.hasSuffix("document.json") && listingHas(pages, $0) })
      try Data("edited".utf8).write(to: pages.appending(path: json))
      try Data("foreign".utf8).write(to: pages.appending(path: "foreign.txt"))
      #expect(try await !ground.damages().isEmpty)
      _ = try await ground.rebuild()
    }
  }

  private func listingHas(_ folder: URL, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  @Test func `the catalogue comes back when its file is lost, and a fetch says so before`() async throws {
    let ground = try await Ground.full()
    try await expectSame(ground) {
      try loseCatalogue(ground)
      let error = try await #require(throws: ArchiveError.self) { _ = try await ground.open() }
      #expect(error.description.contains("rebuild") && error.description.contains("catalogue.sqlite"))
      #expect(
        !FileManager.default.fileExists(atPath: ground.layout.catalogue.path), "no empty catalogue is left behind")
      #expect(try await ground.rebuild().catalogueWasLost)
    }
  }

  @Test(arguments: ["not a database", ""])
  func `a catalogue that cannot be read is set aside`(content: String) async throws {
    let ground = try await Ground.full()
    try await expectSame(ground) {
      try loseCatalogue(ground)
      let text = content.isEmpty ? "" : String(repeating: content, count: 100)
      try Data(text.utf8).write(to: ground.layout.catalogue)
      let report = try await ground.rebuild()
      #expect(report.visits == 24)
      #expect(report.catalogueWasLost == !content.isEmpty)
    }
  }

  @Test func `several files, sealed and open, are read in the order in which they were begun`() async throws {
    let ground = try Ground()
    // One second for all: names alone do not tell the order, since a run's id is random.
    for number in 0..<6 {
      let archive = try await ground.open()
      try await ground.visit("/\(number).html", .page(Pages.notice), in: archive, after: 0)
      try await ground.visit("/a.html", .page(number % 2 == 0 ? Pages.water : Pages.fair), in: archive, after: 0)
      if number < 5 { try await archive.seal() }
      try await archive.close()
    }
    #expect(try ground.warcFiles().count == 6)
    let before = (try listing(of: ground.layout.pages), try listing(of: ground.layout.indexes))
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: ground.layout.catalogue.path + suffix)
    }
    try FileManager.default.removeItem(at: ground.layout.indexes)
    let report = try await ground.rebuild()
    #expect(report.files == 6 && report.visits == 12 && report.damages.isEmpty)
    #expect(try listing(of: ground.layout.pages) == before.0)
    #expect(try listing(of: ground.layout.indexes) == before.1)
    try await ground.expectSound()
  }

  @Test func `a torn tail of the open file is no damage, also without a catalogue`() async throws {
    let ground = try await Ground.full()
    let name = try #require(try ground.warcFiles().first)
    let file = ground.layout.warc.appending(path: name)
    let whole = try Data(contentsOf: file)
    try (whole + whole.prefix(300)).write(to: file)
    let before = try listing(of: ground.layout.pages)
    try loseCatalogue(ground)
    let report = try await ground.rebuild()
    #expect(report.visits == 24 && report.damages.isEmpty)
    #expect(try listing(of: ground.layout.pages) == before)
    let archive = try await ground.open()
    try await ground.visit("/next.html", .page(Pages.fair), in: archive)
    try await archive.close()
    #expect(try Data(contentsOf: file).prefix(whole.count) == whole)
    try await ground.expectSound()
  }

  @Test func `damage in the middle is reported with its offset, and the rest comes back`() async throws {
    let ground = try await Ground.full()
    let captures = try ground.holdings().catalogue.captures(.all)
    let fair = try #require(captures.first { $0.url.hasSuffix("/old.html") })
    let file = ground.layout.warc.appending(path: try #require(try ground.warcFiles().first))
    var bytes = try Data(contentsOf: file)
    bytes[fair.record.offset + fair.record.length / 2] ^= 0x10
    try bytes.write(to: file)
    let report = try await ground.rebuild()
    #expect(report.visits == 24)
    #expect(report.damages.contains { $0.contains("at \(fair.record.offset)") }, "\(report.damages)")
    let after = try ground.holdings().catalogue.captures(.all)
    #expect(after.map(\.sequence) == captures.map(\.sequence))
    #expect(after.map(\.outcome) == captures.map(\.outcome))
  }

  @Test func `a lost metadata record costs that visit, the others keep their numbers`() async throws {
    let ground = try await Ground.full()
    let captures = try ground.holdings().catalogue.captures(.all)
    let lost = captures[9]
    let file = ground.layout.warc.appending(path: try #require(try ground.warcFiles().first))
    var bytes = try Data(contentsOf: file)
    bytes[lost.metadata.offset + 30] ^= 0x55
    try bytes.write(to: file)
    let report = try await ground.rebuild()
    #expect(!report.damages.isEmpty)
    let after = try ground.holdings().catalogue.captures(.all)
    // The response without a judgement is judged now, as a new visit at the end.
    #expect(after.map(\.sequence) == captures.map(\.sequence).filter { $0 != lost.sequence } + [25])
    #expect(report.judged == 1)
    #expect(after.filter { $0.sequence < 25 } == captures.filter { $0.sequence != lost.sequence })
  }
}
