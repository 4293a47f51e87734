internal import Archiving
internal import Cataloguing
internal import Crawling
internal import WARC

/// How a command ends; scripts rely on the numbers.
enum ExitStatus: Int32, Error {
  case done = 0
  /// `diff`: the versions differ.
  case different = 1
  case usage = 2
  /// Some URL ended in gone, blocked, failed, truncated or refused.
  case someFailed = 3
  case settings = 4
  case notInArchive = 5
  case integrity = 6
  case archiveInUse = 7
  case disk = 8
  case allBlocked = 9
  case networkDown = 10
  case stoppedBySignal = 11

  /// The status for a broken house; nil for an error of another kind.
  init?(broken error: any Error) {
    switch error {
    case let error as ArchiveError: self = Self.status(of: error)
    case let error as CatalogueError: self = error.isDiskFull ? .disk : .integrity
    case is WARCError: self = .integrity
    case is SettingsError: self = .settings
    case is NotInArchive: self = .notInArchive
    case is UnreadableFile, is ZipError: self = .disk
    case is AskedFetch.Unanswered: self = .archiveInUse
    case is TimestampFailure: self = .someFailed
    case is CancellationError: self = .stoppedBySignal
    default: return nil
    }
  }

  private static func status(of error: ArchiveError) -> ExitStatus {
    switch error {
    case .inUse: .archiveInUse
    case .diskFull, .unusable: .disk
    case .missing, .redacted: .notInArchive
    case .damaged: .integrity
    }
  }
}

/// Thrown when something was asked of the archive that it does not have.
struct NotInArchive: Error, CustomStringConvertible {
  let description: String
}

/// Thrown when a file that was named cannot be read.
struct UnreadableFile: Error, CustomStringConvertible {
  let description: String
}
