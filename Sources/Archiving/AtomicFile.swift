internal import Foundation
private import Glibc

/// A file that is there whole or not at all.
enum AtomicFile {
  /// Writes beside the place and renames into it.
  static func write(_ bytes: [UInt8], to place: URL) throws(ArchiveError) { try write(bytes, to: place.path) }

  static func write(_ bytes: [UInt8], to path: String) throws(ArchiveError) {
    let temporary = path + ".tmp"
    let file = try FileDescriptor(path: temporary, flags: O_WRONLY | O_CREAT | O_TRUNC)
    try file.write(bytes, at: 0)
    try rename(temporary, to: path)
  }

  /// Points a symbolic link at that target, replacing one that is there.
  static func link(_ path: String, to target: String) throws(ArchiveError) {
    if unsafe symlink(target, path) == 0 { return }
    let temporary = path + ".tmp"
    unsafe unlink(temporary)
    if unsafe symlink(target, temporary) != 0 {
      throw ArchiveError(errno: errno, path: path, doing: "make the link")
    }
    try rename(temporary, to: path)
  }

  static func rename(_ from: String, to place: String) throws(ArchiveError) {
    if unsafe Glibc.rename(from, place) != 0 {
      throw ArchiveError(errno: errno, path: place, doing: "put in place")
    }
  }
}
