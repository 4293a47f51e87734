import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("What a start takes up after a crash")
struct RecoveryTests {
  /// An archive with two committed visits and one more that is written and not committed, as a killed process leaves
  /// them: copied while it is open.
  private func killed(afterKeep: Bool = true) async throws -> (ground: Ground, committed: Int, end: Int) {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await ground.visit("/b.html", .page(Pages.water), in: archive)
    try await archive.commit()
    let committed = try #require(try ground.holdings().catalogue.files().first).committedEnd
    if afterKeep {
      try await ground.visit("/a.html", .page(Pages.noticeEdited), in: archive)
    } else {
      ground.clock.advance(60)
      _ = try await ground.store("/a.html", .page(Pages.noticeEdited), in: archive)
    }
    let copy = try ground.copy()
    try await archive.close()
    let file = copy.layout.warc.appending(path: try #require(try copy.warcFiles().first))
    return (copy, committed, try Data(contentsOf: file).count)
  }

  private func outcomes(_ ground: Ground) throws -> [String] {
    try ground.holdings().catalogue.captures(.all).map(\.outcome.rawValue)
  }

  @Test func `a visit that is whole but not committed is taken up, with its page`() async throws {
    let (ground, _, _) = try await killed()
    #expect(try outcomes(ground) == ["new", "new"])
    try await ground.open().close()
    #expect(try outcomes(ground) == ["new", "new", "changed"])
    try await ground.expectSound()
  }

  @Test func `a response without a judgement is judged on the next start`() async throws {
    let (ground, _, _) = try await killed(afterKeep: false)
    try await ground.open().close()
    #expect(try outcomes(ground) == ["new", "new", "changed"])
    #expect(try ground.holdings().catalogue.pending().isEmpty)
    try await ground.expectSound()
  }

  @Test func `a torn tail of every length is cut`() async throws {
    let (ground, committed, end) = try await killed()
    let name = try #require(try ground.warcFiles().first)
    let whole = try Data(contentsOf: ground.layout.warc.appending(path: name))
    // Every length near the records' ends, others in steps.
    let lengths = Set(stride(from: committed, through: end, by: 97)).union(committed...(committed + 12))
      .union((end - 12)...end)
    for length in lengths.sorted() {
      let copy = try ground.copy()
      let file = copy.layout.warc.appending(path: name)
      try whole.prefix(length).write(to: file)
      try await copy.open().close()
      let count = try copy.holdings().catalogue.captures(.all).count
      #expect(count == 2 || count == 3)
      if length == end { #expect(count == 3) }
      #expect(try Data(contentsOf: file).prefix(committed) == whole.prefix(committed))
      try await copy.expectSound()
    }
  }

  @Test func `garbage behind the committed end is cut`() async throws {
    let (ground, committed, _) = try await killed()
    let file = ground.layout.warc.appending(path: try #require(try ground.warcFiles().first))
    let whole = try Data(contentsOf: file)
    let tails = [
      Data(repeating: 0, count: 5_000), Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }),
      Data(try await plantedArchive()),
    ]
    for tail in tails {
      let copy = try ground.copy()
      let place = copy.layout.warc.appending(path: file.lastPathComponent)
      try (whole.prefix(committed) + tail).write(to: place)
      try await copy.open().close()
      #expect(try Data(contentsOf: place) == whole.prefix(committed))
      #expect(try outcomes(copy) == ["new", "new"])
      try await copy.expectSound()
    }
  }

  @Test func `fewer bytes than were committed are damage, not a torn tail`() async throws {
    let (ground, committed, _) = try await killed()
    let file = ground.layout.warc.appending(path: try #require(try ground.warcFiles().first))
    try Data(contentsOf: file).prefix(committed - 1).write(to: file)
    let error = try await #require(throws: ArchiveError.self) { _ = try await ground.open() }
    guard case .damaged = error else { return #expect(Bool(false), "\(error)") }
    #expect(try await !ground.damages().isEmpty)
    // A rebuild counts what is whole, and the archive can be written to again.
    _ = try await ground.rebuild()
    try await ground.open().close()
  }

  @Test func `a file that was begun and never committed is taken up, or removed when nothing stands in it`()
    async throws
  {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let early = try ground.copy()
    let warcinfo = try ground.copy()
    let empty = try ground.copy()
    try await archive.close()

    try await early.open().close()
    #expect(try outcomes(early) == ["new"])
    try await early.expectSound()

    let name = try #require(try warcinfo.warcFiles().first)
    let place = warcinfo.layout.warc.appending(path: name)
    var reader = WARCReader(try WARCFile(path: place.path))
    let first = try #require(try reader.next())
    for (copy, length) in [(warcinfo, Int(first.location.end)), (empty, 0)] {
      let file = copy.layout.warc.appending(path: name)
      try Data(contentsOf: file).prefix(length).write(to: file)
      try await copy.open().close()
      #expect(try copy.warcFiles().isEmpty)
      let next = try await copy.open()
      try await copy.visit("/a.html", .page(Pages.notice), in: next)
      try await next.close()
      try await copy.expectSound()
    }
  }

  @Test func `an open file beside an empty catalogue is taken up, never removed`() async throws {
    let ground = try await Ground.full()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: ground.layout.catalogue.path + suffix)
    }
    try Data().write(to: ground.layout.catalogue)
    let before = try listing(of: ground.layout.pages)
    try await ground.open().close()
    #expect(try ground.holdings().catalogue.captures(.all).count == 24)
    #expect(try listing(of: ground.layout.pages) == before)
    try await ground.expectSound()
  }

  @Test(arguments: [
    "fangzhi-20261120010203-0a1b2c3d-00007.warc.gz.open", "fangzhi-20261120010203-0a1b2c3d-00007.warc.gz",
  ])
  func `a foreign file in warc is refused and left alone`(name: String) async throws {
    let (ground, _, _) = try await killed()
    try await ground.open().close()
    let file = ground.layout.warc.appending(path: name)
    let source = ground.layout.warc.appending(path: try #require(try ground.warcFiles().first))
    try FileManager.default.copyItem(at: source, to: file)
    let error = try await #require(throws: ArchiveError.self) { _ = try await ground.open() }
    #expect(error.description.contains(name) && error.description.contains("rebuild"))
    #expect(FileManager.default.fileExists(atPath: file.path))
    #expect(try await ground.damages().contains { $0.kind == .unknownFile && $0.file == "warc/" + name })
  }

  @Test func `a file that was renamed and not counted as sealed is sealed`() async throws {
    let ground = try await Ground.full()
    let name = try #require(try ground.warcFiles().first)
    let sealed = name.replacing(".open", with: "")
    try FileManager.default.moveItem(
      at: ground.layout.warc.appending(path: name), to: ground.layout.warc.appending(path: sealed))
    try await ground.open().close()
    #expect(
      try ground.holdings().catalogue.files() == [
        ArchivedFile(name: sealed, committedEnd: size(ground, sealed), isSealed: true)
      ])
    #expect(FileManager.default.fileExists(atPath: ground.layout.index(of: sealed).path))
    try await ground.expectSound()
  }

  private func size(_ ground: Ground, _ name: String) throws -> Int {
    try Data(contentsOf: ground.layout.warc.appending(path: name)).count
  }

  @Test func `folders, lines and links that a crash kept from their place are made`() async throws {
    let ground = try await Ground.full()
    let before = try listing(of: ground.layout.pages)
    let copy = try ground.copy()
    try FileManager.default.removeItem(at: copy.layout.pages)
    let unfinished = copy.layout.pages.appending(path: ".making-0123456789abcdef-20261120010000-58b3ff354b01")
    try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
    let catalogue = try Catalogue(path: copy.layout.catalogue.path, access: .writing)
    try catalogue.set("pages_in_place", to: "0")
    try catalogue.close()
    try await copy.open().close()
    #expect(try listing(of: copy.layout.pages) == before)
  }

  @Test func `a page whose folder somebody removed can still be visited`() async throws {
    let ground = try await Ground.full()
    try FileManager.default.removeItem(at: ground.layout.pages)
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await ground.visit("/a.html", .page(Pages.fair), in: archive)
    try await archive.close()
    #expect(try await !ground.damages().isEmpty)
    _ = try await ground.rebuild()
    try await ground.expectSound()
  }

  /// A site can serve a WARC file as a document: its records must never count, whatever is damaged around them.
  @Test(arguments: ["torn", "flipped", "torn, catalogue lost", "flipped, catalogue lost"])
  func `records that a document planted are never taken for ours`(damage: String) async throws {
    let planted = try await plantedArchive()
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    var bait = Answer(status: 200, fields: [("Content-Type", "application/gzip")], body: planted)
    bait.fields.append(("Content-Encoding", "identity"))
    let kept = try await ground.visit("/bait.warc.gz", bait, in: archive)
    if damage.hasPrefix("flipped") { try await ground.visit("/b.html", .page(Pages.fair), in: archive) }
    try await archive.close()
    let file = ground.layout.warc.appending(path: try #require(try ground.warcFiles().first))
    var bytes = try Data(contentsOf: file)
    let start = kept.capture.record.offset
    let body = try #require(bytes.range(of: Data(planted.prefix(400))), "the body stands in the file as it came")
    #expect(body.lowerBound > start)
    if damage.hasPrefix("torn") {
      bytes = bytes.prefix(start + kept.capture.record.length - 5)
    } else {
      bytes[start + 40] ^= 0x3C
    }
    try bytes.write(to: file)
    if damage.contains("lost") {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: ground.layout.catalogue.path + suffix)
      }
    } else {
      let damages = try await ground.damages(isDeep: false)
      #expect(damages.contains { $0.offset == start && $0.kind == .unreadableRecord })
      #expect(!damages.contains { $0.kind == .repeatedRecordID || $0.message.contains("evil") })
    }
    _ = try await ground.rebuild()
    let urls = try ground.holdings().catalogue.captures(.all).map(\.url)
    #expect(!urls.contains { $0.contains("evil") }, "\(urls)")
    #expect(urls.first == site + "/a.html")
    if damage.hasPrefix("flipped") { #expect(urls.last == site + "/b.html") }
    try await ground.open().close()
    #expect(try !ground.holdings().catalogue.captures(.all).contains { $0.url.contains("evil") })
  }

  /// A whole archive file of the same form, with another site's pages.
  private func plantedArchive() async throws -> [UInt8] {
    let ground = try Ground()
    let archive = try await ground.open()
    for number in 0..<3 {
      try await ground.visit("https://evil.example/\(number)", .page(Pages.water + "\(number)"), in: archive)
    }
    try await archive.close()
    return [UInt8](try Data(contentsOf: ground.layout.warc.appending(path: try #require(try ground.warcFiles().first))))
  }

}
