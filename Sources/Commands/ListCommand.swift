internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Foundation
internal import Web

/// `fangzhi list`
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List addresses; of one address, its versions and captures; of a host, its changes.")

  @Argument(help: "An address: its versions and captures are listed.")
  var url: String?

  @Option(help: "Only addresses of this host.")
  var host: String?

  @Flag(help: "List the visits that changed something on the host, the latest first.")
  var changes = false

  @Option(help: "With --changes: how many visits at most.")
  var limit = 100

  @Flag(help: "Count the warnings on current documents by their code.")
  var warnings = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if changes, host == nil { throw ValidationError("--changes needs --host NAME.") }
    if limit < 1 { throw ValidationError("--limit must be 1 or more.") }
  }

  func run() async throws {
    let holdings = try global.holdings()
    if changes, let host {
      for capture in try holdings.catalogue.changes(host: host, limit: limit) { listChange(capture) }
      return
    }
    if warnings { return try listWarnings(holdings) }
    if let url { return try listOne(VersionSelector(url, in: holdings).address, holdings) }
    for address in try holdings.catalogue.addresses(host: host) { try listAddress(address, holdings) }
  }

  private func listWarnings(_ holdings: Holdings) throws {
    for (code, count) in try holdings.catalogue.warningCounts() {
      if global.json {
        print { line in
          line.member("code", code)
          line.member("count", count)
        }
      } else {
        Console.data("\(count)\t\(code)")
      }
    }
  }

  private func listAddress(_ address: Address, _ holdings: Holdings) throws {
    let version = try address.version.flatMap { try holdings.catalogue.version($0, of: address.id) }
    if global.json {
      print { line in
        line.member("url", address.url)
        line.member("id", address.id.hex)
        line.member("state", address.standing.state.rawValue)
        line.member("moved_to", ifPresent: address.standing.movedTo)
        line.member("version", ifPresent: address.version?.text)
        line.member("kind", ifPresent: version?.kind)
        line.member("title", ifPresent: version?.title)
        line.member("published", ifPresent: version?.published)
      }
    } else {
      let columns =
        [
          address.standing.state.rawValue, address.version?.text ?? "-", version?.kind ?? "-", address.url,
          version?.title ?? "",
        ] + address.place
      Console.data(columns.joined(separator: "\t"))
    }
  }

  private func listOne(_ address: Address, _ holdings: Holdings) throws {
    let columns = [address.url, address.standing.state.rawValue, address.id.hex] + address.place
    if !global.json { Console.data(columns.joined(separator: "\t")) }
    for version in try holdings.catalogue.versions(of: address.id) { list(version) }
    for capture in try holdings.catalogue.captures(.of(address.id)) { list(capture) }
  }

  private func list(_ version: Version) {
    if global.json {
      print { line in
        line.member("version", version.id.text)
        line.member("kind", version.kind)
        line.member("title", ifPresent: version.title)
        line.member("published", ifPresent: version.published)
        line.member("raw_sha256", version.body.hex)
        line.member("content_sha256", version.content.hex)
        line.member("text_sha256", version.text.hex)
        line.member("warnings", version.warnings)
      }
    } else {
      Console.data("version\t\(version.id.text)\t\(version.kind)\t\(version.title ?? "")")
    }
  }

  private func list(_ capture: Capture) {
    if global.json { return Console.bytes(capture.timelineLine + [0x0A]) }
    let columns = [
      "capture", capture.at.iso8601, capture.status.map(String.init) ?? "-", capture.outcome.rawValue,
      capture.version?.text ?? "-", capture.reason ?? "",
    ]
    Console.data(columns.joined(separator: "\t"))
  }

  private func listChange(_ capture: Capture) {
    if global.json { return Console.bytes(capture.timelineLine + [0x0A]) }
    let columns = [capture.at.iso8601, capture.outcome.rawValue, capture.version?.text ?? "-", capture.url]
    Console.data(columns.joined(separator: "\t"))
  }

  private func print(_ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter(.compact)
    writer.object(members)
    Console.bytes(writer.bytes + [0x0A])
  }
}

extension Address {
  /// Where its document stands now; empty unless it moved.
  fileprivate var place: [String] { standing.movedTo.map { ["-> \($0)"] } ?? [] }
}
