import Foundation
import Synchronization
import Testing

/// A program that runs beside the test.
final class Program: Sendable {
  struct Result: Sendable {
    let status: Int32
    let wasKilled: Bool
    let output: [UInt8]
    let errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The program that is tested, as it was built beside the tests.
  static let fangzhi = Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "fangzhi").path

  private let process = Process()
  private let folder = temporaryFolder()
  private let ended: AsyncStream<Result>

  /// Starts it.
  init(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], in current: URL? = nil
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (output, errors) = (folder.appending(path: "out"), folder.appending(path: "err"))
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = current ?? folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    let (stream, end) = AsyncStream<Result>.makeStream()
    ended = stream
    process.terminationHandler = { process in
      end.yield(
        Result(
          status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
          output: [UInt8]((try? Data(contentsOf: output)) ?? Data()),
          errors: (try? String(contentsOf: errors, encoding: .utf8)) ?? ""))
      end.finish()
    }
    try process.run()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Ends it after that time, however busy the tests' own threads are.
  func kill(afterMilliseconds time: Int) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(time)) { [self] in kill() }
  }

  func kill(_ signal: Int32 = SIGKILL) { Foundation.kill(process.processIdentifier, signal) }

  /// Waits for its end.
  func result() async throws -> Result {
    for await result in ended { return result }
    throw CancellationError()
  }

  static func run(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], in current: URL? = nil
  ) async throws -> Result {
    try await Program(path, arguments, environment: environment, in: current).result()
  }

  /// Runs a command of ours on an archive.
  static func fangzhi(
    _ arguments: [String], archive: URL, environment: [String: String] = [:]
  ) async throws -> Result {
    try await run(fangzhi, arguments + ["--archive", archive.path], environment: environment)
  }
}

/// The Python environment whose tools judge what we write: FANGZHI_VENV, by default `.venv` in the package's root.
enum Venv {
  static let folder: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return ProcessInfo.processInfo.environment["FANGZHI_VENV"] ?? root.appending(path: ".venv").path
  }()

  static func tool(_ name: String) -> String { folder + "/bin/" + name }
  static func has(_ names: String...) -> Bool {
    names.allSatisfy { FileManager.default.isExecutableFile(atPath: tool($0)) }
  }
  static func missing(_ names: String) -> Comment {
    "skipped: \(names) not found; set FANGZHI_VENV to a Python environment that has them"
  }
}
