internal import Foundation

/// A file that an export makes: under its name only when it is whole.
package final class ExportFile {
  package let path: String
  /// Where it grows.
  let growing: String
  private let file: FileDescriptor
  private var end = 0
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// Thrown when it cannot be made.
  package init(path: String) throws(ArchiveError) {
    self.path = path
    growing = path + ".part"
    file = try FileDescriptor(path: growing, flags: FileDescriptor.creating)
  }

  // What was not finished is of no use to anybody.
  deinit { if !isFinished { try? FileManager.default.removeItem(atPath: growing) } }

  package func write(_ bytes: [UInt8]) throws(ArchiveError) {
    buffer += bytes
    if buffer.count > 1 << 18 { try flush() }
  }

  /// Brings everything to disk and gives the file its name; one that stood there is replaced.
  package func finish() throws(ArchiveError) {
    try flush()
    try file.synchronize()
    try AtomicFile.rename(growing, to: path)
    isFinished = true
  }

  /// How many bytes there are, all of them in the file.
  func flushed() throws(ArchiveError) -> Int {
    try flush()
    return end
  }

  private func flush() throws(ArchiveError) {
    try file.write(buffer, at: end)
    end += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}
