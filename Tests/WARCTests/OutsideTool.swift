import Foundation
import Testing

/// A program of somebody else that judges what we write.
struct OutsideTool {
  let path: String

  /// A tool of the Python environment whose folder FANGZHI_VENV names, by default `.venv` in the package's root.
  static func python(_ name: String) -> OutsideTool {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = ProcessInfo.processInfo.environment["FANGZHI_VENV"] ?? root.appending(path: ".venv").path
    return OutsideTool(path: folder + "/bin/" + name)
  }

  static let gzip = OutsideTool(path: "/bin/gzip")
  static let python = ["warcio", "fastwarc", "cdxj-indexer", "python3"].map { OutsideTool.python($0) }
  static var arePythonToolsThere: Bool { python.allSatisfy(\.isThere) }
  static let missing: Comment =
    "warcio, fastwarc or cdxj-indexer not found: set FANGZHI_VENV to a Python environment that has them"

  var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Runs the tool; standard error goes to a file, so that a full pipe cannot stop it.
  func run(_ arguments: [String], input: [UInt8] = []) throws -> (status: Int32, output: [UInt8], errors: String) {
    try withFolder { folder in
      let (inputFile, errorFile) = (folder.appending(path: "in"), folder.appending(path: "err"))
      try Data(input).write(to: inputFile)
      try Data().write(to: errorFile)
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: path)
      process.arguments = arguments
      process.standardInput = try FileHandle(forReadingFrom: inputFile)
      process.standardOutput = pipe
      process.standardError = try FileHandle(forWritingTo: errorFile)
      try process.run()
      let output = [UInt8](try pipe.fileHandleForReading.readToEnd() ?? Data())
      process.waitUntilExit()
      return (process.terminationStatus, output, String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
    }
  }
}

/// A folder of its own that is gone afterwards.
func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
