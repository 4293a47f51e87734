internal import Archiving
internal import ArgumentParser
internal import Extracting
internal import Foundation
internal import WARC
internal import Web

/// `fangzhi show URL[@V]`
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a version of a page.",
    discussion: """
      An article in several pages is printed whole under the address of its first page.
      V is a version id, latest, -1 (the version before the latest), a date or 14 digits (what was current then).
      """)

  /// Which side of a version is printed.
  enum Form: String, EnumerableFlag {
    case markdown, text, raw, headers

    static func help(for value: Form) -> ArgumentHelp? {
      switch value {
      case .markdown: "The cleaned document as Markdown (the default)."
      case .text: "The body text only."
      case .raw: "The body as served, byte for byte."
      case .headers: "The response's status line and header fields."
      }
    }
  }

  @Argument(help: "The address, with @V for a version other than the current one.")
  var selector: String

  @Flag var form: Form = .markdown

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let holdings = try global.holdings()
    let selector = try VersionSelector(selector, in: holdings)
    let address = selector.address
    let version = try selector.version(in: holdings)
    if !global.json {
      switch form {
      case .raw: return Console.bytes(try holdings.page(of: version).raw.bytes)
      case .headers: return Console.bytes(try holdings.page(of: version).head.text)
      case .text, .markdown: break
      }
    }
    let article = try await holdings.article(of: version, at: address)
    for part in article.missing { Console.note("warning: the part \(part) is not in the archive") }
    let document = article.document
    if global.json { return Console.bytes(document.json) }
    Console.bytes(Array((form == .text ? PlainText.render(document) : MarkdownText.render(document)).utf8))
  }
}
