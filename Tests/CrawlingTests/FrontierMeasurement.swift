import Archiving
import Cataloguing
import Fetching
import Foundation
import Scheduling
import Testing
import Web

@testable import Crawling

/// How many addresses FANGZHI_MEASURE asks for; a million is what the promises are about.
private let measured = ProcessInfo.processInfo.environment["FANGZHI_MEASURE"].map { Int($0) ?? 1_000_000 }

@Suite(
  "A million queued addresses",
  .enabled(if: measured != nil, "FANGZHI_MEASURE is not set: how many addresses, or yes for a million"))
struct FrontierMeasurement {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-frontier-\(UUID().uuidString)")
  private let hosts = (1...40).map { "www.qu\($0).example.gov.cn" }

  private var layout: ArchiveLayout { ArchiveLayout(root: folder) }

  @Test("cost 250 bytes each on disk at most, 20 MB of memory, and half a second to go on with")
  func measure() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let count = measured ?? 0
    let empty = try await withCrawl { _, _ in }.bytes
    let full = try await withCrawl { _, archive in try await fill(archive, count) }.bytes
    let bytes = Double(full - empty) / Double(count)
    let before = try residentKilobytes()
    let clock = ContinuousClock()
    var first = 0
    let resumed = try await withCrawl { crawl, archive in
      let took = try await clock.measure { try await crawl.prepare(.discovery) }
      first = try archive.catalogue.next(of: hosts[0], at: .max, count: 32).count
      let memory = try residentKilobytes() - before
      print("resumed in \(took), \(memory) kB of memory")
      #expect(took < .milliseconds(500))
      #expect(memory < 20_000)
    }
    #expect(first == 32)
    print("\(count) addresses: \(bytes) bytes each on disk; opened, resumed and closed in \(resumed.took)")
    #expect(bytes <= 250)
  }

  /// Opens the archive, makes a crawl of the hosts, does the work, closes it.
  private func withCrawl(
    _ work: (Crawl, Archive) async throws -> Void
  ) async throws -> (bytes: Int, took: Duration) {
    let clock = ContinuousClock()
    let took = try await clock.measure {
      let now: @Sendable () -> Timestamp = { Timestamp(fourteenDigits: "20261120010203")! }
      let archive = try await Archive(at: layout, settings: Ground.config.archive, command: "crawl", now: now)
      let fetching = FetchQueue(maxConnections: 1)
      let road = Road(fetching: fetching, archive: archive, config: Ground.config, now: now)
      let entry = PortalEntry(kind: .home, url: CrawlURL("http://\(hosts[0])/")!)
      let crawl = try Crawl(
        road: road, config: Ground.config, portals: [Portal(id: "qinghe", hosts: hosts, entries: [entry])],
        wishes: NamedFetch.Wishes(), limits: CrawlLimits()
      ) { Moment(now()) }
      try await work(crawl, archive)
      await fetching.shutDown()
      try await archive.close()
    }
    let values = try layout.catalogue.resourceValues(forKeys: [.fileSizeKey])
    return (values.fileSize ?? 0, took)
  }

  /// Addresses as columns of portals have them, each found on a page that was found before it, in groups of a thousand.
  private func fill(_ archive: Archive, _ count: Int) async throws {
    for batch in 0..<count / 1_000 {
      let host = hosts[batch % hosts.count]
      let found = (0..<1_000).map { number in
        FoundURL(
          address: AddressID(value: .random(in: 0 ... .max)),
          url:
            "http://\(host)/zwgk/zfxxgkml/2026\(10 + batch % 3)/t202611\(10 + number % 19)_\(batch * 1_000 + number).html",
          host: host, priority: 100_000 + .random(in: 0..<40_000), depth: 1 + batch % 5, hop: "link")
      }
      try await archive.withinGroup { catalogue in
        _ = try catalogue.add(found, via: batch == 0 ? nil : Int.random(in: 1...batch * 1_000))
      }
      try await archive.commit()
    }
  }

  private func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    return status.split(separator: "\n").first { $0.hasPrefix("VmRSS") }?.split { !$0.isNumber }.first
      .flatMap { Int($0) } ?? 0
  }
}
