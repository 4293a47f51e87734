internal import Archiving
package import ArgumentParser

/// The command line: `fangzhi <command>`.
package struct Fangzhi: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "fangzhi",
    abstract: "Keeps what Chinese government portals publish: as sent, as cleaned text, and every version of it.",
    discussion: """
      Data goes to standard output, progress and log to standard error.

      Exit codes: 0 done, 2 usage, 3 a URL ended in gone, blocked, failed, truncated or refused, 4 config or portal \
      file, 5 not in the archive, 6 integrity, 7 archive in use, 8 disk, 9 every target blocked, 10 network down, \
      11 stopped by a signal.
      """,
    version: Release.version,
    subcommands: [
      FetchCommand.self, CrawlCommand.self, RefreshCommand.self, RunCommand.self, DoctorCommand.self,
      StatusCommand.self, PauseCommand.self, ResumeCommand.self, DelayCommand.self, ShowCommand.self,
      ListCommand.self, SearchCommand.self, DiffCommand.self, ExtractCommand.self, ExplainCommand.self,
      ExportCommand.self, ImportCommand.self, SealCommand.self, VerifyCommand.self, CheckpointCommand.self,
      ProveCommand.self, RebuildCommand.self, RepairCommand.self, GcCommand.self, StatsCommand.self,
      RedactCommand.self, CopyCommand.self, DemoCommand.self,
    ])

  package init() {}

  /// Runs what the arguments ask for.
  ///
  /// - Returns: the process's exit code.
  package static func run(_ arguments: [String]) async -> Int32 {
    Console.survivesClosedPipes()
    do {
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch {
      return report(error)
    }
  }

  private static func report(_ error: any Error) -> Int32 {
    if let status = error as? ExitStatus { return status.rawValue }
    if let status = ExitStatus(broken: error) {
      Console.note("fangzhi: \(error)")
      return status.rawValue
    }
    switch exitCode(for: error) {
    case .success:
      Console.data(fullMessage(for: error))
      return ExitStatus.done.rawValue
    case .validationFailure:
      Console.note(fullMessage(for: error))
      return ExitStatus.usage.rawValue
    default:
      // What the system refused, and nobody foresaw.
      Console.note("fangzhi: \(error)")
      return ExitStatus.disk.rawValue
    }
  }
}
