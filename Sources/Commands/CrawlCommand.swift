internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Fetching
internal import Foundation
internal import Web

/// `fangzhi crawl [PORTAL…]`
struct CrawlCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crawl", abstract: "Crawl whole portals: politely, completely, resumably.",
    discussion: """
      Visits what is queued and what it leads to, and ends when nothing is due. A crawl that was stopped, killed or cut \
      off goes on where it was. The first interrupt stops it cleanly (exit code 11), the second one at once.
      """)

  @OptionGroup var options: CrawlOptions

  @Flag(help: "Say what would be done; nothing is fetched or written.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let portals = try options.selected(config)
    let layout = global.layout(config)
    if dryRun { return try DryRun(portals: portals, layout: layout).print(isJSON: global.json) }
    let session = CrawlSession(
      command: "crawl", config: config, portals: portals, layout: layout, options: options, global: global)
    let report = try await session.run { try await $0.run(.discovery, tell: $1) }
    if global.json {
      for line in report.jsonLines { Console.bytes(line + [0x0A]) }
    } else {
      CrawlTable(report).print()
    }
    if let status = ExitStatus(report) { throw status }
  }
}

/// One crawl from opening the archive to closing it, for `crawl` and `refresh` alike.
struct CrawlSession {
  let command: String
  let config: Config
  let portals: [Portal]
  let layout: ArchiveLayout
  let options: CrawlOptions
  let global: GlobalOptions

  /// Does the work; whatever ends it, the archive is closed in order.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable (Crawl, @escaping @Sendable (CrawlNews) -> Void) async throws -> Value
  ) async throws -> Value {
    let archive = try await Archive(at: layout, settings: config.archive, command: command, now: wallClock)
    let fetching = FetchQueue(maxConnections: config.fetching.maxConnections)
    let road = Road(fetching: fetching, archive: archive, config: config, now: wallClock)
    let crawl = try Crawl(
      road: road, config: config, portals: portals, others: Portal.named(in: config),
      wishes: NamedFetch.Wishes(), limits: options.limits, clock: millisecondClock)
    let line = ProgressLine(isQuiet: global.quiet || global.json)
    let isVerbose = global.verbose
    let root = layout.root.deletingLastPathComponent()
    let ending = await StopSignals.cancelling {
      try await work(crawl) { news in
        switch news {
        case .progress(let progress): line.show(progress)
        case .visit(let kept, _):
          guard isVerbose else { return }
          line.clear()
          Console.note(VisitReport(kept, layout: archive.layout).line(relativeTo: root))
        }
      }
    }
    line.clear()
    await fetching.shutDown()
    let skipped = SkippedList(archive.catalogue, closed: await crawl.closedHosts)
    return try await close(archive, ending, skipped)
  }

  private func close<Value: Sendable>(
    _ archive: Archive, _ ending: Result<Value, any Error>, _ skipped: SkippedList
  ) async throws -> Value {
    switch ending {
    case .success(let value):
      try await archive.seal()
      if let file = options.reportSkipped { try skipped.write(to: file) }
      try await archive.close()
      return value
    case .failure(let error):
      if error is CancellationError, let file = options.reportSkipped {
        try? skipped.write(to: file)
      }
      // The first error says what is wrong; that closing fails as well adds nothing.
      try? await archive.close()
      guard error is CancellationError else { throw error }
      Console.note("fangzhi: stopped; what was visited is kept, the rest stays queued: the same command goes on")
      throw ExitStatus.stoppedBySignal
    }
  }
}

/// Every address that was not visited, and why: address, state, reason, separated by tabs.
struct SkippedList {
  private let catalogue: Catalogue
  /// Why hosts were left alone, by their authority.
  private let closed: [String: String]

  init(_ catalogue: Catalogue, closed: [String: String]) {
    self.catalogue = catalogue
    self.closed = closed
  }

  func write(to file: String) throws {
    _ = FileManager.default.createFile(atPath: file, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: file) else {
      throw UnreadableFile(description: "\(file): cannot be written")
    }
    var lines = Data()
    try catalogue.forEachQueued(in: [.queued, .failed, .excluded]) { row in
      let reason = row.reason ?? closed[row.host] ?? "its turn had not come"
      lines.append(contentsOf: "\(row.url)\t\(row.state.name)\t\(reason)\n".utf8)
      if lines.count > 1 << 16 {
        try handle.write(contentsOf: lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try handle.write(contentsOf: lines)
    try handle.close()
  }
}

/// What a crawl would begin with.
struct DryRun {
  let portals: [Portal]
  let layout: ArchiveLayout

  func print(isJSON: Bool) throws {
    let queued =
      try FileManager.default.fileExists(atPath: layout.catalogue.path)
      ? Holdings(at: layout).catalogue.queuedHosts() : [:]
    for portal in portals {
      let waiting = portal.hosts.reduce(0) { $0 + (queued[$1] ?? 0) }
      for entry in portal.entries {
        if isJSON {
          var line = JSONLine()
          line.writer.object {
            $0.member("portal", portal.id)
            $0.member("url", entry.url.text)
            $0.member("kind", entry.kind.rawValue)
            $0.member("queued", waiting)
          }
          line.print()
        } else {
          Console.data("\(portal.id)\t\(entry.kind.rawValue)\t\(entry.url.text)\t\(waiting) queued")
        }
      }
    }
  }
}
