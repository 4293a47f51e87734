internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Extracting
internal import Foundation

/// The forms of an export.
enum ExportForm: String, ExpressibleByArgument, CaseIterable {
  case jsonl, csv, warc, wacz, cdxj
}

/// What goes into an export.
struct ExportOptions: ParsableArguments {
  @Option(help: "Only addresses of this host; may be repeated.")
  var host: [String] = []

  @Option(help: "Only addresses of this portal; may be repeated.")
  var portal: [String] = []

  @Option(help: "Where --portal looks: a portal file, a list, or a folder of both (default: from the config).")
  var seeds: String?

  @Option(help: "Only documents of this kind; may be repeated.")
  var kind: [DocumentKind] = []

  @OptionGroup var dates: DateOptions

  @Flag(help: "Documents: also versions that are no longer current, and what is gone.")
  var allVersions = false

  /// Thrown when a portal is unknown or a portal file is wrong.
  func selection(_ config: Config) throws -> ExportSelection {
    var selection = ExportSelection()
    let place = URL(filePath: seeds ?? config.seedsFolder)
    let isThere = FileManager.default.fileExists(atPath: place.path)
    let list = try isThere || !portal.isEmpty ? SeedList(at: place, terms: SeedList.Terms()) : nil
    for portal in list?.portals ?? [] {
      for host in portal.hosts + portal.formerHosts { selection.portals[host] = portal.id }
    }
    if !portal.isEmpty || !host.isEmpty {
      let named = try portal.isEmpty ? [] : list?.named(portal) ?? []
      selection.hosts = Set(host.map { $0.lowercased() } + named.flatMap { $0.hosts + $0.formerHosts })
    }
    selection.kinds = kind.isEmpty ? nil : Set(kind.map(\.rawValue))
    selection.from = dates.from?.text
    selection.to = dates.to?.text
    selection.allVersions = allVersions
    return selection
  }
}

/// A file, or standard output.
final class ExportOutput {
  private let file: ExportFile?
  private var buffer: [UInt8] = []

  /// - Parameter path: `-` is standard output.
  init(_ path: String) throws { file = path == "-" ? nil : try ExportFile(path: path) }

  func write(_ bytes: [UInt8]) throws {
    if let file { return try file.write(bytes) }
    buffer += bytes
    if buffer.count > 1 << 16 { flush() }
  }

  func finish() throws {
    flush()
    try file?.finish()
  }

  private func flush() {
    if !buffer.isEmpty { Console.bytes(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// What the names of temporary files begin with: beside the file, else where the system has room for them.
  var temporaryStem: String {
    let name = "fangzhi-\(ProcessInfo.processInfo.processIdentifier)"
    return file?.path ?? FileManager.default.temporaryDirectory.appending(path: name).path
  }
}
