internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Extracting
internal import Foundation
internal import Web

/// `fangzhi explain URL|FILE`
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why an address is or is not crawled; show what was kept of its page, block by block, and why.",
    discussion: """
      Takes an address (with @V for a version) or a saved page. Of an address it is said which rule admits it, where it \
      stands in the frontier and how long its host is spared.
      """)

  @Argument(help: "An address of the archive, or a file.")
  var subject: String

  @Flag(help: "Write a page with the labels coloured.")
  var html = false

  @Option(help: "For a file: the address that relative links are resolved against.")
  var baseUrl: String?

  @OptionGroup var global: GlobalOptions

  @Option(help: "A portal file, or a folder of them (default: from the config).")
  var seeds: String?

  func run() async throws {
    if !html, let url = CrawlURL(subject), try !showStanding(of: url) { return }
    let explanation = Explanation(try await extraction())
    Console.bytes(Array((html ? explanation.html : explanation.text).utf8))
  }

  /// Says where an address stands in a crawl.
  ///
  /// - Returns: whether there is a page to explain as well.
  private func showStanding(of url: CrawlURL) throws -> Bool {
    let config = try global.settings()
    let layout = global.layout(config)
    let holdings =
      FileManager.default.fileExists(atPath: layout.catalogue.path) ? try Holdings(at: layout) : nil
    let place = seeds ?? config.seedsFolder
    let portals =
      FileManager.default.fileExists(atPath: place)
      ? try SeedList(at: URL(filePath: place), terms: SeedList.Terms()).portals : []
    // An address with @V is looked up as the archive knows it; one that it does not know is asked about as it is.
    let page = holdings.flatMap { try? VersionSelector(subject, in: $0) }
    let asked = page.flatMap { CrawlURL($0.address.url) } ?? url
    let standing = try CrawlStanding(
      of: asked, config: config, portals: portals, holdings: holdings, at: millisecondClock())
    if global.json {
      Console.bytes(standing.json + [0x0A])
      return false
    }
    for answer in standing.answers { Console.data("\(answer.name)\t\(answer.text)") }
    let hasPage = page?.address.version != nil
    if hasPage { Console.data("") }
    return hasPage
  }

  private func extraction() async throws -> Extraction {
    if CrawlURL(subject) != nil { return try archived() }
    guard let body = try? Data(contentsOf: URL(filePath: subject)) else {
      throw UnreadableFile(description: "\(subject): the file cannot be read, and it is no http or https address")
    }
    let base = baseUrl.flatMap { CrawlURL($0) }
    return Extractor().extract(PageInput(body: [UInt8](body), url: base, declaredType: .html))
  }

  private func archived() throws -> Extraction {
    let holdings = try global.holdings()
    let version = try VersionSelector(subject, in: holdings).version(in: holdings)
    return Cleaning(try holdings.shelf.rules(version.cleaning)).extract(try holdings.page(of: version))
  }
}
