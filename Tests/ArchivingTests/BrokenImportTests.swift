import Cataloguing
import Foundation
import LoopbackServer
import Testing
import WARC
import Web

@testable import Archiving

@Suite(
  "Import: broken files",
  .enabled(if: Venv.has("warcio", "python3"), Venv.missing("warcio")))
struct BrokenImportTests {
  /// A sound file, and the place of its 12th record.
  private func sound(_ ground: Ground) async throws -> (file: URL, bytes: Data, place: RecordLocation) {
    let file = try await ForeignFiles.warcio(in: ground.layout.root.appending(path: "in"))
    let bytes = try Data(contentsOf: file)
    var reader = WARCReader(BytesInMemory([UInt8](bytes)), rules: .foreign)
    for _ in 0..<11 { _ = try reader.next() }
    return (file, bytes, try #require(try reader.next()).location)
  }

  @Test(arguments: ["cut", "flipped", "overwritten", "wrong digest"])
  func `it is refused, or imported up to the break, and the report says where`(damage: String) async throws {
    let ground = try Ground()
    let (file, bytes, place) = try await sound(ground)
    var broken = bytes
    let start = Int(place.offset)
    switch damage {
    case "cut": broken = bytes.prefix(start + Int(place.length) / 2)
    case "flipped": broken[start + Int(place.length) / 2] ^= 0x20
    case "overwritten": broken.replaceSubrange(start..<start + 20, with: Data(repeating: 0x41, count: 20))
    default:
      // The member is whole, what it says of itself is not true.
      var reader = WARCReader(BytesInMemory([UInt8](bytes)), from: place.offset, rules: .foreign)
      var record = try #require(try reader.next()).record.serialized()
      let digit =
        try #require(record.indices.first { record[$0...].starts(with: "WARC-Block-Digest: sha1:".utf8) }) + 24
      record[digit] = record[digit] == 0x41 ? 0x42 : 0x41
      var member: [UInt8] = []
      var deflater = Deflater()
      deflater.appendMember(of: [record], effort: .level(6), to: &member)
      broken.replaceSubrange(start..<Int(place.end), with: Data(member))
    }
    try broken.write(to: file)
    let refused = try #require(try await ground.take(file).first)
    #expect(refused.isRefused && refused.imported == 0, "\(refused)")
    #expect(refused.breaks.map(\.offset) == [start] && refused.breaks.first?.file == file.path, "\(refused.breaks)")
    #expect(try ground.holdings().catalogue.captures(.all).isEmpty)
    let report = try #require(try await ground.take(file, allowsBreak: true).first)
    #expect(!report.isRefused && report.breaks.map(\.offset) == [start])
    // 11 records: the warcinfo, seven captures, three requests.
    #expect(report.imported == 7, "\(report)")
    try await ground.expectRebuildable()
    // The whole file brings the rest.
    try bytes.write(to: file)
    let whole = try #require(try await ground.take(file).first)
    #expect(whole.imported == 6 && whole.known == 7, "\(whole)")
    try await ground.expectRebuildable()
  }

  @Test func `what is no WARC at all is refused`() async throws {
    let ground = try Ground()
    let folder = ground.layout.root.appending(path: "in")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [("empty.warc.gz", ""), ("page.warc", "<html></html>")] {
      let file = folder.appending(path: name)
      try Data(text.utf8).write(to: file)
      #expect(try await ground.take(file).first?.isRefused == true)
    }
    let zip = folder.appending(path: "no.wacz")
    try Data("PK\u{3}\u{4} and nothing".utf8).write(to: zip)
    await #expect(throws: ImportProblem.self) { try await ground.take(zip) }
    await #expect(throws: ImportProblem.self) { try await ground.take(folder.appending(path: "nowhere.warc")) }
    try await ground.expectSound()
  }

  @Test func `the command prints the report and ends with 6 for a file that it refused`() async throws {
    let ground = try Ground()
    let (file, bytes, _) = try await sound(ground)
    try bytes.dropLast(100).write(to: file)
    let refused = try await Program.fangzhi(["import", "--json", file.path], archive: ground.layout.root)
    #expect(refused.status == 6 && refused.text.contains("\"refused\":true"), "\(refused)")
    let taken = try await Program.fangzhi(["import", "--up-to-break", file.path], archive: ground.layout.root)
    #expect(taken.status == 0 && taken.text.hasPrefix("imported 13") && taken.errors.contains("broken: "), "\(taken)")
    let missing = try await Program.fangzhi(["import", file.path + "x"], archive: ground.layout.root)
    #expect(missing.status == 8)
  }

  #if DEBUG
    @Test(arguments: ["after-response:3", "after-request:4", "before-metadata:5", "after-metadata:6", "before-commit"])
    func `killed in the middle, it goes on where it was`(point: String) async throws {
      let ground = try Ground()
      let (file, _, _) = try await sound(ground)
      let killed = try await Program.fangzhi(
        ["import", file.path], archive: ground.layout.root, environment: ["FANGZHI_CRASH_AT": point])
      #expect(killed.wasKilled)
      let again = try await Program.fangzhi(["import", file.path], archive: ground.layout.root)
      #expect(again.status == 0, "\(again)")
      #expect(try ground.holdings().catalogue.captures(.all).count == 13)
      try await ground.expectSound()
    }
  #endif
}
