internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Comparing
internal import Extracting
internal import Foundation
internal import Web

/// `fangzhi diff URL[@V1] [URL[@V2]]`
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what changed between two versions: sentences, table cells, metadata, files.",
    discussion: """
      With one address its last two versions are compared; with a version, that one and the current one. \
      Exit code: 0 the same, 1 different, 2 trouble.
      """)

  @Argument(help: "The address, with @V for a version.")
  var old: String

  @Argument(help: "The address to compare with, with @V for a version.")
  var new: String?

  @Flag(help: "Only the text.") var text = false
  @Flag(help: "Only the tables.") var tables = false
  @Flag(help: "Only the metadata.") var metadata = false
  @Flag(help: "The text in two columns.") var sideBySide = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let isDifferent: Bool
    do { isDifferent = try await compare() } catch let error as NotInArchive {
      Console.note("fangzhi: \(error)")
      throw ExitStatus.usage
    }
    if isDifferent { throw ExitStatus.different }
  }

  /// Prints the difference; whether there is one.
  private func compare() async throws -> Bool {
    let holdings = try global.holdings()
    let (before, after) = try pair(in: holdings)
    let documents = (try await before.document(in: holdings), try await after.document(in: holdings))
    let diff = VersionDiff(from: documents.0, to: documents.1)
    if global.json {
      Console.data(DiffJSON(diff, old: before.name, new: after.name).line)
    } else {
      let rendering = DiffText(diff, old: before.name, new: after.name, palette: palette)
      let lines = sideBySide ? rendering.sideBySide(width: Self.width) : rendering.unified(parts)
      Console.bytes(Array(lines.utf8))
    }
    return !diff.isEmpty
  }

  private struct Side {
    let address: Address
    let version: Version

    var name: String { "\(address.url)@\(version.id.text)" }

    func document(in holdings: Holdings) async throws -> Document {
      try await holdings.document(of: version, at: address)
    }
  }

  private func pair(in holdings: Holdings) throws -> (Side, Side) {
    let first = try VersionSelector(old, in: holdings)
    if let new {
      let second = try VersionSelector(new, in: holdings)
      return (try side(first, holdings), try side(second, holdings))
    }
    let latest = Side(address: first.address, version: try latest(of: first.address, holdings))
    if first.word != nil { return (try side(first, holdings), latest) }
    guard let before = try holdings.version("-1", of: first.address) else {
      throw NotInArchive(description: "\(first.address.url) has only one version")
    }
    return (Side(address: first.address, version: before), latest)
  }

  private func side(_ selector: VersionSelector, _ holdings: Holdings) throws -> Side {
    Side(address: selector.address, version: try selector.version(in: holdings))
  }

  private func latest(of address: Address, _ holdings: Holdings) throws -> Version {
    guard let version = try holdings.version(nil, of: address) else {
      throw NotInArchive(description: "\(address.url) has no version yet")
    }
    return version
  }

  private var parts: Set<DiffText.Part> {
    var parts: Set<DiffText.Part> = []
    if text { parts.insert(.text) }
    if tables { parts.insert(.tables) }
    if metadata { parts.insert(.metadata) }
    return parts.isEmpty ? Set(DiffText.Part.allCases) : parts
  }

  private var palette: Palette {
    let isPlain = ProcessInfo.processInfo.environment["NO_COLOR"] != nil || isatty(STDOUT_FILENO) == 0
    return isPlain ? .plain : .ansi
  }

  private static var width: Int {
    ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 120
  }
}
