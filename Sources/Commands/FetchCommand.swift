internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Extracting
internal import Fetching
internal import Foundation

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

  @Option(help: "Seconds between two requests to a host (default: the portal's, else the config's).")
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
    let archive = try await Archive(at: layout, settings: config.archive, command: "fetch", now: wallClock)
    let fetching = FetchQueue(maxConnections: config.fetching.maxConnections)
    let road = Road(fetching: fetching, archive: archive, config: config, now: wallClock)
    let fetch = NamedFetch(road: road, config: config, portals: portals, wishes: wishes)
    var hasFailed = false
    for address in addresses {
      for report in try await fetch.fetch(address) {
        print(report, archive: layout.root)
        hasFailed = hasFailed || report.outcome.isFailure
      }
    }
    await fetching.shutDown()
    try await archive.close()
    if hasFailed { throw ExitStatus.someFailed }
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

  private func print(_ report: VisitReport, archive: URL) {
    if global.json {
      Console.bytes(report.json + [0x0A])
    } else {
      Console.data(report.line(relativeTo: archive.deletingLastPathComponent()))
      if !global.quiet { for warning in report.warnings { Console.note("  warning: \(warning.message)") } }
    }
  }
}
