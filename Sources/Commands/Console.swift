internal import Foundation
private import Glibc

/// The two ways out: data on standard output, everything else on standard error.
enum Console {
  /// Makes a reader who goes away (`| head`) an error of one write instead of the program's death.
  static func survivesClosedPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  /// Writes one line of data.
  static func data(_ line: String) { bytes(Array(line.utf8) + [0x0A]) }

  /// Writes bytes as they are. When nobody reads any more the program ends quietly, as others in a pipe do.
  static func bytes(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        stop(errno)
      }
    }
  }

  private static func stop(_ code: Int32) -> Never {
    if code == EPIPE { exit(ExitStatus.done.rawValue) }
    note("fangzhi: cannot write to standard output: \(unsafe String(cString: strerror(code)))")
    exit(ExitStatus.disk.rawValue)
  }

  /// Writes one line for people.
  static func note(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8)) }
}
