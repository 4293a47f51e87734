private import Foundation
private import Glibc
internal import Web

/// `checkpoints.jsonl`: one checkpoint a line, oldest first; lines are only ever added.
package struct CheckpointLog: Sendable {
  package let layout: ArchiveLayout

  package init(layout: ArchiveLayout) { self.layout = layout }

  /// All that were published; a line that is none is nil.
  package func lines() throws -> [Checkpoint?] {
    guard FileManager.default.fileExists(atPath: layout.checkpoints.path) else { return [] }
    let file = try FileDescriptor(path: layout.checkpoints.path, flags: O_RDONLY)
    return try file.read(at: 0, count: file.size()).split(separator: 0x0A).map { Checkpoint(line: $0) }
  }

  /// Adds one, durably.
  func append(_ checkpoint: Checkpoint) throws(ArchiveError) {
    let file = try FileDescriptor(path: layout.checkpoints.path, flags: O_RDWR | O_CREAT)
    try file.write(Array(checkpoint.line.utf8) + [0x0A], at: file.size())
    try file.synchronize()
    try FileDescriptor.synchronizeFolder(layout.root.path)
  }

  /// Keeps what a timestamp server replied to it.
  package func keep(timestamp reply: [UInt8], of checkpoint: Checkpoint) throws(ArchiveError) {
    try layout.make(layout.timestamps)
    try AtomicFile.write(reply, to: layout.timestamps.appending(path: checkpoint.timestampName))
  }

  /// What a timestamp server replied; nil when none was asked.
  package func timestamp(of checkpoint: Checkpoint) -> [UInt8]? {
    (try? Data(contentsOf: layout.timestamps.appending(path: checkpoint.timestampName))).map { [UInt8]($0) }
  }
}
