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
      whose text stands at another address now is reported as moved, old and new linked. A portal that answers nothing \
      but errors is an outage, of which no deletion is concluded.
      """)

  @OptionGroup var options: CrawlOptions

  @Flag(help: "Only what is due by its schedule.")
  var due = false

  @Option(help: "Say which organs of the portal files have their annual report of that year in the archive.")
  var year: Int?

  @Option(help: "Write the report there as Markdown as well.")
  var markdown: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let year, !(2008...2100).contains(year) { throw ValidationError("--year must be 2008 or later.") }
  }

  func run() async throws {
    let config = try global.settings()
    let session = CrawlSession(
      command: "refresh", config: config, portals: try options.selected(config), layout: global.layout(config),
      options: options, global: global)
    let (onlyDue, isJSON, year) = (due, global.json, year)
    let report = try await session.run { crawl, tell in
      try await crawl.refresh(onlyDue: onlyDue, year: year, tell: tell) { line in
        if isJSON { Console.bytes(line.json + [0x0A]) }
      }
    }
    if isJSON { Console.bytes(report.summary + [0x0A]) } else { RefreshTable(report).print(isQuiet: global.quiet) }
    if let markdown { try write(RefreshMarkdown(report).text, to: markdown) }
    if let status = ExitStatus(report.crawl) { throw status }
  }

  private func write(_ text: String, to file: String) throws {
    do { try Data(text.utf8).write(to: URL(filePath: file)) } catch {
      throw UnreadableFile(description: "\(file): cannot be written: \(error.localizedDescription)")
    }
  }
}
