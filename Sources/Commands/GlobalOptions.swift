internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Foundation
internal import Web

/// What every command understands.
struct GlobalOptions: ParsableArguments {
  @Option(help: "The archive's folder (default: from the config, else ./archive).")
  var archive: String?

  @Option(help: "The config file (default: ./config.json, else built-in settings).")
  var config: String?

  @Flag(help: "One JSON object a line.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say less.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false

  /// The settings: the file that was named, else `./config.json`, else the defaults.
  ///
  /// Thrown when a named file is missing, or any has something wrong in it.
  func settings() throws -> Config {
    let file = config ?? "config.json"
    guard let json = try? Data(contentsOf: URL(filePath: file)) else {
      if config == nil, !FileManager.default.fileExists(atPath: file) { return Config() }
      throw SettingsError(file: file, problems: [SettingsProblem(path: "$", message: "cannot be read")])
    }
    return try Config(json: [UInt8](json), file: file)
  }

  func layout(_ config: Config) -> ArchiveLayout { ArchiveLayout(root: URL(filePath: archive ?? config.archiveFolder)) }

  /// The archive, for reading.
  func holdings() throws -> Holdings { try Holdings(at: layout(settings())) }
}

/// The wall clock in whole seconds.
let wallClock: @Sendable () -> Timestamp = { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
