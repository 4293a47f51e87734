import Foundation
import LoopbackServer
import Testing

/// How a run of the program ended.
struct Ending {
  let status: Int32
  let output: [UInt8]
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [String] { text.split(separator: "\n").map { String($0) } }
  /// The columns of a line, two blanks between them.
  var columns: [[String]] { lines.map { $0.components(separatedBy: "  ") } }

  /// Every line as a JSON object.
  var objects: [[String: Any]] {
    get throws {
      try lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)") }
    }
  }
}

/// A folder in which the program is run as a person or a script runs it, with a portal on loopback beside it.
final class Workplace {
  let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-commands-\(UUID().uuidString)")
  let server: LoopbackServer

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    server = try LoopbackServer()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The executable stands beside the folder of the test's resources.
  static var program: URL { Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "fangzhi") }
  static var packageRoot: String { #filePath.components(separatedBy: "/Tests/")[0] }

  var archive: URL { folder.appending(path: "archive") }

  func write(_ name: String, _ text: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs the program to its end.
  func run(_ arguments: String...) async throws -> Ending { try await start(Workplace.program, arguments).end() }

  /// Fetches from loopback, which has to be allowed.
  func fetch(_ arguments: String...) async throws -> Ending {
    try await start(Workplace.program, ["fetch", "--allow-private"] + arguments).end()
  }

  /// Runs a line of shell; `$fangzhi` is the program.
  func shell(_ line: String) async throws -> Ending {
    try await start(URL(filePath: "/bin/bash"), ["-c", line]).end()
  }

  /// Starts a program in this folder.
  func start(_ program: URL, _ arguments: [String]) throws -> Running {
    try Running(program, arguments, in: folder)
  }

  /// Starts ours.
  func start(_ arguments: String...) throws -> Running { try start(Workplace.program, arguments) }
}

/// A program under way. What it writes goes to files, so that a full pipe never stops it.
final class Running {
  private let process = Process()
  private let output: URL
  private let errors: URL

  init(_ program: URL, _ arguments: [String], in folder: URL) throws {
    let name = UUID().uuidString
    output = folder.appending(path: "\(name).out")
    errors = folder.appending(path: "\(name).err")
    try Data().write(to: output)
    try Data().write(to: errors)
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(["fangzhi": Workplace.program.path]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  var processIdentifier: Int32 { process.processIdentifier }

  func send(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }

  /// Kills it after that time, unless it has ended by then, however busy the tests' own threads are.
  func kill(afterMilliseconds time: Int) {
    let process = process
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(time)) {
      if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    }
  }

  /// Waits for the end. A process that a signal ended has 128 and the signal's number, as in a shell.
  func end() async throws -> Ending {
    await wait()
    let isSignal = process.terminationReason == .uncaughtSignal
    let ending = Ending(
      status: process.terminationStatus + (isSignal ? 128 : 0), output: [UInt8](try Data(contentsOf: output)),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    for file in [output, errors] { try FileManager.default.removeItem(at: file) }
    return ending
  }

  /// Waits on a thread of its own: the few that tasks run on are for the tests.
  private func wait() async {
    let process = process
    await withCheckedContinuation { ended in
      Thread.detachNewThread {
        process.waitUntilExit()
        ended.resume()
      }
    }
  }
}

/// The files of a folder by their path, links left out.
func files(in folder: URL) throws -> [String: Data] {
  var files: [String: Data] = [:]
  for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
    let file = folder.appending(path: name)
    if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
      files[name] = try Data(contentsOf: file)
    }
  }
  return files
}
