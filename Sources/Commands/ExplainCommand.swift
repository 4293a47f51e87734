internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Extracting
internal import Foundation
internal import Web

/// `fangzhi explain URL|FILE`
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show what was kept of a page and what was dropped, block by block, and why.",
    discussion: "Takes an address of the archive (with @V for a version) or a saved page.")

  @Argument(help: "An address of the archive, or a file.")
  var subject: String

  @Flag(help: "Write a page with the labels coloured.")
  var html = false

  @Option(help: "For a file: the address that relative links are resolved against.")
  var baseUrl: String?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let explanation = Explanation(try await extraction())
    Console.bytes(Array((html ? explanation.html : explanation.text).utf8))
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
