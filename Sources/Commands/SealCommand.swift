internal import Archiving
internal import ArgumentParser
internal import Crawling

/// `fangzhi seal`
struct SealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Close the open WARC file for good and index it for replay.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let layout = global.layout(config)
    _ = try Holdings(at: layout)
    let archive = try await Archive(at: layout, settings: config.archive, command: "seal", now: wallClock)
    let name = try await archive.seal()
    try await archive.close()
    if let name { Console.data(name) } else { Console.note("no WARC file is open") }
  }
}
