import Crawling
import Foundation
import Testing
import Web

private let packageRoot = URL(filePath: #filePath.components(separatedBy: "/Tests/")[0])

@Suite("House rules: config.json")
struct ConfigTests {
  @Test("The file at the top of the project holds every setting at its default, byte for byte")
  func defaults() throws {
    let file = try Data(contentsOf: packageRoot.appending(path: "config.json"))
    #expect(String(decoding: file, as: UTF8.self) == String(decoding: Config().json, as: UTF8.self))
    #expect(try Config(json: [UInt8](file), file: "config.json") == Config())
  }

  @Test("Whatever is set is written and read back")
  func roundTrip() throws {
    var config = Config()
    config.contact = "mailto:档案@example.org"
    config.fetching.delaySeconds = 2.5
    config.fetching.proxy = "socks5h://127.0.0.1:1080"
    config.archive.materialise = .all
    config.archive.floor.share = 0.125
    #expect(try Config(json: config.json, file: "config.json") == config)
  }

  @Test("Keys that are left out have their defaults")
  func partial() throws {
    let config = try Config(json: Array(#"{"fetching": {"maxRedirects": 3}}"#.utf8), file: "c.json")
    #expect(config.fetching.maxRedirects == 3)
    #expect(config.fetching.delaySeconds == Config().fetching.delaySeconds)
  }

  @Test("All unknown keys and wrong values are reported at once, each with file and path")
  func problems() throws {
    let text = """
      {"contact": 7, "colour": "red", "fetching": {"maxRedirects": 99, "delaySeconds": "3", "speed": 1},
       "robots": [], "archive": {"materialise": "everything", "diskFloorShare": 2}}
      """
    let error = #expect(throws: SettingsError.self) { try Config(json: Array(text.utf8), file: "my.json") }
    #expect(error?.file == "my.json")
    #expect(
      Set(error?.problems.map(\.path) ?? []) == [
        "$.contact", "$.colour", "$.fetching.maxRedirects", "$.fetching.delaySeconds", "$.fetching.speed", "$.robots",
        "$.archive.materialise", "$.archive.diskFloorShare",
      ])
    #expect(error?.description.split(separator: "\n").allSatisfy { $0.hasPrefix("my.json: $.") } == true)
  }

  @Test("A text that is no JSON is reported with its line")
  func notJSON() throws {
    let error = #expect(throws: SettingsError.self) {
      try Config(json: Array("{\n \"contact\": ,".utf8), file: "c.json")
    }
    #expect(error?.description.contains("line 2") == true)
  }
}

@Suite("House rules: portal files")
struct PortalFileTests {
  @Test("Every portal file of the project can be read")
  func bundled() throws {
    let folder = packageRoot.appending(path: "seeds")
    let portals = try Portal.all(in: folder)
    #expect(portals.count >= 5)
    #expect(Set(portals.map(\.id)).count == portals.count)
    for portal in portals {
      #expect(!portal.hosts.isEmpty && !portal.entries.isEmpty)
      #expect(portal.entries.allSatisfy { portal.covers($0.url) }, "\(portal.id)")
      #expect(!portal.allowPrivateAddresses)
    }
  }

  @Test("All that is wrong in a file is reported at once, each with its path")
  func problems() throws {
    let text = """
      {"id": "Bad Id", "hosts": [], "speed": 1, "official": "yes",
       "entries": [{"kind": "page", "url": "ftp://x/"}, {"kind": "home", "url": "http://a.gov.cn/", "depth": 1}],
       "organs": [{"id": "x", "level": "village"}],
       "scope": [{"accept": "host", "reject": "host", "value": "a"}, {"accept": "host"}],
       "limits": {"delaySeconds": 0, "maxDepth": -1}, "tls": {"securityLevel": 5}}
      """
    let error = #expect(throws: SettingsError.self) { try Portal(json: Array(text.utf8), file: "bad.json") }
    let paths = Set(error?.problems.map(\.path) ?? [])
    #expect(
      paths.isSuperset(of: [
        "$.id", "$.hosts", "$.speed", "$.official", "$.entries[0].kind", "$.entries[0].url", "$.entries[1].depth",
        "$.organs[0].name", "$.organs[0].level", "$.scope[0].accept", "$.scope[1].value", "$.limits",
        "$.limits.maxDepth",
        "$.tls.securityLevel",
      ]), "\(error?.description ?? "")")
  }

  @Test("The problems of all files of a folder are reported together, with the file's name")
  func folder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-seeds-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("{}".utf8).write(to: folder.appending(path: "a.json"))
    try Data("[".utf8).write(to: folder.appending(path: "b.json"))
    try Data("http://a.gov.cn/\n".utf8).write(to: folder.appending(path: "c.txt"))
    let error = #expect(throws: SettingsError.self) { try Portal.all(in: folder) }
    let text = error?.description ?? ""
    #expect(text.contains("a.json: $.id") && text.contains("a.json: $.hosts") && text.contains("b.json: $"))
    #expect(!text.contains("c.txt"))
  }

  @Test("Two portals may not have one id, and no host may belong to two")
  func twice() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-seeds-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = #"{"id": "a", "hosts": ["a.gov.cn"], "entries": [{"kind": "home", "url": "http://a.gov.cn/"}]}"#
    for name in ["a.json", "b.json"] { try Data(text.utf8).write(to: folder.appending(path: name)) }
    let error = #expect(throws: SettingsError.self) { try Portal.all(in: folder) }
    #expect(error?.description.contains("b.json: $.id") == true)
    #expect(error?.description.contains("b.json: $.hosts") == true)
  }

  @Test("A host without a port is meant on 80 and 443, one with a port on that one only")
  func covers() throws {
    let text = """
      {"id": "a", "hosts": ["A.gov.cn", "b.gov.cn:8080"], "entries": [{"kind": "home", "url": "http://a.gov.cn/"}]}
      """
    let portal = try Portal(json: Array(text.utf8), file: "a.json")
    let urls = [
      ("http://a.gov.cn/", true), ("https://a.gov.cn/x", true), ("http://a.gov.cn:8080/", false),
      ("http://b.gov.cn:8080/", true), ("http://b.gov.cn/", false), ("http://sub.a.gov.cn/", false),
    ]
    for (url, isCovered) in urls { #expect(portal.covers(try #require(CrawlURL(url))) == isCovered, "\(url)") }
  }
}
