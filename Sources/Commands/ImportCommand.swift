internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Foundation
internal import Web

/// `fangzhi import FILE…`
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring captures that other crawlers made into the archive, with their provenance.",
    discussion: """
      Takes WARC files, plain or compressed, and WACZ files, of wget, Heritrix, Browsertrix, Scrapy and others. Each \
      capture keeps its own date. What the archive has already is left, so a file may be imported again. A broken file \
      is refused.
      """)

  @Argument(help: "WARC or WACZ files.")
  var files: [String]

  @Flag(help: "Import a broken file up to the break instead of refusing it.")
  var upToBreak = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let portals = try Portal.all(in: URL(filePath: config.seedsFolder))
    let archive = try await Archive(
      at: global.layout(config), settings: config.archive, command: "import", now: wallClock)
    let portalTerms = PortalTerms(config: config, portals: portals, shelf: archive.shelf)
    let (files, upToBreak, isJSON) = (files, upToBreak, global.json)
    let ending = await StopSignals.cancelling {
      var work = Import(into: archive, allowsBreak: upToBreak) { portalTerms.terms(of: $0) }
      var worst: ExitStatus?
      for file in files {
        do {
          let report = try await work.take(file)
          try await archive.commit()
          Self.print(report, isJSON: isJSON)
          if report.isRefused { worst = .integrity }
        } catch let problem as ImportProblem {
          Console.note("\(problem)")
          worst = if case .unreadable = problem { worst ?? .disk } else { .integrity }
        }
      }
      return worst
    }
    try await end(archive, ending)
  }

  private func end(_ archive: Archive, _ ending: Result<ExitStatus?, any Error>) async throws {
    switch ending {
    case .success(let worst):
      try await archive.close()
      if let worst { throw worst }
    case .failure(let error):
      // The first error says what is wrong; that closing fails as well adds nothing.
      try? await archive.close()
      guard error is CancellationError else { throw error }
      Console.note("fangzhi: stopped; what was imported is kept, import the file again for the rest")
      throw ExitStatus.stoppedBySignal
    }
  }

  private static func print(_ report: ImportReport, isJSON: Bool) {
    for note in report.breaks { Console.note("broken: \(note)") }
    for note in report.refusals { Console.note("skipped: \(note)") }
    if isJSON { return Console.bytes(report.json + [0x0A]) }
    let others = report.others.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let outcomes = report.outcomes.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
    let columns = [
      report.isRefused ? "refused" : "imported \(report.imported)", "known \(report.known)",
      "skipped \(report.refusals.count)", "requests \(report.requests)", outcomes.joined(separator: ", "),
      others.joined(separator: ", "), report.file,
    ]
    Console.data(columns.map { $0.isEmpty ? "-" : $0 }.joined(separator: "  "))
  }
}
