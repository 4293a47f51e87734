import Foundation
import Testing
import Web

@testable import WARC

@Suite("ZIP files")
struct ZipTests {
  private static let date = Timestamp(fourteenDigits: "20261120010203")!
  private static let content: [(String, [UInt8])] = [
    ("a.txt", Array("春季植树安排".utf8)), ("folder/空.bin", []),
    ("folder/b.bin", (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }),
  ]

  private func write(_ path: String, zip64From limit: UInt64 = 0xFFFF_FFFF) throws {
    var zip = try ZipWriter(path: path, date: Self.date, zip64From: limit)
    for (name, bytes) in Self.content { try zip.add(name, bytes) }
    try zip.finish()
  }

  private func read(_ bytes: [UInt8]) throws -> ZipReader {
    try ZipReader(BytesInMemory(bytes), length: Int64(bytes.count))
  }

  @Test("What was written is read back, with and without ZIP64", arguments: [UInt64(0xFFFF_FFFF), 1_000, 0])
  func roundTrips(limit: UInt64) throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.zip").path
      try write(path, zip64From: limit)
      let file = try WARCFile(path: path)
      let zip = try ZipReader(file, length: Int64(Data(contentsOf: URL(filePath: path)).count))
      #expect(zip.entries.map(\.name) == Self.content.map(\.0))
      for (name, bytes) in Self.content {
        let entry = try #require(zip.entry(name))
        #expect(try zip.bytes(of: entry) == bytes)
        #expect(try zip.source(of: entry).bytes(at: 1, count: 10) == Array(bytes.dropFirst().prefix(10)))
      }
    }
  }

  @Test("The same entries and date give the same bytes")
  func isReproducible() throws {
    try withFolder { folder in
      let paths = ["a.zip", "b.zip"].map { folder.appending(path: $0).path }
      for path in paths { try write(path) }
      let files = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
      #expect(files[0] == files[1])
    }
  }

  @Test(
    "Python's zipfile reads it, with and without ZIP64",
    .enabled(if: OutsideTool.python("python3").isThere, OutsideTool.missing),
    arguments: [UInt64(0xFFFF_FFFF), 1_000, 0])
  func pythonReads(limit: UInt64) throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.zip").path
      try write(path, zip64From: limit)
      let program = """
        import sys, zipfile
        z = zipfile.ZipFile(sys.argv[1])
        assert z.testzip() is None
        for i in z.infolist(): print(i.filename, i.file_size, i.compress_type, i.date_time[:3], oct(i.external_attr >> 16))
        """
      let result = try OutsideTool.python("python3").run(["-c", program, path])
      #expect(result.status == 0, "\(result.errors)")
      let lines = Self.content.map { "\($0.0) \($0.1.count) 0 (2026, 11, 20) 0o100644\n" }
      #expect(String(decoding: result.output, as: UTF8.self) == lines.joined())
    }
  }

  @Test(
    "What Python's zipfile deflates is read",
    .enabled(if: OutsideTool.python("python3").isThere, OutsideTool.missing))
  func readsPython() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.zip").path
      let program = """
        import sys, zipfile
        z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
        z.comment = b'PK\\x05\\x06 in a comment'
        z.writestr('word/document.xml', '<p>植树</p>' * 1000)
        with z.open('streamed.xml', 'w', force_zip64=True) as f: f.write(b'x' * 100000)
        z.close()
        """
      #expect(try OutsideTool.python("python3").run(["-c", program, path]).status == 0)
      let zip = try read(Array(try Data(contentsOf: URL(filePath: path))))
      let entry = try #require(zip.entry("word/document.xml"))
      #expect(entry.compression == .deflated)
      #expect(try zip.bytes(of: entry) == Array(String(repeating: "<p>植树</p>", count: 1_000).utf8))
      #expect(try zip.bytes(of: #require(zip.entry("streamed.xml"))).count == 100_000)
      #expect(throws: ZipError.self) { try zip.bytes(of: entry, limit: 100) }
    }
  }

  @Test("No cut and no flipped bit is read as sound, and none traps")
  func damage() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.zip").path
      var writer = try ZipWriter(path: path, date: Self.date)
      try writer.add("a.txt", Array("春季植树安排".utf8))
      try writer.add("b.txt", Array(repeating: 65, count: 300))
      try writer.finish()
      let sound = Array(try Data(contentsOf: URL(filePath: path)))
      let contents = try contents(sound)
      for length in 0..<sound.count { #expect(throws: ZipError.self) { try self.contents(Array(sound[..<length])) } }
      for index in sound.indices {
        var damaged = sound
        damaged[index] ^= 1 << UInt8(index % 8)
        // A flip in a date or a right is allowed to go unseen; one in a name or in bytes is not.
        if let read = try? self.contents(damaged) { #expect(read.map(\.1) == contents.map(\.1)) }
      }
    }
  }

  private func contents(_ bytes: [UInt8]) throws -> [(String, [UInt8])] {
    let zip = try read(bytes)
    return try zip.entries.map { ($0.name, try zip.bytes(of: $0)) }
  }

  @Test(
    "Names that lead elsewhere, or stand twice, are refused",
    arguments: ["", "../a", "/a", "a//b", "a/../b", "C:/a", "a\\b", "x"])
  func refusesNames(name: String) throws {
    try withFolder { folder in
      var zip = try ZipWriter(path: folder.appending(path: "a.zip").path, date: Self.date)
      try zip.add("x", [])
      var refused = false
      do { try zip.add(name, []) } catch let error as ZipError { refused = error.problem == .badName }
      #expect(refused)
    }
  }

  @Test("A file that is there is not written over")
  func keepsFile() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.zip").path
      try Data([1]).write(to: URL(filePath: path))
      #expect(throws: ZipError.self) { try write(path) }
      #expect(try Data(contentsOf: URL(filePath: path)) == Data([1]))
    }
  }
}
