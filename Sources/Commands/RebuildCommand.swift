internal import Archiving
internal import ArgumentParser
internal import Crawling

/// `fangzhi rebuild`
struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make pages/ and the derived tables again from warc/, byte for byte.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let report = try await Archive.rebuild(
      at: global.layout(config), settings: config.archive, now: wallClock)
    if report.catalogueWasLost {
      Console.note("the catalogue was lost: addresses, visits and versions are back, crawl state is not")
    }
    for damage in report.damages { Console.note("damaged: \(damage)") }
    Console.data(
      "\(report.files) WARC files, \(report.visits) visits, \(report.versions) versions, \(report.folders) folders, "
        + "\(report.judged) judged now, \(report.damages.count) damages")
    if !report.damages.isEmpty { throw ExitStatus.integrity }
  }
}
