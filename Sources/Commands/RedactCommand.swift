internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Web

/// `fangzhi redact URL[@V] --reason TEXT`
struct RedactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "Take a page down: its bytes leave the archive, a tombstone says why.",
    discussion: """
      Without @V everything that the archive has of the address is taken down. The WARC file is written anew with a \
      tombstone in place of the record, which keeps both digests; pages/, indexes/ and the catalogue are made anew. \
      Copies and exports elsewhere are not touched. A later fetch keeps the page again: exclude it in the portal's scope.
      """)

  @Argument(help: "The address, with @V for one version only.")
  var selector: String

  @Option(help: "Why; kept in the archive for everybody to read.")
  var reason: String

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must say why.") }
  }

  func run() async throws {
    let config = try global.settings()
    let holdings = try global.holdings()
    let selector = try VersionSelector(selector, in: holdings)
    let version = try selector.word == nil ? nil : selector.version(in: holdings)
    let redaction = Redaction(in: holdings.layout, settings: config.archive, now: wallClock)
    let report = try await redaction.run(of: selector.address, version: version, reason: reason)
    if report.records == 0 {
      throw NotInArchive(description: "\(selector.address.url): there is nothing to take down any more")
    }
    for url in report.addresses { Console.data(url) }
    Console.note("\(report.records) records taken down; the addresses that had their payload are listed")
  }
}
