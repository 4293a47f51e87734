internal import Cataloguing
internal import Foundation
private import Glibc
internal import Web

/// `captures.jsonl` of one address: a line a visit, also when nothing changed.
struct Timeline {
  let layout: ArchiveLayout
  let identity: AddressIdentity

  var place: URL { layout.folder(of: identity).appending(path: "captures.jsonl") }

  var exists: Bool { FileManager.default.fileExists(atPath: place.path) }

  /// Adds the line of one more visit.
  func append(_ capture: Capture) throws(ArchiveError) {
    let file = try FileDescriptor(path: place.path, flags: O_RDWR | O_CREAT)
    try file.write(capture.timelineLine + [0x0A], at: try file.size())
  }

  /// Writes all lines anew.
  func write(_ captures: [Capture]) throws(ArchiveError) {
    try layout.make(place.deletingLastPathComponent())
    try AtomicFile.write(captures.flatMap { $0.timelineLine + [0x0A] }, to: place)
  }
}
