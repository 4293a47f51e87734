import Foundation
import LoopbackServer
import Testing

@Suite("fangzhi seal, verify and rebuild", .timeLimit(.minutes(2)))
struct ArchiveCommandTests {
  private func archive() async throws -> Workplace {
    let place = try Workplace()
    for (path, sentence) in [("/a.html", "甲。"), ("/b/c.html", "乙。")] { place.server.on(path, .html(notice(sentence))) }
    #expect(try await place.fetch(place.server.url("/a.html"), place.server.url("/b/c.html")).status == 0)
    place.server.on("/a.html", .html(notice("丙。")))
    #expect(try await place.fetch(place.server.url("/a.html"), place.server.url("/b/c.html")).status == 0)
    return place
  }

  private func names(_ folder: String, of place: Workplace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.archive.appending(path: folder).path).sorted()
  }

  @Test("seal closes the open file for good, prints its name and indexes it")
  func seal() async throws {
    let place = try await archive()
    #expect(try names("warc", of: place).map { $0.hasSuffix(".open") } == [true])
    let ending = try await place.run("seal")
    #expect(ending.status == 0)
    #expect(try names("warc", of: place) == ending.lines)
    #expect(try names("indexes", of: place).count == 1)
    let file = place.archive.appending(path: "warc/\(ending.lines[0])")
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o444)
    let again = try await place.run("seal")
    #expect(again.status == 0 && again.text.isEmpty && again.errors.contains("no WARC file is open"))
    #expect(try await place.run("verify", "--deep").status == 0)
  }

  @Test("verify: exit code 0 and silence on standard output for a sound archive, 6 and the place for a damaged one")
  func verify() async throws {
    let place = try await archive()
    let sound = try await place.run("verify", "--deep")
    #expect(sound.status == 0)
    #expect(sound.text.isEmpty)
    #expect(sound.errors.contains("0 damages"))
    let name = try #require(try names("warc", of: place).first)
    let file = place.archive.appending(path: "warc/\(name)")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 0x40
    try bytes.write(to: file)
    let damaged = try await place.run("verify")
    #expect(damaged.status == 6)
    #expect(damaged.lines.contains { $0.contains("warc/\(name) byte ") })
    let objects = try await place.run("verify", "--json").objects
    #expect(objects.allSatisfy { $0["kind"] is String && $0["file"] is String && $0["message"] is String })
    #expect(!objects.isEmpty)
  }

  @Test("verify --deep finds a page that somebody edited; rebuild puts it right")
  func editedPage() async throws {
    let place = try await archive()
    let pages = place.archive.appending(path: "pages")
    let before = try files(in: pages)
    let name = try #require(before.keys.filter { $0.hasSuffix("document.json") }.min())
    try Data("{}".utf8).write(to: pages.appending(path: name))
    let ending = try await place.run("verify", "--deep")
    #expect(ending.status == 6)
    #expect(ending.lines.count == 1)
    #expect(ending.text.contains("wrong_page  pages/\(name)"))
    #expect(try await place.run("rebuild").status == 0)
    #expect(try files(in: pages) == before)
  }

  @Test("rebuild makes the same bytes again, also when catalogue and pages are lost", arguments: [false, true])
  func rebuild(_ isCatalogueLost: Bool) async throws {
    let place = try await archive()
    let url = place.server.url("/a.html")
    let pages = place.archive.appending(path: "pages")
    let before = try files(in: pages)
    let listed = try await place.run("list", "--json", url).text
    try FileManager.default.removeItem(at: pages)
    if isCatalogueLost {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: place.archive.appending(path: "catalogue.sqlite").path + suffix)
      }
      #expect(try await place.fetch(url).status == 6)
    }
    let ending = try await place.run("rebuild")
    #expect(ending.status == 0)
    #expect(ending.errors.contains("catalogue was lost") == isCatalogueLost)
    #expect(try files(in: pages) == before)
    #expect(try await place.run("list", "--json", url).text == listed)
    #expect(try await place.run("verify", "--deep").status == 0)
    #expect(try await place.fetch(url).columns.first?.first == "unchanged")
  }
}
