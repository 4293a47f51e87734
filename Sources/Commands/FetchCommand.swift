internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Extracting
internal import Fetching
internal import Foundation
private import Synchronization

/// `fangzhi fetch URL…`
struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch pages now: each is kept as sent, cleaned, and versioned.",
    discussion: """
      Prints a line for every address that was asked: outcome, status, version, characters added and removed, URL, \
      folder. A named URL always gets a version folder.
      """)

  @Argument(help: "Addresses to fetch.")
  var urls: [String] = []

  @Option(help: "A file with one address a line; - is standard input.")
  var list: String?

  @Flag(help: "Allow loopback, private and link-local addresses.")
  var allowPrivate = false

  @Flag(help: "Fetch although robots.txt forbids it; this is recorded with the capture.")
  var ignoreRobots = false

  @Flag(help: "Also fetch the files that the pages offer: PDF, Word, Excel, ZIP …")
  var attachments = false

  @Option(
    help:
      "Seconds between two requests to a host (default: the portal's, else the config's; less only for private addresses)."
  )
  var delay: Double?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if urls.isEmpty, list == nil { throw ValidationError("Name at least one address, or a file of them with --list.") }
    if let delay, !(0...3_600).contains(delay) { throw ValidationError("--delay must be 0 to 3600 seconds.") }
  }

  func run() async throws {
    let config = try global.settings()
    let portals = try Portal.all(in: URL(filePath: config.seedsFolder))
    let addresses = try urls + listed()
    let layout = global.layout(config)
    let printer = ReportPrinter(root: layout.root, isJSON: global.json, isQuiet: global.quiet)
    let wishes = wishes
    let ending = await StopSignals.cancelling {
      var asked = AskedFetch(layout: layout, wishes: wishes, addresses: addresses)
      while true {
        do {
          let archive = try await Archive(at: layout, settings: config.archive, command: "fetch", now: wallClock)
          let road = Road(
            fetching: FetchQueue(maxConnections: config.fetching.maxConnections), archive: archive, config: config,
            now: wallClock)
          let fetch = try NamedFetch(
            road: road, config: config, portals: portals, wishes: wishes, clock: millisecondClock)
          try await Self.fetch(asked.rest, by: fetch, on: road, printer)
        } catch let error as ArchiveError {
          guard case .inUse = error, try await asked.end(insteadOf: error, printer) else { throw error }
          if !asked.rest.isEmpty { continue }
        }
        return printer.hasFailed
      }
    }
    switch ending {
    case .success(let hasFailed): if hasFailed { throw ExitStatus.someFailed }
    case .failure(let error):
      guard error is CancellationError else { throw error }
      Console.note("fangzhi: stopped; what was fetched is kept, the rest was not asked")
      throw ExitStatus.stoppedBySignal
    }
  }

  /// Fetches them ourselves and commits what is there, whatever ends the work.
  private static func fetch(
    _ addresses: ArraySlice<String>, by fetch: NamedFetch, on road: Road, _ printer: ReportPrinter
  ) async throws {
    do {
      for address in addresses { try await fetch.fetch(address) { printer.print($0) } }
    } catch {
      await road.fetching.shutDown()
      // The first error says what is wrong; that closing fails as well adds nothing.
      try? await road.archive.close()
      throw error
    }
    await road.fetching.shutDown()
    try await road.archive.close()
  }

  private var wishes: NamedFetch.Wishes {
    var wishes = NamedFetch.Wishes()
    wishes.allowsPrivateAddresses = allowPrivate
    wishes.ignoresRobots = ignoreRobots
    wishes.wantsAttachments = attachments
    wishes.delaySeconds = delay
    return wishes
  }

  private func listed() throws -> [String] {
    guard let list else { return [] }
    let file = list == "-" ? "/dev/stdin" : list
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw UnreadableFile(description: "\(list): the list of addresses cannot be read")
    }
    return text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}

/// Prints what became of each address, and remembers whether one of them failed.
final class ReportPrinter: Sendable {
  private let root: URL
  private let isJSON: Bool
  private let isQuiet: Bool
  private let failures = Mutex(0)

  init(root: URL, isJSON: Bool, isQuiet: Bool) {
    self.root = root
    self.isJSON = isJSON
    self.isQuiet = isQuiet
  }

  var hasFailed: Bool { failures.withLock { $0 > 0 } }

  func print(_ report: VisitReport) {
    if report.outcome.isFailure { failures.withLock { $0 += 1 } }
    if isJSON { return Console.bytes(report.json + [0x0A]) }
    Console.data(report.line(relativeTo: root.deletingLastPathComponent()))
    if isQuiet { return }
    for warning in report.warnings { Console.note("  warning: \(warning.message)") }
  }
}
