import Cataloguing
import Foundation
import GRDB
import LoopbackServer
import Testing
import WARC
import Web

@testable import Archiving

/// An archive with every outcome, sealed; each test takes a copy.
private let sound = Task { () async throws -> Ground in try await Ground.sealed() }

extension Ground {
  /// An archive with every outcome, sealed.
  static func sealed() async throws -> Ground {
    let ground = try await full()
    let archive = try await ground.open()
    try await archive.seal()
    try await archive.close()
    return ground
  }

  fileprivate func repair() async throws -> RepairReport {
    let clock = clock
    return try await Repair(of: layout, settings: .small) { clock.now }.run()
  }

  /// The first address that has a folder with a version in it.
  fileprivate func folder() throws -> URL {
    let address = try #require(
      try holdings().catalogue.address(CrawlURL(site + "/a.html")!.identity().id))
    return layout.folder(of: address.identity)
  }
}

@Suite("Repair: derived things only")
struct RepairTests {
  @Test(arguments: ["body", "document", "timeline", "latest", "folder", "index", "row", "catalogue", "no catalogue"])
  func `what warc/ gives is right again, and warc/ was not touched`(damage: String) async throws {
    let ground = try await sound.value.copy()
    let (warc, pages, before) = (
      try listing(of: ground.layout.warc), try listing(of: ground.layout.pages), try rows(of: ground.layout)
    )
    let files = FileManager.default
    let folder = try ground.folder()
    let version = try #require(
      try files.contentsOfDirectory(atPath: folder.path).sorted().first { $0.hasPrefix("2026") })
    switch damage {
    case "body": try Data("other".utf8).write(to: folder.appending(path: version + "/raw.html"))
    case "document": try files.removeItem(at: folder.appending(path: version + "/document.json"))
    case "timeline": try Data("{}\n".utf8).write(to: folder.appending(path: "captures.jsonl"))
    case "latest": try files.removeItem(at: folder.appending(path: "latest"))
    case "folder": try files.removeItem(at: folder)
    case "index":
      for name in try files.contentsOfDirectory(atPath: ground.layout.indexes.path) {
        try Data("x\n".utf8).write(to: ground.layout.indexes.appending(path: name))
      }
    case "row":
      let queue = try DatabaseQueue(path: ground.layout.catalogue.path)
      try await queue.write { try $0.execute(sql: "UPDATE capture SET outcome = 'gone' WHERE sequence = 3") }
      try queue.close()
    default:
      for suffix in ["", "-wal", "-shm"] { try? files.removeItem(atPath: ground.layout.catalogue.path + suffix) }
      if damage == "catalogue" { try Data(repeating: 0x41, count: 9_000).write(to: ground.layout.catalogue) }
    }
    let report = try await ground.repair()
    #expect(!report.repaired.isEmpty && report.left.isEmpty, "\(report)")
    #expect(report.isRebuilt == ["row", "catalogue", "no catalogue"].contains(damage))
    #expect(try listing(of: ground.layout.warc) == warc)
    #expect(try listing(of: ground.layout.pages) == pages)
    #expect(try rows(of: ground.layout) == before)
    try await ground.expectSound()
  }

  @Test func `what it cannot repair it names, and the last copy of damaged bytes stays`() async throws {
    let ground = try await sound.value.copy()
    let capture = try #require(try ground.holdings().catalogue.captures(.all).first { $0.url.hasSuffix("/old.html") })
    let file = ground.layout.warc.appending(path: capture.record.file)
    var bytes = try Data(contentsOf: file)
    bytes[capture.record.offset + capture.record.length / 2] ^= 0x10
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    let before = try listing(of: ground.layout.pages)
    let report = try await ground.repair()
    #expect(report.left.contains { $0.kind == .unreadableRecord && $0.offset == capture.record.offset }, "\(report)")
    #expect(!report.isRebuilt && report.left.allSatisfy { !$0.remedy.isEmpty })
    #expect(try listing(of: ground.layout.pages) == before)
    let command = try await Program.fangzhi(["repair"], archive: ground.layout.root)
    #expect(command.status == 6 && command.text.contains("left  unreadable_record"), "\(command)")
  }

  @Test func `the command says so where nothing is wrong, and where there is no archive`() async throws {
    let ground = try await sound.value.copy()
    let good = try await Program.fangzhi(["repair"], archive: ground.layout.root)
    #expect(good.status == 0 && good.output.isEmpty && good.errors.hasPrefix("0 repaired"), "\(good)")
    #expect(try await Program.fangzhi(["repair"], archive: temporaryFolder()).status == 5)
  }
}

@Suite("gc: what nothing names any more")
struct GcTests {
  @Test func `a sound archive has none`() async throws {
    let ground = try await sound.value.copy()
    #expect(try Leftovers(in: ground.holdings()).all().isEmpty)
  }

  @Test func `it lists, removes only with --yes, and never touches anything else`() async throws {
    let ground = try await sound.value.copy()
    let whole = try listing(of: ground.layout.root).filter { !$0.key.hasPrefix("catalogue.") && $0.key != ".lock" }
    let folder = try ground.folder()
    let version = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().first { $0.hasPrefix("2026") })
    let strays = [
      "pages/stray.txt", "pages/www.example.gov.cn/empty.html~0123456789abcdef/captures.jsonl",
      "indexes/fangzhi-20200101000000-abcdef01-00000.cdxj", "pages.old/x/y.txt", "pages.rebuilding/z",
      "pages/.making-1-2/raw.html",
    ]
    var places = strays.map { ground.layout.root.appending(path: $0) }
    places += [
      folder.appending(path: version + "/notes.txt"), folder.appending(path: "19990101000000-000000000000/raw.html"),
    ]
    for place in places {
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("12345".utf8).write(to: place)
    }
    let listed = try await Program.fangzhi(["gc"], archive: ground.layout.root)
    #expect(listed.status == 0 && listed.text.split(separator: "\n").count == places.count, "\(listed)")
    #expect(listed.text.split(separator: "\n").allSatisfy { $0.hasPrefix("5\t") })
    #expect(places.allSatisfy { FileManager.default.fileExists(atPath: $0.path) }, "a dry run")
    let removed = try await Program.fangzhi(["gc", "--yes", "--json"], archive: ground.layout.root)
    #expect(removed.status == 0 && removed.text.contains("\"removed\":true"), "\(removed)")
    #expect(
      try listing(of: ground.layout.root).filter { !$0.key.hasPrefix("catalogue.") && $0.key != ".lock" } == whole)
    try await ground.expectSound()
  }
}

@Suite("stats")
struct StatsTests {
  @Test func `addresses, versions, captures by outcome, and what revisits save`() async throws {
    let ground = try await sound.value.copy()
    let catalogue = try ground.holdings().catalogue
    let captures = try catalogue.captures(.all)
    let host = try #require(try catalogue.statistics().first)
    #expect(host.host == "www.example.gov.cn" && host.captures == captures.count)
    #expect(host.addresses == (try catalogue.addresses().count))
    #expect(host.outcomes == Dictionary(grouping: captures, by: \.outcome).mapValues(\.count))
    // Read back from the records themselves.
    var (bytes, saved) = (0, 0)
    let shelf = try ground.holdings().shelf
    for capture in captures {
      bytes += capture.metadata.length + (capture.record == capture.metadata ? 0 : capture.record.length)
      let record = try shelf.record(at: capture.record)
      guard record.kind == .revisit, let digest = record.payloadDigest?.sha256 else { continue }
      let original = try #require(try catalogue.original(of: digest))
      saved += original.record.length - capture.record.length
    }
    #expect(host.bytes == bytes && host.savedBytes == saved && saved > 0)
    let printed = try await Program.fangzhi(["stats", "--json"], archive: ground.layout.root)
    #expect(printed.status == 0 && printed.text.contains("\"bytes_saved\":\(saved)"), "\(printed)")
    #expect(printed.text.contains("\"captures\":24") && printed.text.contains("\"new\":"))
  }
}

@Suite("copy: consistent while somebody writes")
struct CopyTests {
  @Test func `a copy of a live archive is whole, and what came after it is not in it`() async throws {
    let ground = try await sound.value.copy()
    let archive = try await ground.open()
    try await ground.visit("/more.html", .page(Pages.fair), in: archive)
    try await archive.commit()
    // Written and not committed: the copy must not have it.
    try await ground.visit("/uncommitted.html", .page(Pages.fair), in: archive)
    let target = temporaryFolder()
    defer { try? FileManager.default.removeItem(at: target) }
    let made = try await Program.fangzhi(["copy", target.path], archive: ground.layout.root)
    #expect(made.status == 0, "\(made)")
    let copy = ArchiveLayout(root: target)
    #expect(try await damagesOf(copy) == [])
    let urls = try Holdings(at: copy).catalogue.captures(.all).map(\.url)
    #expect(urls.count == 25 && urls.last == site + "/more.html")
    try await archive.close()
    #expect(try ground.holdings().catalogue.captures(.all).count == 26)
    try await ground.expectSound()
    // The copy is an archive that can be written to.
    let more = try await Program.fangzhi(["seal"], archive: target)
    #expect(more.status == 0, "\(more)")
    #expect(try await damagesOf(copy) == [])
    let again = try await Program.fangzhi(["copy", target.path], archive: ground.layout.root)
    #expect(again.status == 8 && again.errors.contains("stands there already"), "\(again)")
  }

  @Test func `copied again and again while pages come in, every copy is sound`() async throws {
    let ground = try await sound.value.copy()
    let archive = try await ground.open()
    let clock = ground.clock
    for round in 0..<3 {
      let target = temporaryFolder()
      defer { try? FileManager.default.removeItem(at: target) }
      async let copied = ArchiveCopy(of: ground.layout, to: target).make(settings: .small) { clock.now }
      for number in 0..<20 {
        try await ground.visit(
          "/r\(round)n\(number).html", .page(Pages.article("第\(number)号", ["第\(round)轮第\(number)页的正文，供测试之用。"])),
          in: archive)
        if number % 3 == 0 { try await archive.commit() }
        if number == 10 { try await archive.seal() }
      }
      let report = try await copied
      #expect(report.damages.isEmpty)
      #expect(try await damagesOf(ArchiveLayout(root: target)) == [])
    }
    try await archive.close()
  }
}
