import Foundation
import Testing

@testable import Archiving

/// An example of docs/using-the-archive.md, and what the page says that it prints.
private struct Example: CustomTestStringConvertible {
  let language: String
  let code: String
  let output: String
  var testDescription: String { "\(language): \(code.split(separator: "\n").prefix(2).joined(separator: " "))" }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Each fenced block with the `text` block that follows it.
  static let all: [Example] = {
    guard let page = try? String(contentsOf: root.appending(path: "docs/using-the-archive.md"), encoding: .utf8)
    else { preconditionFailure("docs/using-the-archive.md is missing") }
    var blocks: [(language: String, text: String)] = []
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if !isInside { blocks.append((String(line.dropFirst(3)), "")) }
        isInside.toggle()
      } else if isInside {
        blocks[blocks.count - 1].text += line + "\n"
      }
    }
    return zip(blocks, blocks.dropFirst()).filter { $0.0.language != "text" }.map {
      Example(language: $0.0.language, code: $0.0.text, output: $0.1.language == "text" ? $0.1.text : "no output")
    }
  }()

  static func written(in language: String, with word: String? = nil) -> [Example] {
    all.filter { example in example.language == language && word.map { example.code.contains($0) } ?? true }
  }
}

/// A folder in which an archive stands as `archive`.
private final class Desk: Sendable {
  let folder = temporaryFolder()

  init() async throws {
    let ground = try await Ground.full()
    let archive = try await ground.open()
    try await archive.seal()
    try await archive.close()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: ground.layout.root, to: folder.appending(path: "archive"))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to name: String) throws -> String {
    let place = folder.appending(path: name)
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place)
    return place.path
  }

  /// Runs a program here with ours in PATH, and holds what it prints against the page.
  func expect(
    _ example: Example, from path: String, _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let tools = URL(filePath: Program.fangzhi).deletingLastPathComponent().path
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try await Program.run(
      path, arguments, environment: ["PATH": "\(tools):\(inherited)", "LC_ALL": "C.UTF-8"], in: folder)
    #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.text == example.output, sourceLocation: sourceLocation)
  }
}

private func canRun(_ program: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}

private func hasModule(_ name: String) -> Bool {
  let versions = (try? FileManager.default.contentsOfDirectory(atPath: Venv.folder + "/lib")) ?? []
  return versions.contains {
    FileManager.default.fileExists(atPath: "\(Venv.folder)/lib/\($0)/site-packages/\(name)")
  }
}

@Suite("The examples of docs/using-the-archive.md")
struct UsingTests {
  @Test func `there are examples of every kind, of ten lines at most, each with what it prints`() {
    #expect(Example.written(in: "sh").count >= 3 && Example.written(in: "python").count >= 3)
    #expect(Example.written(in: "swift").count == 1)
    for example in Example.all {
      #expect(example.code.split(separator: "\n").count <= 10, "\(example.testDescription)")
      #expect(!example.output.isEmpty && example.output != "no output", "\(example.testDescription)")
    }
  }

  @Test(.enabled(if: canRun("jq"), "skipped: jq not found"), arguments: Example.written(in: "sh"))
  fileprivate func `the shell prints what the page says`(example: Example) async throws {
    let desk = try await Desk()
    try await desk.expect(example, from: "/usr/bin/env", ["bash", "-euo", "pipefail", "-c", example.code])
  }

  @Test(.enabled(if: canRun("python3"), "skipped: python3 not found"))
  func `Python's own library is enough for the documents`() async throws {
    try await python("import json", with: "/usr/bin/env", ["python3"])
  }

  @Test(.enabled(if: hasModule("warcio"), Venv.missing("warcio")))
  func `warcio reads the raw answers`() async throws { try await python("warcio", with: Venv.tool("python3")) }

  @Test(.enabled(if: hasModule("duckdb"), Venv.missing("duckdb")))
  func `DuckDB asks the JSON and CSV files`() async throws { try await python("duckdb", with: Venv.tool("python3")) }

  private func python(_ word: String, with path: String, _ arguments: [String] = []) async throws {
    let desk = try await Desk()
    let examples = Example.written(in: "python", with: word)
    #expect(!examples.isEmpty)
    for example in examples {
      try await desk.expect(example, from: path, arguments + [try desk.write(example.code, to: "example.py")])
    }
  }
}

@Suite("The library for other packages")
struct LibraryTests {
  /// What the program `fangzhi` is linked of, as the build wrote it down.
  private static let objects = URL(filePath: Program.fangzhi).deletingLastPathComponent()
    .appending(path: "fangzhi.product/Objects.LinkFileList")

  @Test(
    .enabled(
      if: canRun("swiftc") && FileManager.default.fileExists(atPath: objects.path),
      "skipped: swiftc, or the list of what it links, not found"))
  func `a program of another package sees what is public, and nothing else`() async throws {
    let desk = try await Desk()
    let example = try #require(Example.written(in: "swift").first)
    let program = try await compile(example.code, at: desk)
    #expect(program.result.status == 0, "\(program.result.errors)")
    try await desk.expect(example, from: program.path, [])
    let curious = try await compile(example.code + "print(holdings.catalogue)\n", at: desk)
    #expect(curious.result.status != 0 && curious.result.errors.contains("'catalogue'"), "\(curious.result.errors)")
  }

  private func compile(_ code: String, at desk: Desk) async throws -> (path: String, result: Program.Result) {
    let build = Self.objects.resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
    // Without the program's own main.
    let parts = try String(contentsOf: Self.objects, encoding: .utf8).split(separator: "\n")
      .filter { !$0.contains("/fangzhi.build/") && !$0.contains("/Commands.build/") }
    let list = try desk.write(parts.joined(separator: "\n") + "\n", to: "objects.txt")
    let maps = try moduleMaps(below: build).flatMap { ["-Xcc", "-fmodule-map-file=" + $0] }
    let main = try desk.write(code, to: "main.swift")
    let program = desk.folder.appending(path: "example").path
    let result = try await Program.run(
      "/usr/bin/env",
      ["swiftc", "-swift-version", "6", main, "@" + list, "-I", build.appending(path: "Modules").path, "-o", program]
        + maps + ["-Xcc", "-I/usr/include/libxml2", "-lstdc++", "-lcurl", "-lxml2", "-lz", "-lsqlite3"], in: desk.folder
    )
    return (program, result)
  }

  /// Those of system libraries, ours and our packages', and those that the build wrote.
  private func moduleMaps(below build: URL) throws -> [String] {
    let packages = build.deletingLastPathComponent().deletingLastPathComponent().appending(path: "checkouts")
    let roots = try [Example.root] + folders(in: packages)
    let targets = try roots.map { $0.appending(path: "Sources") }.flatMap { try folders(in: $0) } + folders(in: build)
    return targets.flatMap { [$0.appending(path: "module.modulemap"), $0.appending(path: "include/module.modulemap")] }
      .map(\.path).filter { FileManager.default.fileExists(atPath: $0) }
  }

  private func folders(in folder: URL) throws -> [URL] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      // What plug-ins are made of has modules of the same names.
      .filter { $0.hasDirectoryPath && !$0.lastPathComponent.hasSuffix("-tool.build") }
  }

  /// Minutes of building: every dependency anew, in a folder that is kept.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["FANGZHI_READER"] != nil,
      "skipped: FANGZHI_READER asks for the package of Fixtures/reader to be built"))
  func `a package that depends on this one is built and runs`() async throws {
    let desk = try await Desk()
    let example = try #require(Example.written(in: "swift").first)
    let manifest = try #require(
      Bundle.module.url(forResource: "Package", withExtension: "swift", subdirectory: "Fixtures/reader"))
    _ = try desk.write(try String(contentsOf: manifest, encoding: .utf8), to: "reader/Package.swift")
    _ = try desk.write(example.code, to: "reader/Sources/main.swift")
    let scratch = Example.root.appending(path: ".build-reader").path
    let package = desk.folder.appending(path: "reader").path
    let built = try await Program.run(
      "/usr/bin/env", ["swift", "build", "--package-path", package, "--scratch-path", scratch],
      environment: ["FANGZHI": Example.root.path], in: desk.folder)
    #expect(built.status == 0, "\(built.text.suffix(2_000)) \(built.errors.suffix(2_000))")
    try await desk.expect(example, from: scratch + "/debug/reader", [])
  }
}
