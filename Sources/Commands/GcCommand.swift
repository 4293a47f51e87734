internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Web

/// `fangzhi gc`
struct GcCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "List, or with --yes remove, derived files and folders that nothing names any more.",
    discussion: "Looks at pages/ and indexes/ and at what a rebuild that was cut short left; never at warc/.")

  @Flag(help: "Remove them.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let holdings = try Holdings(at: global.layout(config))
    let leftovers: [Leftover]
    if yes {
      let archive = try await Archive(
        at: holdings.layout, settings: config.archive, command: "gc", now: wallClock)
      leftovers = try await archive.removeLeftovers()
      try await archive.close()
    } else {
      leftovers = try Leftovers(in: holdings).all()
    }
    for leftover in leftovers { print(leftover) }
    let bytes = leftovers.reduce(0) { $0 + $1.bytes }
    let ending = yes ? "removed" : "to remove; `fangzhi gc --yes` does it"
    Console.note("\(leftovers.count) files and folders, \(bytes) bytes \(ending)")
  }

  private func print(_ leftover: Leftover) {
    guard global.json else { return Console.data("\(leftover.bytes)\t\(leftover.path)") }
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member("path", leftover.path)
      line.member("bytes", leftover.bytes)
      line.member("removed", yes)
    }
    Console.bytes(writer.bytes + [0x0A])
  }
}
