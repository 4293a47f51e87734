/// A broken house: the archive cannot be read or written as it must. Never a failed URL.
package enum ArchiveError: Error, Sendable, CustomStringConvertible {
  /// Thrown when another process writes to the archive.
  case inUse(path: String, holder: String)
  /// Thrown when the volume is full or free space fell below the floor.
  case diskFull(path: String, detail: String)
  /// Thrown when a file or folder cannot be read or written.
  case unusable(path: String, detail: String)
  /// Thrown when there is no archive at that place.
  case missing(path: String)
  /// Thrown when the archive's own records contradict each other.
  case damaged(path: String, detail: String)
  /// Thrown when what was asked for was taken down.
  case redacted(what: String, reason: String)

  package var description: String {
    switch self {
    case .inUse(let path, let holder):
      "the archive \(path) is being written by \(holder): wait until it is done, or stop it"
    case .diskFull(let path, let detail):
      "no room left for the archive \(path): \(detail); nothing that was committed is lost, free some space and run again"
    case .unusable(let path, let detail): "cannot use \(path): \(detail)"
    case .missing(let path): "there is no archive at \(path): fetch something first, or name another with --archive"
    case .redacted(let what, let reason): "\(what) was taken down: \(reason)"
    case .damaged(let path, let detail): "\(path) is damaged: \(detail); `fangzhi verify` says where"
    }
  }
}
