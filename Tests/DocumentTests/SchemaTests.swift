import Foundation
import Testing

@testable import Extracting

private let python =
  (ProcessInfo.processInfo.environment["FANGZHI_VENV"] ?? packageRoot + "/.venv") + "/bin/python"
private let packageRoot = #filePath.components(separatedBy: "/Tests/")[0]

/// Judges each file by the schema: a line of `file: reason` for each that breaks it.
private let judge = """
  import json, sys, jsonschema
  validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
  validator.check_schema(validator.schema)
  for path in sys.argv[2:]:
      for error in validator.iter_errors(json.load(open(path))):
          print(path.split("/")[-1], error.json_path, error.message[:200])
  """

@Suite(
  "JSON Schema of document.json (jsonschema from PyPI)",
  .enabled(if: FileManager.default.isExecutableFile(atPath: python), "no Python at \(python): set FANGZHI_VENV"))
struct SchemaTests {
  @Test("Every sample document is valid")
  func valid() throws {
    let documents = SampleDocuments.all.enumerated().map { ("\($0).json", Data($1.json)) }
    #expect(try complaints(of: documents) == [])
  }

  @Test("What breaks the schema is refused, each on its own")
  func broken() throws {
    let text = String(decoding: SampleDocuments.full.json, as: UTF8.self)
    let breaks: [(String, String, String)] = [
      ("schema", "fangzhi/document/1", "fangzhi/document/2"), ("unknown key", "\"id\"", "\"new\": 1, \"id\""),
      ("kind", "\"kind\": \"report\"", "\"kind\": \"press\""),
      ("block kind", "\"kind\": \"quote\"", "\"kind\": \"poem\""),
      ("invented time", "2021-01-21T15:24+08:00", "2021-01-21"),
      ("digest", "\"content_sha256\": \"", "\"content_sha256\": \"X"),
      ("origin", "\"from\": \"label\"", "\"from\": \"guess\""),
      ("null value", "\"validity\": \"有效\"", "\"validity\": null"),
      ("list without items", "\"items\"", "\"entries\""),
      ("charset without evidence", "\"charset_evidence\"", "\"evidence\""),
      ("level", "\"level\": 2", "\"level\": 7"), ("block id", "\"id\": \"b1\"", "\"id\": \"b0\""),
      ("missing key", "\"official_host\"", "\"official\""),
      ("grid of numbers", "\"1\",\n          \"\"", "1,\n          \"\""),
    ]
    for (name, old, _) in breaks { #expect(text.contains(old), "\(name): nothing to break") }
    let documents = breaks.map { ($0 + ".json", Data(text.replacingOccurrences(of: $1, with: $2).utf8)) }
    let complaints = try complaints(of: documents)
    for (name, _, _) in breaks { #expect(complaints.contains { $0.hasPrefix(name + ".json") }, "\(name) was accepted") }
  }

  private func complaints(of documents: [(String, Data)]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try documents.map { name, data in
      let url = folder.appendingPathComponent(name)
      try data.write(to: url)
      return url.path
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", judge, packageRoot + "/docs/document.schema.json"] + paths
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the judge itself failed")
    return text.components(separatedBy: "\n").filter { !$0.isEmpty }
  }
}
