internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Comparing
internal import Crawling
internal import Extracting
internal import Fetching
internal import Foundation
internal import SamplePortal
internal import Web

/// `fangzhi demo`
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Fetch a bundled sample portal twice, over loopback, and show what is kept.")

  @Option(help: "The folder for the demo's archive (default: a new temporary one).")
  var archive: String?

  func run() async throws {
    let folder =
      archive.map { URL(filePath: $0) }
      ?? FileManager.default.temporaryDirectory
      .appending(path: "fangzhi-demo-\(ProcessInfo.processInfo.processIdentifier)")
    let portal = try await SamplePortal.start()
    let layout = ArchiveLayout(root: folder)
    Console.data("A sample portal answers at \(portal.baseURL); its pages are kept in \(folder.path)\n")
    Console.data("First visit")
    try await visit(portal, layout)
    await portal.advance()
    Console.data("\nSecond visit, after the portal changed")
    let changed = try await visit(portal, layout)
    await portal.stop()
    Console.data("\nWhat is in the folder")
    Console.data(FolderTree(root: layout.root, deepest: 2).text)
    if let folder = changed?.path?.deletingLastPathComponent() {
      Console.data("\nThe address that changed, with its two versions")
      Console.data(FolderTree(root: folder).text)
    }
    if let changed { try await show(changed, layout) }
    Console.data("\nTry: fangzhi list --archive \(folder.path)")
    Console.data("     fangzhi verify --deep --archive \(folder.path)")
    Console.data("     fangzhi fetch https://www.huadu.gov.cn/")
  }

  /// Visits every page of the portal once; returns the first address whose text changed.
  @discardableResult
  private func visit(_ portal: SamplePortal, _ layout: ArchiveLayout) async throws -> VisitReport? {
    let config = Config()
    let archive = try await Archive(at: layout, settings: config.archive, command: "demo", now: wallClock)
    let fetching = FetchQueue(maxConnections: 4)
    let road = Road(fetching: fetching, archive: archive, config: config, now: wallClock)
    var wishes = NamedFetch.Wishes()
    wishes.allowsPrivateAddresses = true
    let fetch = try NamedFetch(
      road: road, config: config, portals: [], wishes: wishes, clock: millisecondClock)
    var changed: VisitReport?
    for seed in portal.seeds {
      for report in try await fetch.fetch(portal.url(of: seed)) {
        let path = report.url.replacing(portal.baseURL, with: "")
        let change = report.change.map { "+\($0.added) -\($0.removed)" } ?? ""
        Console.data(
          "  \(report.outcome.rawValue.padded(to: 13))\(change.padded(to: 11))\(path)  \(report.title ?? report.reason ?? "")"
        )
        if report.outcome == .changed, changed == nil { changed = report }
      }
    }
    await fetching.shutDown()
    try await archive.close()
    return changed
  }

  /// Shows what changed in the text of an address, and its cleaned document.
  private func show(_ report: VisitReport, _ layout: ArchiveLayout) async throws {
    let holdings = try Holdings(at: layout)
    let address = try VersionSelector(report.url, in: holdings).address
    let versions = try holdings.catalogue.versions(of: address.id)
    guard let new = versions.last, let old = versions.dropLast().last else { return }
    let after = try await holdings.document(of: new, at: address)
    let before = try await holdings.document(of: old, at: address)
    Console.data("\nWhat changed in \(report.url)")
    let diff = VersionDiff(from: before, to: after)
    for line in DiffText(diff, old: old.id.text, new: new.id.text).unified().split(separator: "\n") {
      Console.data("  \(line.prefix(110))")
    }
    Console.data("\nThe cleaned document (first lines of document.md)")
    for line in MarkdownText.render(after).split(separator: "\n", omittingEmptySubsequences: false).prefix(28) {
      Console.data("  \(line.prefix(110))")
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
