internal import ArgumentParser
internal import Crawling
internal import Fetching
internal import Foundation
private import Synchronization
internal import Web

/// `fangzhi doctor HOST|PORTAL`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Ask a host how it wants to be crawled, and say what its portal file should hold.",
    discussion: """
      A dozen requests: robots.txt, which is obeyed, TLS, the home page with its charset and CMS family, columns that \
      promise annual reports, the sitemap, and a path that nobody has. For a portal that has a file its entries are \
      looked at. Nothing is archived.
      """)

  @Argument(help: "A host (with :port where it has one), or the id of a portal.")
  var subject: String

  @Flag(help: "Write a draft of the portal file into the seeds folder; a file that is there stays as it is.")
  var write = false

  @Option(help: "A portal file, or a folder of them (default: from the config).")
  var seeds: String?

  @Flag(help: "Allow loopback, private and link-local addresses.")
  var allowPrivate = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let known = try knownPortals(config).first { $0.id == subject || $0.hosts.contains(subject) }
    let host = CrawlURL(subject.contains("://") ? subject : "http://\(subject)/")?.authority
    guard let host = known?.hosts.first ?? host else {
      throw ValidationError("\(subject) is neither a host nor the id of a portal.")
    }
    let fetching = FetchQueue(maxConnections: 1)
    let examination = PortalExamination(
      fetching: fetching, config: config, token: String(UInt64.random(in: .min ... .max), radix: 36),
      pause: Self.pauses())
    let allowsPrivate = allowPrivate
    let ending = await StopSignals.cancelling {
      if let known { return try await examination.examine(known) }
      return try await examination.examine(host: host, allowsPrivate: allowsPrivate)
    }
    await fetching.shutDown()
    let diagnosis = try ending.get()
    print(diagnosis)
    if write, known == nil { try writeDraft(diagnosis.portal, config) }
    if diagnosis.isClosed { throw ExitStatus.someFailed }
  }

  private func knownPortals(_ config: Config) throws -> [Portal] {
    let place = seeds ?? config.seedsFolder
    guard FileManager.default.fileExists(atPath: place) else { return [] }
    return try SeedList(at: URL(filePath: place), terms: SeedList.Terms()).portals
  }

  /// The first request need not wait.
  private static func pauses() -> @Sendable (Double) async throws -> Void {
    let last = Mutex<ContinuousClock.Instant?>(nil)
    return { seconds in
      if let before = last.withLock({ $0 }) { try await Task.sleep(until: before + .seconds(seconds)) }
      last.withLock { $0 = .now }
    }
  }

  private func print(_ diagnosis: PortalDiagnosis) {
    for finding in diagnosis.findings {
      if global.json {
        Console.bytes(finding.json + [0x0A])
      } else {
        Console.data("\(finding.weight.rawValue)\t\(finding.subject)\t\(finding.text)")
      }
    }
    if !global.json, !write, !diagnosis.portal.entries.isEmpty {
      Console.data("\nA portal file for it (seeds/\(diagnosis.portal.id).json):\n")
      Console.bytes(diagnosis.portal.draft)
    }
  }

  private func writeDraft(_ portal: Portal, _ config: Config) throws {
    let file = URL(filePath: seeds ?? config.seedsFolder).appending(path: "\(portal.id).json")
    if portal.entries.isEmpty { return Console.note("fangzhi: no draft: there is no place to begin") }
    if FileManager.default.fileExists(atPath: file.path) {
      throw UnreadableFile(description: "\(file.path): there is such a file; it stays as it is")
    }
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(portal.draft).write(to: file)
    } catch { throw UnreadableFile(description: "\(file.path): cannot be written: \(error.localizedDescription)") }
    Console.note("fangzhi: wrote \(file.path)")
  }
}
