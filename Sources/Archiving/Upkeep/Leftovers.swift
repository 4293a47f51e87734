internal import Cataloguing
internal import Foundation
internal import Web

/// A file or folder that nothing in the archive names any more.
package struct Leftover: Sendable, Hashable {
  /// Relative to the archive's folder.
  package let path: String
  /// All that stands in it.
  package let bytes: Int
}

/// Finds what nothing names any more among the derived things: in `pages/` and `indexes/`, and folders that a rebuild
/// that was cut short left. `warc/`, templates, checkpoints and timestamps are never looked at.
package struct Leftovers {
  private let layout: ArchiveLayout
  private let catalogue: Catalogue
  /// What may stand in each address's folder, by the folder's path below the archive's.
  private var expected: [String: Set<String>] = [:]
  /// Folders that lead to those.
  private var ways: Set<String> = []

  package init(in holdings: Holdings) throws {
    try self.init(layout: holdings.layout, catalogue: holdings.catalogue)
  }

  init(layout: ArchiveLayout, catalogue: Catalogue) throws {
    self.layout = layout
    self.catalogue = catalogue
    for address in try catalogue.addresses() where address.hasFolder {
      let versions = try catalogue.versions(of: address.id).filter(\.hasFolder).map(\.id.text)
      let folder = layout.relativeFolder(of: address.identity)
      expected[folder] = Set(versions + ["captures.jsonl", "latest"])
      var way = folder[...]
      while let cut = way.lastIndex(of: "/") {
        way = way[..<cut]
        if !ways.insert(String(way)).inserted { break }
      }
    }
  }

  /// All of them, by path.
  package func all() throws -> [Leftover] {
    let unfinished = ["pages.old", "pages.rebuilding"].filter { exists($0) }
    return (pages() + (try indexes()) + unfinished).sorted().map { Leftover(path: $0, bytes: size(of: $0)) }
  }

  /// Removes those that are still nothing's.
  func remove() throws -> [Leftover] {
    let leftovers = try all()
    for leftover in leftovers {
      do { try FileManager.default.removeItem(at: layout.root.appending(path: leftover.path)) } catch {
        throw ArchiveError.unusable(path: leftover.path, detail: "cannot be removed: \(error.localizedDescription)")
      }
    }
    return leftovers
  }

  private func pages() -> [String] {
    var found: [String] = []
    let files = FileManager.default.enumerator(atPath: layout.pages.path)
    while let path = files?.nextObject() as? String {
      let place = "pages/" + path
      if ways.contains(place) || expected[place] != nil { continue }
      files?.skipDescendants()
      if !isExpected(place) {
        found.append(place)
      } else if isFolder(place) {
        found += foreignFiles(in: place)
      }
    }
    return found
  }

  private func isExpected(_ place: String) -> Bool {
    guard let cut = place.lastIndex(of: "/") else { return false }
    return expected[String(place[..<cut])]?.contains(String(place[place.index(after: cut)...])) ?? false
  }

  /// What stands in a version's folder besides the files that every version may have.
  private func foreignFiles(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: layout.root.appending(path: folder).path)) ?? []
    let own = names.filter { name in
      name.hasPrefix("raw.")
        || [VersionFolder.documentName, VersionFolder.markdownName, VersionFolder.textName].contains(name)
        || name.hasPrefix("table-") && name.hasSuffix(".csv") && Int(name.dropFirst(6).dropLast(4)) != nil
    }
    return Set(names).subtracting(own).map { "\(folder)/\($0)" }
  }

  private func indexes() throws -> [String] {
    let known = Set(try catalogue.files().map { layout.index(of: $0.name).lastPathComponent })
    let names = (try? FileManager.default.contentsOfDirectory(atPath: layout.indexes.path)) ?? []
    return names.filter { !known.contains($0) }.map { "indexes/" + $0 }
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: layout.root.appending(path: path).path)
  }

  private func isFolder(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: layout.root.appending(path: path).path)[.type]
    return type as? FileAttributeType == .typeDirectory
  }

  private func size(of path: String) -> Int {
    let place = layout.root.appending(path: path).path
    func bytes(_ path: String) -> Int {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return attributes?[.type] as? FileAttributeType == .typeRegular ? attributes?[.size] as? Int ?? 0 : 0
    }
    let below = FileManager.default.subpaths(atPath: place) ?? []
    return below.reduce(bytes(place)) { $0 + bytes("\(place)/\($1)") }
  }
}

extension Archive {
  /// Removes what nothing names any more.
  ///
  /// - Returns: what was removed.
  package func removeLeftovers() throws -> [Leftover] {
    try commit()
    return try Leftovers(layout: layout, catalogue: catalogue).remove()
  }
}
