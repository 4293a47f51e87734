internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Foundation

/// `fangzhi copy FOLDER`
struct CopyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy", abstract: "Make a consistent copy of the archive, also while a crawl is writing to it.",
    discussion: """
      Copies the catalogue as it is at one moment and of warc/ what it counts, then derives pages/ in the copy. The \
      folder must be new or empty.
      """)

  @Argument(help: "Where the copy goes.")
  var folder: String

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let copy = try ArchiveCopy(of: global.layout(config), to: URL(filePath: folder))
    let report = try await copy.make(settings: config.archive, now: wallClock)
    for damage in report.damages { Console.note("damaged: \(damage)") }
    Console.data("\(report.files) WARC files, \(report.visits) visits, \(report.folders) folders: \(folder)")
    if !report.damages.isEmpty { throw ExitStatus.integrity }
  }
}
