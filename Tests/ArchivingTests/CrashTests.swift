import Cataloguing
import Foundation
import LoopbackServer
import Testing
import WARC
import Web

@testable import Archiving

/// Two rounds of fetching, then sealed: what the crashes come upon. The portal stands in its third round.
private let base = Task { () async throws -> (portal: ChangingPortal, ground: Ground) in
  let portal = try ChangingPortal()
  let ground = try Ground()
  for _ in 0..<2 {
    let result = try await portal.fetch(into: ground.layout.root)
    guard [0, 3].contains(result.status) else { throw ArchiveError.missing(path: result.errors) }
    portal.turn()
  }
  _ = try await Program.fangzhi(["seal"], archive: ground.layout.root)
  return (portal, ground)
}

#if DEBUG
  @Suite("Killed at every step of the commit, in a process of its own")
  struct CrashTests {
    static let fetching = CrashPoint.names.filter { !(sealing + redacting).contains($0) }
    static let sealing = ["after-seal-rename", "after-index"]
    /// What RedactTests tries.
    static let redacting = ["before-redaction", "after-redaction"]

    /// What a round reaches once only.
    static let rare = ["before-warcinfo", "after-warcinfo", "before-folder", "judging"]

    @Test(arguments: fetching.flatMap { rare.contains($0) ? [$0] : [$0, $0 + ":3"] })
    func `the next start takes it up`(point: String) async throws {
      let (portal, ground) = (try await base.value.portal, try await base.value.ground.copy())
      let before = try ground.holdings().catalogue.captures(.all).count
      let killed = try await portal.fetch(
        into: ground.layout.root, environment: ["FANGZHI_CRASH_AT": point])
      // A round has one revisit of the identical kind at least.
      #expect(killed.wasKilled && killed.status == SIGKILL, "\(point): \(killed)")
      try await expectCommittedPrefix(of: ground)
      let again = try await portal.fetch(into: ground.layout.root)
      #expect(again.status == 3, "\(again)")
      #expect(try ground.holdings().catalogue.captures(.all).count >= before + ChangingPortal.paths.count)
      try await expectInvariants(of: ground)
    }

    @Test(arguments: sealing)
    func `a seal that is cut short is taken up`(point: String) async throws {
      let (portal, ground) = (try await base.value.portal, try await base.value.ground.copy())
      _ = try await portal.fetch(into: ground.layout.root)
      let killed = try await Program.fangzhi(
        ["seal"], archive: ground.layout.root, environment: ["FANGZHI_CRASH_AT": point])
      #expect(killed.wasKilled)
      try await expectCommittedPrefix(of: ground)
      let again = try await Program.fangzhi(["seal"], archive: ground.layout.root)
      #expect(again.status == 0)
      #expect(try ground.warcFiles().allSatisfy { $0.hasSuffix(".warc.gz") })
      #expect(try ground.holdings().catalogue.files().allSatisfy(\.isSealed))
      #expect(try listing(of: ground.layout.indexes).count == ground.warcFiles().count)
      try await expectInvariants(of: ground)
    }

    @Test func `a page that ends the program twice is unreadable, and its address keeps its version`() async throws {
      let (portal, ground) = (try await base.value.portal, try await base.value.ground.copy())
      let crash = ["FANGZHI_CRASH_AT": "judging"]
      let url = portal.server.url("/news.html")
      let version = try #require(try ground.holdings().catalogue.addresses().first { $0.url == url }).version
      let first = try await Program.fangzhi(
        ["fetch", "--allow-private", "--delay", "0", url], archive: ground.layout.root, environment: crash)
      #expect(first.wasKilled)
      #expect(try await Program.fangzhi(["seal"], archive: ground.layout.root, environment: crash).wasKilled)
      let third = try await Program.fangzhi(["seal"], archive: ground.layout.root, environment: crash)
      #expect(third.status == 0 && !third.wasKilled, "\(third)")
      let address = try #require(try ground.holdings().catalogue.addresses().first { $0.url == url })
      #expect(address.version == version && version != nil)
      let last = try #require(try ground.holdings().catalogue.captures(.of(address.id)).last)
      #expect(last.outcome == .unreadable && last.reason != nil)
      try await expectInvariants(of: ground)
    }

    @Test func `a name that is no crash point is refused`() async throws {
      let (portal, ground) = (try await base.value.portal, try await base.value.ground.copy())
      let result = try await portal.fetch(into: ground.layout.root, environment: ["FANGZHI_CRASH_AT": "nowhere"])
      #expect(result.wasKilled && result.status != SIGKILL)
    }
  }
#endif

@Suite("Killed at random moments")
struct RandomKillTests {
  /// How many; FANGZHI_KILLS says another number.
  static let kills = ProcessInfo.processInfo.environment["FANGZHI_KILLS"].flatMap { Int($0) } ?? 60

  @Test func `the invariants hold after each kill`() async throws {
    let portal = try ChangingPortal()
    let ground = try Ground()
    // How long a run takes depends on what else the machine does, so the range follows what happens.
    var longest = 800.0
    var random = SeededGenerator(state: UInt64(Self.kills))
    var killed = 0
    for number in 1...Self.kills {
      portal.turn()
      let program = try Program(Program.fangzhi, portal.arguments + ["--archive", ground.layout.root.path])
      program.kill(afterMilliseconds: Int(Double.random(in: 10...longest, using: &random)))
      let wasKilled = try await program.result().wasKilled
      killed += wasKilled ? 1 : 0
      longest = wasKilled ? longest * 1.1 : max(40, longest * 0.7)
      guard FileManager.default.fileExists(atPath: ground.layout.catalogue.path) else { continue }
      try await expectCommittedPrefix(of: ground)
      if number % 10 == 0 { _ = try await Program.fangzhi(["seal"], archive: ground.layout.root) }
      try await ground.reopen()
      // The next round reads all that is committed again.
      if number % 5 == 0 {
        #expect(try await ground.damages(isDeep: false).map(\.description) == [], "kill \(number)")
      }
      if number % 15 == 0 { try await expectInvariants(of: ground) }
    }
    #expect(killed * 2 > Self.kills, "most of them must hit a running program")
    try await expectInvariants(of: ground)
    let before = try listing(of: ground.layout.pages)
    #expect(try await ground.rebuild().damages.isEmpty)
    #expect(try listing(of: ground.layout.pages) == before)
  }
}

extension Ground {
  /// A start with the wall clock, as a command makes it.
  func reopen() async throws {
    let archive = try await Archive(at: layout, settings: .small, command: "seal") {
      Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    }
    try await archive.close()
  }
}

/// I3: what was committed is whole, before anybody looked after it.
func expectCommittedPrefix(of ground: Ground, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  // Pages may wait, a file that was just begun may be unknown.
  let found = try await ground.damages(isDeep: false).filter { ![.wrongPage, .unknownFile].contains($0.kind) }
  #expect(found.map(\.description) == [], sourceLocation: sourceLocation)
}

/// I2, I3, I4 and I6, read back from the disk by other means than `verify`, and `verify` as well.
func expectInvariants(of ground: Ground, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  try await ground.expectSound(sourceLocation: sourceLocation)
  let holdings = try ground.holdings()
  #expect(try holdings.catalogue.pending().isEmpty, sourceLocation: sourceLocation)
  let captures = try holdings.catalogue.captures(.all)
  #expect(captures.map(\.sequence) == Array(1...max(1, captures.count)), sourceLocation: sourceLocation)
  for capture in captures {
    try expectReadable(capture, holdings, sourceLocation)
  }
  for address in try holdings.catalogue.addresses() {
    let good = captures.last { $0.address == address.id && $0.outcome.isGood }
    #expect(address.version == good?.version, "\(address.url)", sourceLocation: sourceLocation)
    guard let id = address.version, let version = try holdings.catalogue.version(id, of: address.id) else { continue }
    #expect(try holdings.page(of: version).body == version.body, sourceLocation: sourceLocation)
    guard version.hasFolder else { continue }
    let folder = ground.layout.folder(of: id, at: address.identity)
    #expect(
      Digest(of: try Data(contentsOf: folder.appending(path: "raw.html"))) == version.body,
      sourceLocation: sourceLocation)
  }
  for file in try ground.warcFiles() {
    let place = ground.layout.warc.appending(path: file).path
    // gzip wants a suffix that it knows, so it reads standard input.
    let test = try await Program.run("/bin/sh", ["-c", "gzip -t < \"$0\"", place])
    #expect(test.status == 0, "\(file): \(test.errors)", sourceLocation: sourceLocation)
  }
}

private func expectReadable(_ capture: Capture, _ holdings: Holdings, _ sourceLocation: SourceLocation) throws {
  let record = try holdings.shelf.record(at: capture.record)
  #expect(record.targetURI == capture.url && record.date == capture.at, sourceLocation: sourceLocation)
  guard let payload = capture.payload else { return }
  if record.kind == .revisit {
    let original = try #require(try holdings.catalogue.original(of: payload), sourceLocation: sourceLocation)
    let found = try holdings.shelf.record(at: original.record)
    #expect(found.id == record.refersTo && found.kind == .response, sourceLocation: sourceLocation)
    #expect(Digest(of: found.payload) == payload, sourceLocation: sourceLocation)
  } else {
    #expect(Digest(of: record.payload) == payload, sourceLocation: sourceLocation)
  }
}
