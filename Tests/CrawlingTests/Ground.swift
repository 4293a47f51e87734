import Archiving
import Cataloguing
import Crawling
import Fetching
import Foundation
import LoopbackServer
import Scheduling
import Synchronization
import Testing
import WARC
import Web

/// A portal on loopback, an archive in a folder of its own and a clock that is set by hand: all that a fetch needs.
final class Ground {
  let server: LoopbackServer
  let layout: ArchiveLayout
  let archive: Archive
  let clock: HandClock
  var config: Config
  var portals: [Portal] = []
  var wishes = NamedFetch.Wishes()
  private let fetching = FetchQueue(maxConnections: 8)

  init(_ change: (inout Config) -> Void = { _ in }) async throws {
    var config = Ground.config
    change(&config)
    let clock = HandClock()
    self.config = config
    self.clock = clock
    server = try LoopbackServer()
    layout = ArchiveLayout(
      root: FileManager.default.temporaryDirectory.appending(path: "fangzhi-crawling-\(UUID().uuidString)"))
    archive = try await Archive(at: layout, settings: config.archive, command: "fetch") { clock.now }
    wishes.allowsPrivateAddresses = true
  }

  deinit { try? FileManager.default.removeItem(at: layout.root) }

  /// Small limits: a body of 1 MiB, and a transfer below 1,000 B/s is given up after a second.
  static var config: Config {
    var config = Config()
    config.fetching.connectTimeoutSeconds = 5
    config.fetching.pageTimeoutSeconds = 20
    config.fetching.lowSpeedBytesPerSecond = 1_000
    config.fetching.lowSpeedSeconds = 1
    config.fetching.maxPageBytes = 1 << 20
    config.fetching.maxAttachmentBytes = 2 << 20
    config.archive.floor.bytes = 0
    return config
  }

  /// A run of its own, with what is wished for now: robots.txt is asked anew.
  var run: NamedFetch {
    get throws {
      let clock = clock
      let road = Road(fetching: fetching, archive: archive, config: config) { clock.now }
      let began = ContinuousClock.now
      return try NamedFetch(road: road, config: config, portals: portals, wishes: wishes) {
        Moment(clock.now) + Milliseconds(began.duration(to: .now) / .milliseconds(1))
      }
    }
  }

  /// Fetches a path of the server, or a whole address, one hour after the visit before.
  func fetch(_ address: String) async throws -> [VisitReport] {
    clock.advance(3_600)
    return try await run.fetch(address.hasPrefix("/") ? server.url(address) : address)
  }

  /// Fetches one address whose first answer is what matters.
  func visit(_ address: String) async throws -> VisitReport {
    guard let first = try await fetch(address).first else { throw Missing(what: "a report of \(address)") }
    return first
  }

  /// From now on only this server may be fetched, by its portal's file, and no other private address.
  func allowOnlyOwnServer() {
    var portal = Portal(id: "test", hosts: [server.authority], entries: [])
    portal.allowPrivateAddresses = true
    portals = [portal]
    wishes.allowsPrivateAddresses = false
  }

  /// A full verification finds nothing after everything is committed.
  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await archive.commit()
    var verification = Verification(of: try Holdings(at: layout), isDeep: true)
    try await verification.run()
    let damages = verification.damages.map(\.description)
    #expect(damages == [], sourceLocation: sourceLocation)
  }
}

/// A clock that stands still until it is told to go on. It begins on 20 November 2026, 9 in the morning in China.
final class HandClock: Sendable {
  private let time = Mutex(Timestamp(year: 2026, month: 11, day: 20, hour: 1)!)

  var now: Timestamp { time.withLock { $0 } }

  func advance(_ seconds: Int64) { time.withLock { $0 = $0.advanced(by: seconds) } }
  func advance(days: Int64) { advance(days * 86_400) }
}

struct Missing: Error, CustomStringConvertible {
  let what: String
  var description: String { "\(what) is missing" }
}

// MARK: Reading back

extension Ground {
  /// All records of `warc/` in their order.
  var records: [WARCRecord] {
    get throws {
      var records: [WARCRecord] = []
      for name in try FileManager.default.contentsOfDirectory(atPath: layout.warc.path).sorted() {
        var reader = WARCReader(try WARCFile(path: layout.warc.appending(path: name).path))
        while let found = try reader.next() { records.append(found.record) }
      }
      return records
    }
  }

  /// The records of one address, robots.txt and warcinfo left out.
  func records(of path: String, _ kind: RecordKind) throws -> [WARCRecord] {
    try records.filter { $0.kind == kind && $0.targetURI == server.url(path) }
  }

  /// What the last visit's metadata record of that address says.
  func metadata(of address: String) throws -> WARCFields {
    let url = address.hasPrefix("/") ? server.url(address) : address
    guard let record = try records.last(where: { $0.kind == .metadata && $0.targetURI == url }) else {
      throw Missing(what: "the metadata record of \(url)")
    }
    return WARCFields(parsing: record.block)
  }

  func address(_ path: String) throws -> Address {
    let url = CrawlURL(path.hasPrefix("/") ? server.url(path) : path)!
    guard let address = try archive.catalogue.address(url.identity().id) else { throw Missing(what: path) }
    return address
  }

  /// The folder of one address in `pages/`.
  func folder(_ path: String) throws -> URL { layout.folder(of: try address(path).identity) }

  /// The names of its version folders, oldest first.
  func versionFolders(_ path: String) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder(path).path)
    return names.filter { VersionID($0) != nil }.sorted()
  }

  /// Where `latest` points.
  func latest(_ path: String) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: folder(path).appending(path: "latest").path)
  }

  /// The outcomes in `captures.jsonl`, oldest first.
  func timeline(_ path: String) throws -> [String] {
    let text = try String(contentsOf: folder(path).appending(path: "captures.jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return value?["outcome"] as? String ?? "?"
    }
  }
}

// MARK: Pages

/// The same text as another gzip member: only the time stamp in its header (RFC 1952 §2.3.1) differs.
func gzipped(_ text: String, stamp: UInt8) -> Script {
  var member = storedGzip(text)
  member[4] = stamp
  return .respond(200, [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")], body: member)
}

/// The lines of a table in Fixtures, each cut at its tabs; lines that begin with # are remarks.
func table(_ name: String) throws -> [[String]] {
  let file = Bundle.module.resourceURL!.appending(path: "Fixtures/\(name)")
  return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) } }
}
