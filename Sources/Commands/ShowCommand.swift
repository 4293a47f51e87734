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
    if global.json {
      return Console.bytes(try await holdings.document(of: version, at: address).json)
    }
    switch form {
    case .raw: Console.bytes(try holdings.page(of: version).raw.bytes)
    case .headers: Console.bytes(try holdings.page(of: version).head.text)
    case .text: Console.bytes(Array(PlainText.render(try await holdings.document(of: version, at: address)).utf8))
    case .markdown:
      Console.bytes(Array(MarkdownText.render(try await holdings.document(of: version, at: address)).utf8))
    }
  }
}
