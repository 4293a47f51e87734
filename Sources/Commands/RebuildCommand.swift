internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Web

/// `fangzhi rebuild`
struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make pages/ and the derived tables again from warc/, byte for byte.")

  @Flag(help: "Learn the template of every host anew, clean all pages by it, and say what changed.")
  var relearn = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let report = try await Archive.rebuild(
      at: global.layout(config), settings: config.archive, relearning: relearn, now: wallClock)
    if report.catalogueWasLost {
      Console.note("the catalogue was lost: addresses, visits and versions are back, crawl state is not")
    }
    for changed in report.recleaned {
      Console.data(
        "recleaned  \(changed.version.text)  +\(changed.change.added) -\(changed.change.removed)  \(changed.url)")
    }
    for damage in report.damages { Console.note("damaged: \(damage)") }
    Console.data(
      "\(report.files) WARC files, \(report.visits) visits, \(report.versions) versions, \(report.folders) folders, "
        + "\(report.judged) judged now, \(report.damages.count) damages")
    if !report.damages.isEmpty { throw ExitStatus.integrity }
  }
}
