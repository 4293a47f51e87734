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

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

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

/// A notice of a district that does not exist, long enough to be an article.
func notice(_ sentence: String = "本通知自发布之日起施行。") -> String {
  """
  <!DOCTYPE html>
  <html><head><meta charset="utf-8"><title>关于开展秋季河道清理工作的通知</title>
  <meta name="ArticleTitle" content="关于开展秋季河道清理工作的通知"></head><body>
  <div class="article"><h1>关于开展秋季河道清理工作的通知</h1>
  <p>各镇人民政府、街道办事处：为改善辖区水环境，区水务局定于本月下旬组织开展秋季河道清理工作，请各单位按照职责分工认真做好落实。</p>
  <p>清理范围包括东溪、西溪两条主要河道及其支流，重点清除水面漂浮物、岸边垃圾以及影响行洪的障碍物，清理结果应当逐条登记。</p>
  <p>\(sentence)</p></div>
  </body></html>
  """
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
