internal import Cataloguing
internal import Extracting
internal import Foundation
internal import WARC
internal import Web

/// Checks `pages/` against catalogue and WARC.
struct PageVerification {
  let holdings: Holdings
  let isDeep: Bool
  private(set) var damages: [Damage] = []
  /// What could not be compared here, and why: no damage.
  private(set) var notes: [String] = []
  /// What may stand in each address's folder.
  private var expected: [String: Set<String>] = [:]
  private var search: SearchVerification

  init(holdings: Holdings, isDeep: Bool) {
    self.holdings = holdings
    self.isDeep = isDeep
    search = SearchVerification(catalogue: holdings.catalogue)
  }

  mutating func run() async throws {
    for address in try holdings.catalogue.addresses() {
      try checkRow(of: address)
      let versions = try holdings.catalogue.versions(of: address.id)
      if isDeep { try search.check(address, versions) }
      guard address.hasFolder else { continue }
      var names: Set = ["captures.jsonl", "latest"]
      for version in versions where version.hasFolder {
        names.insert(version.id.text)
        try await check(version, of: address)
      }
      try checkTimeline(of: address)
      try checkLatest(of: address)
      if isDeep { expected[holdings.layout.relativeFolder(of: address.identity)] = names }
    }
    guard isDeep else { return }
    reportUnknownFiles()
    try search.checkIndex()
    damages += search.damages
  }

  /// The address must stand where its visits left it.
  private mutating func checkRow(of address: Address) throws {
    let captures = try holdings.catalogue.captures(.of(address.id))
    let current = captures.last { $0.outcome.isGood }?.version
    let isSame =
      address.version == current && address.lastVisit == captures.last?.sequence && address.url == captures.last?.url
      && address.id == address.identity.id
    if !isSame {
      damages.append(
        Damage(.catalogueDisagrees, "catalogue.sqlite", "the row of \(address.url) is not what its visits say"))
    }
  }

  private mutating func reportUnknownFiles() {
    let root = holdings.layout.root.path
    let files = FileManager.default.enumerator(atPath: holdings.layout.pages.path)
    while let path = files?.nextObject() as? String {
      let (folder, name) = Self.split("\(holdings.layout.pages.lastPathComponent)/\(path)")
      guard let known = expected[folder] else {
        // Folders lead to the addresses; anything else here is not ours.
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: "\(root)/\(folder)/\(name)", isDirectory: &isFolder)
        if !exists || !isFolder.boolValue { report(folder, name) }
        continue
      }
      // What stands in a version's folder was compared already.
      if known.contains(name) { files?.skipDescendants() } else { report(folder, name) }
    }
  }

  private mutating func report(_ folder: String, _ name: String) {
    damages.append(Damage(.unknownFile, "\(folder)/\(name)", "nothing in the archive makes it"))
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    let cut = path.lastIndex(of: "/") ?? path.startIndex
    return (String(path[..<cut]), String(path[path.index(after: cut)...]))
  }

  private mutating func check(_ version: Version, of address: Address) async throws {
    let folder = "\(holdings.layout.relativeFolder(of: address.identity))/\(version.id.text)"
    let place = holdings.layout.folder(of: version.id, at: address.identity)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    guard let raw = names.first(where: { $0.hasPrefix("raw.") }), names.contains(VersionFolder.documentName) else {
      damages.append(
        Damage(.wrongPage, folder, "the folder or a file in it is missing: `fangzhi rebuild` makes it again"))
      return
    }
    let body = (try? Data(contentsOf: place.appending(path: raw))).map { Digest(of: $0) }
    if body != version.body {
      damages.append(Damage(.wrongPage, "\(folder)/\(raw)", "its SHA-256 is not that of the version's body"))
    }
    if isDeep { try await checkDerived(version, folder, place, names) }
  }

  private mutating func checkDerived(
    _ version: Version, _ folder: String, _ place: URL, _ names: [String]
  ) async throws {
    let page: StoredPage
    do { page = try holdings.page(of: version) } catch {
      damages.append(Damage(.wrongPage, folder, "the version cannot be derived again: \(error)"))
      return
    }
    let document = try await Cleaning(holdings.shelf.rules(version.cleaning)).document(of: page)
    if let other = otherTool(place, than: document) {
      notes.append("\(folder): \(other) wrote its text, here it would be \(document.extraction.rule): not compared")
      return
    }
    search.check(SearchEntry(document, version: version.id, address: version.address))
    let files = VersionFolder.files(raw: page.raw.bytes, document: document)
    for (name, bytes) in files {
      let found = try? Data(contentsOf: place.appending(path: name))
      if found.map({ [UInt8]($0) }) != bytes {
        damages.append(Damage(.wrongPage, "\(folder)/\(name)", "it is not what the WARC gives"))
      }
    }
    for name in Set(names).subtracting(files.map(\.name)).sorted() {
      damages.append(Damage(.unknownFile, "\(folder)/\(name)", "nothing in the version makes it"))
    }
  }

  /// The tool that converted the folder's document, when this machine has another one, or another version of it.
  private func otherTool(_ place: URL, than document: Document) -> String? {
    guard let bytes = try? Data(contentsOf: place.appending(path: VersionFolder.documentName)),
      let found = try? Document(json: [UInt8](bytes))
    else { return nil }
    let rule = found.extraction.rule
    return rule.hasPrefix("converter:") && rule != document.extraction.rule ? rule : nil
  }

  private mutating func checkTimeline(of address: Address) throws {
    let timeline = Timeline(layout: holdings.layout, identity: address.identity)
    let wanted: [UInt8] = try holdings.catalogue.captures(.of(address.id)).flatMap { $0.timelineLine + [0x0A] }
    let found = (try? Data(contentsOf: URL(filePath: timeline.path))).map { [UInt8]($0) }
    if found != wanted {
      let file = "\(holdings.layout.relativeFolder(of: address.identity))/captures.jsonl"
      damages.append(Damage(.wrongPage, file, "it is not the address's timeline"))
    }
  }

  private mutating func checkLatest(of address: Address) throws {
    guard let id = address.version, try holdings.catalogue.version(id, of: address.id)?.hasFolder == true else {
      return
    }
    let link = holdings.layout.folder(of: address.identity).appending(path: "latest")
    if (try? FileManager.default.destinationOfSymbolicLink(atPath: link.path)) != id.text {
      let file = "\(holdings.layout.relativeFolder(of: address.identity))/latest"
      damages.append(Damage(.wrongPage, file, "it does not point to \(id.text)"))
    }
  }
}
