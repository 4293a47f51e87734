internal import Foundation

/// The two ways out: data on standard output, everything else on standard error.
enum Console {
  /// Writes one line of data.
  static func data(_ line: String) { bytes(Array(line.utf8) + [0x0A]) }

  /// Writes bytes as they are. When nobody reads any more the program ends quietly, as others in a pipe do.
  static func bytes(_ bytes: [UInt8]) {
    do { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) } catch { exit(ExitStatus.done.rawValue) }
  }

  /// Writes one line for people.
  static func note(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8)) }
}
