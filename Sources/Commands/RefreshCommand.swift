internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Foundation
internal import Web

/// `fangzhi refresh [PORTAL…]`
struct RefreshCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh", abstract: "Visit again what is known, and report what became of it.",
    discussion: """
      Everything known is visited, attachments too, with conditional requests; lists lead to what is new. A document \
      whose text stands at another address now is reported as moved, old and new linked.
      """)

  @OptionGroup var options: CrawlOptions

  @Flag(help: "Only what is due by its schedule.")
  var due = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let session = CrawlSession(
      command: "refresh", config: config, portals: try options.selected(config), layout: global.layout(config),
      options: options, global: global)
    let onlyDue = due
    let report = try await session.run { try await $0.refresh(onlyDue: onlyDue, tell: $1) }
    if global.json {
      for line in report.lines { Console.bytes(line.json + [0x0A]) }
      Console.bytes(report.summary + [0x0A])
    } else {
      print(report)
    }
    if let status = ExitStatus(report.crawl) { throw status }
  }

  /// What is the same as before needs no line of its own.
  private func print(_ report: RefreshReport) {
    let quiet: [Outcome?] = [.unchanged, .notModified, .cosmetic, .redirect]
    for line in report.lines where global.verbose || !quiet.contains(line.outcome) {
      var parts = [line.outcome?.rawValue ?? "not visited", line.version?.text ?? "-", line.url]
      if let previous = line.previousURL { parts.append("<- \(previous)") }
      if let reason = line.reason { parts.append("(\(reason))") }
      Console.data(parts.joined(separator: "  "))
    }
    CrawlTable(report.crawl).print()
    for portal in report.outages { Console.data("\(portal): an outage; nothing is concluded from it") }
  }
}
