private import Foundation
private import Glibc

/// A folder by its path: made, filled and put in place with as few calls as can be, since a crawl makes three a page.
struct Folder {
  let path: String

  /// Makes the folder and those above it; does nothing where it is.
  func make() throws(ArchiveError) {
    if isMade() { return }
    if errno == ENOENT {
      try parent.make()
      if isMade() { return }
    }
    throw ArchiveError(errno: errno, path: path, doing: "make the folder")
  }

  /// Whether it is there now; a file in its place shows when something is put into it.
  private func isMade() -> Bool { unsafe mkdir(path, 0o777) == 0 || errno == EEXIST }

  /// Makes the folder with those files in it; what was there before goes.
  func make(holding files: [(name: String, bytes: [UInt8])]) throws(ArchiveError) {
    if unsafe mkdir(path, 0o777) != 0 {
      remove()
      try make()
    }
    let folder = try FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY)
    for (name, bytes) in files {
      try FileDescriptor(name, in: folder, flags: FileDescriptor.creating).write(bytes, at: 0)
    }
  }

  /// Renames the folder to that path, whose parents are made; what was there before goes.
  func move(to place: Folder) throws(ArchiveError) {
    if unsafe rename(path, place.path) == 0 { return }
    switch errno {
    case ENOENT: try place.parent.make()
    case EEXIST, ENOTEMPTY, ENOTDIR: place.remove()
    default: break
    }
    try AtomicFile.rename(path, to: place.path)
  }

  /// Removes the folder with all that is in it; does nothing where it is not.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private var parent: Folder { Folder(path: String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])) }
}
