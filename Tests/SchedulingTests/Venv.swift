import Foundation
import Testing

/// The Python environment whose packages the tests compare with: FANGZHI_VENV, by default `.venv` in the package.
enum Venv {
  static var python: String {
    let named = ProcessInfo.processInfo.environment["FANGZHI_VENV"]
    return (named ?? FileManager.default.currentDirectoryPath + "/.venv") + "/bin/python"
  }

  static func has(_ package: String) -> Bool {
    guard FileManager.default.isExecutableFile(atPath: python) else { return false }
    return (try? run("import \(package)\nprint('yes')", input: "")) == ["yes"]
  }

  static func missing(_ package: String) -> Comment {
    "Python package \(package) not found: set FANGZHI_VENV to a virtual environment that has it"
  }

  /// Runs a program and answers the lines it prints.
  static func run(_ program: String, input: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (from, to) = (folder.appending(path: "in"), folder.appending(path: "out"))
    try Data(input.utf8).write(to: from)
    try Data().write(to: to)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", program]
    process.standardInput = try FileHandle(forReadingFrom: from)
    process.standardOutput = try FileHandle(forWritingTo: to)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: to, encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
  }
}
