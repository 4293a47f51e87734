internal import Foundation
private import Glibc

/// How much room must stay free on the archive's volume.
package struct DiskFloor: Sendable, Equatable {
  /// Bytes that stay free; default 5 GiB.
  package var bytes: Int = 5 << 30
  /// Share of the volume that is enough where it is smaller; default 0.02.
  package var share: Double = 0.02

  package init() {}

  /// Throws when free space fell below the smaller of the two.
  func check(_ folder: URL) throws(ArchiveError) {
    var facts = statvfs()
    guard unsafe statvfs(folder.path, &facts) == 0 else { return }
    let block = Int(facts.f_frsize)
    let free = Int(facts.f_bavail) * block
    let floor = min(bytes, Int(Double(Int(facts.f_blocks) * block) * share))
    if free < floor {
      throw .diskFull(
        path: folder.path,
        detail: "\(free >> 20) MiB are free, the floor (archive.diskFloorBytes) is \(floor >> 20) MiB")
    }
  }
}
