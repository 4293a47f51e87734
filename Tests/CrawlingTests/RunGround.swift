import Archiving
import Fetching
import Foundation
import LoopbackServer
import Scheduling
import Synchronization
import Testing
import Web

@testable import Crawling

/// A run over a loopback portal whose clock jumps from one moment to the next as soon as the run waits for it.
final class RunGround: Sendable {
  let server: LoopbackServer
  let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-run-\(UUID().uuidString)")
  private let time: Mutex<Moment>

  init(at start: Moment) throws {
    server = try LoopbackServer()
    time = Mutex(start)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var now: Moment { time.withLock { $0 } }

  func advance(_ span: Milliseconds) { time.withLock { $0 = $0 + span } }

  /// A list of two notices, and a robots.txt that allows everything.
  func serveList() {
    server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    server.on(
      "/",
      .html(
        "<html><title>通知公告</title><ul><li><a href=\"/a.html\">通知一</a></li><li><a href=\"/b.html\">通知二</a></li></ul></html>"
      ))
    server.on("/a.html", .html(notice("本页为第一份通知，仅供核对之用。")))
    server.on("/b.html", .html(notice("本页为第二份通知，仅供核对之用。")))
  }

  func portal(_ cron: String) throws -> Portal {
    var portal = Portal(
      id: "qinghe", hosts: [server.authority], entries: [PortalEntry(kind: .column, url: CrawlURL(server.url("/"))!)])
    portal.allowPrivateAddresses = true
    portal.limits.delaySeconds = 0
    portal.schedule = try Cron(cron)
    return portal
  }

  /// Runs until that moment; whatever is waited for is there at once.
  @discardableResult
  func run(
    _ portals: [Portal], until end: Moment, delivery: ((FetchQueue) -> NoticeDelivery)? = nil,
    publish: @escaping @Sendable (RunStatus) -> Void = { _ in }
  ) async throws -> RunStatus {
    let clock: @Sendable () -> Timestamp = { self.now.timestamp }
    let archive = try await Archive(
      at: ArchiveLayout(root: folder), settings: Ground.config.archive, command: "run", now: clock)
    let fetching = FetchQueue(maxConnections: 8)
    let road = Road(fetching: fetching, archive: archive, config: Ground.config, now: clock)
    let time = ScheduledRun.Time(now: { self.now }) { moment in
      if moment > end { throw CancellationError() }
      self.time.withLock { $0 = max($0, moment) }
    }
    let run = try ScheduledRun(
      road: road, config: Ground.config, portals: portals, delivery: delivery?(fetching), time: time)
    await #expect(throws: CancellationError.self) { try await run.run(publish: publish) }
    await fetching.shutDown()
    try await archive.close()
    return run.status
  }
}

/// That minute by the clocks of China.
func china(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Moment {
  ChinaDay(year: year, month: month, day: day).at(hour: hour, minute: minute)
}
