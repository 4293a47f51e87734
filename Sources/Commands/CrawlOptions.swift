internal import ArgumentParser
internal import Crawling
internal import Foundation
internal import Scheduling

/// What `crawl` and `refresh` both understand.
struct CrawlOptions: ParsableArguments {
  @Argument(help: "Ids of portals (default: all).")
  var portals: [String] = []

  @Option(help: "A portal file, a list with one address a line, or a folder of both (default: from the config).")
  var seeds: String?

  @Option(help: "End after so many visits.")
  var maxPages: Int?

  @Option(help: "End after so many minutes.")
  var maxMinutes: Double?

  @Option(help: "End when nothing is due within so many seconds; the pause between two requests does not count.")
  var maxWait: Double = 60

  @Flag(help: "Plain lists: allow loopback, private and link-local addresses.")
  var allowPrivate = false

  @Option(help: "Plain lists: seconds between two requests to a host.")
  var delay: Double?

  @Option(help: "Plain lists: requests at a time to a host; above 1 only with --allow-private.")
  var connections: Int?

  @Option(help: "Write every address that was not visited there, with the rule that says so (tab-separated).")
  var reportSkipped: String?

  func validate() throws {
    if let maxPages, maxPages < 1 { throw ValidationError("--max-pages must be at least 1.") }
    if let maxMinutes, maxMinutes <= 0 { throw ValidationError("--max-minutes must be more than 0.") }
    if !(0...86_400).contains(maxWait) { throw ValidationError("--max-wait must be 0 to 86400 seconds.") }
    if let delay, !(0...3_600).contains(delay) { throw ValidationError("--delay must be 0 to 3600 seconds.") }
    if let connections, !(1...64).contains(connections) { throw ValidationError("--connections must be 1 to 64.") }
    if !allowPrivate, delay == 0 || (connections ?? 1) > 1 {
      throw ValidationError("--delay 0 and --connections above 1 are for private addresses: add --allow-private.")
    }
  }

  var limits: CrawlLimits {
    var limits = CrawlLimits()
    limits.maxPages = maxPages
    limits.maxMinutes = maxMinutes
    limits.maxWaitSeconds = maxWait
    return limits
  }

  /// The portals that are meant.
  ///
  /// Thrown as by `PortalChoice`.
  func selected(_ config: Config) throws -> [Portal] {
    var terms = SeedList.Terms()
    terms.allowsPrivateAddresses = allowPrivate
    terms.delaySeconds = delay
    terms.connectionsPerHost = connections
    return try PortalChoice(ids: portals, seeds: seeds, terms: terms).portals(config)
  }
}

/// Which portals a command is about.
struct PortalChoice {
  let ids: [String]
  /// A file or a folder; nil: the config's folder.
  let seeds: String?
  let terms: SeedList.Terms

  /// Reads their files.
  ///
  /// Thrown when files are wrong, an id is unknown, nothing is named, or real hosts would not learn who asks.
  func portals(_ config: Config) throws -> [Portal] {
    let place = seeds ?? config.seedsFolder
    let selected = try SeedList(at: URL(filePath: place), terms: terms).named(ids)
    if selected.isEmpty {
      throw SettingsError(file: place, problems: [SettingsProblem(path: "$", message: "there is no seed in it")])
    }
    if config.contact.isEmpty, selected.contains(where: { !$0.allowPrivateAddresses }) {
      throw SettingsError(
        file: "config.json",
        problems: [
          SettingsProblem(
            path: "$.contact",
            message: "must be given, a URL or a mail address: whoever runs a portal must be able to ask who crawls it")
        ])
    }
    return selected
  }
}

/// The wall clock in milliseconds.
let millisecondClock: @Sendable () -> Moment = {
  Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
}
