internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Extracting
internal import Foundation
internal import WARC
internal import Web

/// `fangzhi export FORM`
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Give out documents (jsonl, csv) or captures (warc, wacz, cdxj).",
    discussion: """
      jsonl and csv: the current version of every article and report that is not gone; twins in one portal are one, \
      pages of one article are one. csv is a folder with documents.csv and cells.csv.

      warc, wacz, cdxj: every selected visit with all its records, copied as they stand; --from and --to go by the day \
      of the visit. The open WARC file is sealed first, when nobody writes to the archive.

      Exit code 5 when nothing is selected, 6 when something damaged had to be left out.
      """)

  @Argument(help: "jsonl, csv, warc, wacz or cdxj.")
  var form: ExportForm

  @Option(
    name: [.customShort("o"), .long], help: "The file (csv: the folder); - is standard output for jsonl, warc, cdxj.")
  var output: String

  @OptionGroup var selectors: ExportOptions

  @Option(help: "wacz: the title of the collection.")
  var title: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if output == "-", form == .csv || form == .wacz {
      throw ValidationError(
        "\(form.rawValue) cannot go to standard output: name a \(form == .csv ? "folder" : "file").")
    }
  }

  func run() async throws {
    let selection = try selectors.selection(global.settings())
    switch form {
    case .jsonl: try await exportDocuments(selection)
    case .csv: try await exportTables(selection)
    case .warc, .wacz, .cdxj: try await exportCaptures(selection)
    }
  }

  private func exportDocuments(_ selection: ExportSelection) async throws {
    let output = try ExportOutput(output)
    var count = 0
    try await DocumentExport(of: global.holdings(), selection: selection).forEach { document in
      try output.write(document.jsonLine + [0x0A])
      count += 1
    }
    try finish(count, "documents") { try output.finish() }
  }

  private func exportTables(_ selection: ExportSelection) async throws {
    let folder = URL(filePath: output)
    let export = DocumentExport(of: try global.holdings(), selection: selection)
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw UnreadableFile(description: "\(output): the folder cannot be made: \(error.localizedDescription)")
    }
    let documents = try ExportFile(path: folder.appending(path: "documents.csv").path)
    let cells = try ExportFile(path: folder.appending(path: "cells.csv").path)
    try documents.write([0xEF, 0xBB, 0xBF] + CSVText.record(ExportedDocument.columns))
    try cells.write([0xEF, 0xBB, 0xBF] + CSVText.record(ExportedDocument.cellColumns))
    var count = 0
    try await export.forEach { document in
      try documents.write(CSVText.record(document.row))
      try document.forEachCell { try cells.write(CSVText.record($0)) }
      count += 1
    }
    try finish(count, "documents") {
      try documents.finish()
      try cells.finish()
    }
  }

  private func exportCaptures(_ selection: ExportSelection) async throws {
    try await sealIfFree()
    let holdings = try global.holdings()
    let export = try CaptureExport(of: holdings, selection: selection)
    var report = CaptureExportReport()
    if export.count > 0 { report = try write(export, holdings) }
    for problem in report.problems { Console.note("left out: \(problem)") }
    try finish(report.records, "records of \(export.count) visits") {}
    if !report.problems.isEmpty { throw ExitStatus.integrity }
  }

  private func write(_ export: CaptureExport, _ holdings: Holdings) throws -> CaptureExportReport {
    if form == .wacz {
      let about = WACZWriter.About(
        title: title ?? holdings.layout.root.lastPathComponent, created: wallClock(), software: Release.software)
      return try export.writeWACZ(path: output, about: about)
    }
    let target = try ExportOutput(output)
    let report =
      form == .warc
      ? try export.writeWARC { try target.write($0) }
      : try export.writeCDXJ(temporary: target.temporaryStem) { try target.write($0) }
    try target.finish()
    return report
  }

  /// Says how much there is; with nothing at all there is no file either.
  private func finish(_ count: Int, _ noun: String, _ finish: () throws -> Void) throws {
    if count == 0 { throw NotInArchive(description: "nothing in the archive is selected") }
    try finish()
    if !global.quiet { Console.note("\(count) \(noun)") }
  }

  /// Seals as `seal` does; while somebody writes, and where nobody can, what is committed goes out as it stands.
  private func sealIfFree() async throws {
    let config = try global.settings()
    guard try global.holdings().catalogue.files().contains(where: { !$0.isSealed }) else { return }
    do {
      let archive = try await Archive(
        at: global.layout(config), settings: config.archive, command: "export", now: wallClock)
      try await archive.seal()
      try await archive.close()
    } catch let error as ArchiveError {
      if case .damaged = error { throw error }
      Console.note("fangzhi: \(error); what is committed is exported")
    }
  }
}
