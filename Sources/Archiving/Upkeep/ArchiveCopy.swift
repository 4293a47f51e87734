internal import Cataloguing
package import Foundation
private import Glibc
package import Web

/// A consistent copy of an archive, also while another process writes to it.
///
/// The catalogue is copied first, as one moment (SQLite's backup); of every WARC file as many bytes follow as that
/// catalogue counts. `pages/` is derived in the copy. What was under way at that moment is in the copy as after a crash.
package struct ArchiveCopy: Sendable {
  private let source: ArchiveLayout
  private let target: ArchiveLayout

  /// - Throws: `ArchiveError` when there is no archive, or something stands at the target already.
  package init(of source: ArchiveLayout, to folder: URL) throws(ArchiveError) {
    self.source = source
    target = ArchiveLayout(root: folder)
    guard FileManager.default.fileExists(atPath: source.catalogue.path) else {
      throw .missing(path: source.root.path)
    }
    let there = (try? FileManager.default.contentsOfDirectory(atPath: target.root.path)) ?? []
    let isFile = FileManager.default.fileExists(atPath: target.root.path) && !isFolder(target.root)
    guard there.isEmpty, !isFile else {
      throw .unusable(path: target.root.path, detail: "something stands there already: name a new or empty folder")
    }
  }

  /// Makes the copy.
  ///
  /// - Returns: what the rebuild in the copy found.
  /// - Throws: `ArchiveError`, `CatalogueError`; what was copied so far stays.
  package func make(
    settings: ArchiveSettings, now: @escaping @Sendable () -> Timestamp
  ) async throws -> RebuildReport {
    try target.makeFolders()
    let files = try copyCatalogue()
    for file in files { try copy(file) }
    for place in [source.templates, source.checkpoints, source.timestamps, source.replayConfig] { try copyTree(place) }
    try FileDescriptor.synchronizeFolder(target.warc.path)
    return try await Archive.rebuild(at: target, settings: settings, now: now)
  }

  private func copyCatalogue() throws -> [ArchivedFile] {
    let catalogue = try Catalogue(path: source.catalogue.path, access: .reading)
    try catalogue.copy(to: target.catalogue.path)
    try catalogue.close()
    let copy = try Catalogue(path: target.catalogue.path, access: .reading)
    defer { try? copy.close() }
    return try copy.files()
  }

  /// Copies what the catalogue counts of a file; it may have been sealed, or have grown, since.
  private func copy(_ file: ArchivedFile) throws {
    let place = target.file(file.name, isOpen: !file.isSealed)
    let input = try open(file.name)
    let output = try FileDescriptor(path: place.path, flags: FileDescriptor.creating)
    var done = 0
    while done < file.committedEnd {
      let piece = try input.read(at: done, count: min(1 << 20, file.committedEnd - done))
      if piece.isEmpty {
        throw ArchiveError.damaged(
          path: input.path, detail: "it has \(done) bytes, \(file.committedEnd) were committed")
      }
      try output.write(piece, at: done)
      done += piece.count
    }
    try output.synchronize()
    if file.isSealed { unsafe chmod(place.path, 0o444) }
  }

  /// An open file may be sealed, and so renamed, between the look and the opening.
  private func open(_ name: String) throws(ArchiveError) -> FileDescriptor {
    for isOpen in [true, false] {
      if let file = try? FileDescriptor(path: source.file(name, isOpen: isOpen).path, flags: O_RDONLY) { return file }
    }
    return try FileDescriptor(path: source.file(name, isOpen: false).path, flags: O_RDONLY)
  }

  private func copyTree(_ place: URL) throws {
    guard FileManager.default.fileExists(atPath: place.path) else { return }
    let copy = target.root.appending(path: place.lastPathComponent)
    do { try FileManager.default.copyItem(at: place, to: copy) } catch {
      throw ArchiveError.unusable(path: copy.path, detail: error.localizedDescription)
    }
  }
}

private func isFolder(_ place: URL) -> Bool {
  (try? place.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
}
