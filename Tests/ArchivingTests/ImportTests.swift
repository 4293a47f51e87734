import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite(
  "Import: captures that others made, in the same history",
  .enabled(if: Venv.has("warcio", "python3"), Venv.missing("warcio")))
struct ImportTests {
  @Test(arguments: ["gzip", "plain", "one-member"])
  func `what warcio wrote comes in with its dates, judged by what was current then`(form: String) async throws {
    let ground = try Ground()
    let file = try await ForeignFiles.warcio(form, in: ground.layout.root.appending(path: "in"))
    let report = try #require(try await ground.take(file).first)
    #expect(report.imported == 13 && report.known == 0 && report.requests == 9, "\(report)")
    #expect(report.others == ["metadata": 1, "response": 1, "warcinfo": 1])
    #expect(report.breaks.isEmpty)
    let reasons = report.refusals.map(\.message).sorted()
    #expect(reasons.count == 3 && reasons[0].contains("POST") && reasons[1].contains("still to come"), "\(reasons)")
    #expect(
      reasons[2].contains("revisit") && report.refusals.allSatisfy { $0.offset ?? -1 >= 0 && $0.file == file.path })
    let bridge = try ground.captures(of: "/bridge.html")
    let dates = ["2019-04-03T01:00:00Z", "2019-04-05T01:00:00Z", "2019-06-01T00:00:00Z", "2020-05-06T07:08:09Z"]
    #expect(bridge.map(\.at.iso8601) == dates)
    // Where single records cannot be sought, the file's order is that of the visits.
    let outcomes: [Outcome] =
      form == "one-member" ? [.new, .cosmetic, .cosmetic, .new] : [.new, .cosmetic, .cosmetic, .changed]
    #expect(bridge.map(\.outcome) == outcomes)
    try await ground.expectRebuildable()
  }

  @Test func `revisits, chunks, charsets, redirects and resources come in as what they are`() async throws {
    let ground = try Ground()
    let file = try await ForeignFiles.warcio(in: ground.layout.root.appending(path: "in"))
    try await ground.take(file)
    let holdings = try ground.holdings()
    func body(_ path: String) throws -> String {
      let capture = try #require(try ground.captures(of: path).last)
      return try holdings.shelf.page(of: capture).body.hex
    }
    #expect(try body("/copy.html") == body("/secure.html"))
    #expect(try body("/chunked.html") == body("/packed.html"))
    #expect(try body("/unchunked.html") == body("/packed.html"))
    let copy = try #require(try ground.captures(of: "/copy.html").first)
    #expect(try holdings.shelf.record(at: copy.record).kind == .revisit)
    let secure = try ground.captures(of: "/secure.html")
    #expect(secure.map(\.outcome) == [.redirect, .new] && Set(secure.map(\.at)).count == 1)
    #expect(secure.map { $0.url.prefix(5) } == ["http:", "https"])
    let missing = try #require(try ground.captures(of: "/missing.html").first)
    #expect(missing.outcome == .gone)
    for path in ["/gbk.html", "/note.txt"] {
      let address = try #require(try holdings.catalogue.address(CrawlURL(site + path)!.identity().id))
      let version = try #require(try holdings.version(nil, of: address))
      let text = String(decoding: try await holdings.document(of: version, at: address).json, as: UTF8.self)
      #expect(text.contains(path == "/gbk.html" ? "河道采砂管理的公告" : "桥头的旧路灯一共十二盏"))
    }
  }

  @Test func `provenance stands in the WARC: the file's digest, who made it, each record's own id`() async throws {
    let ground = try Ground()
    let file = try await ForeignFiles.warcio(in: ground.layout.root.appending(path: "in"))
    let report = try #require(try await ground.take(file).first)
    #expect(report.digest == Digest(of: try Data(contentsOf: file)))
    var theirs: [String: WARCRecord] = [:]
    var reader = WARCReader(try WARCFile(path: file.path), rules: .foreign)
    while let found = try reader.next() { theirs[found.record.id.uri] = found.record }
    let shelf = try ground.holdings().shelf
    for capture in try shelf.catalogue.captures(.all) {
      let facts = try #require(VisitFacts(WARCFields(parsing: try shelf.record(at: capture.metadata).block)))
      let origin = try #require(facts.imported)
      let source = try #require(theirs[origin.record], "\(capture.url)")
      #expect(origin.file == report.digest && origin.type == source.kind.description)
      #expect(source.date == capture.at && source.targetURI == capture.url)
    }
    var resources: [WARCRecord] = []
    var ours = WARCReader(try WARCFile(path: ground.layout.warc.appending(path: try ground.warcFiles()[0]).path))
    while let found = try ours.next() { if found.record.kind == .resource { resources.append(found.record) } }
    #expect(resources.map(\.targetURI) == ["urn:fangzhi:import:\(report.digest.hex)"])
    let fields = WARCFields(parsing: try #require(resources.first).block)
    #expect(fields["file"] == "yunxi.warc.gz" && fields["sha256"] == report.digest.hex)
    #expect(fields["warcinfo-software"] == "yunxi-crawler/2.1" && fields["warcinfo-operator"] == "云溪区档案馆")
    #expect(!String(decoding: try Data(contentsOf: file), as: UTF8.self).contains("s=1"), "compressed")
    let requests = try await requests(of: ground)
    #expect(requests.count == 9 && requests.allSatisfy { !$0.contains("s=1") && $0.contains("Cookie:") })
  }

  private func requests(of ground: Ground) async throws -> [String] {
    var requests: [String] = []
    var reader = WARCReader(try WARCFile(path: ground.layout.warc.appending(path: try ground.warcFiles()[0]).path))
    while let found = try reader.next() {
      if found.record.kind == .request { requests.append(String(decoding: found.record.block, as: UTF8.self)) }
    }
    return requests
  }

  @Test func `a file that is imported again adds nothing, nor does the same WARC in a WACZ`() async throws {
    let ground = try Ground()
    let folder = ground.layout.root.appending(path: "in")
    let file = try await ForeignFiles.warcio(in: folder)
    try await ground.take(file)
    let before = (
      try listing(of: ground.layout.warc), try listing(of: ground.layout.pages), try rows(of: ground.layout)
    )
    let again = try #require(try await ground.take(file).first)
    #expect(again.imported == 0 && again.known == 13 && again.refusals.count == 3, "\(again)")
    if Venv.has("wacz") {
      let wacz = folder.appending(path: "yunxi.wacz")
      let made = try await Program.run(Venv.tool("wacz"), ["create", "-o", wacz.path, file.path])
      #expect(made.status == 0, "\(made.text) \(made.errors)")
      let packed = try #require(try await ground.take(wacz).first)
      #expect(packed.imported == 0 && packed.known == 13, "\(packed)")
    }
    #expect(try listing(of: ground.layout.warc) == before.0)
    #expect(try listing(of: ground.layout.pages) == before.1)
    #expect(try rows(of: ground.layout) == before.2)
  }

  @Test(.enabled(if: Venv.has("wacz"), Venv.missing("wacz")))
  func `a WACZ that py-wacz made comes in like the WARC in it, and says so`() async throws {
    let ground = try Ground()
    let folder = ground.layout.root.appending(path: "in")
    let file = try await ForeignFiles.warcio(in: folder)
    let wacz = folder.appending(path: "yunxi.wacz")
    let made = try await Program.run(
      Venv.tool("wacz"), ["create", "--title", "青禾街道", "-o", wacz.path, file.path])
    #expect(made.status == 0, "\(made.errors)")
    let report = try #require(try await ground.take(wacz).first)
    #expect(
      report.imported == 13 && report.refusals.allSatisfy { $0.file.hasSuffix("yunxi.wacz:archive/yunxi.warc.gz") })
    let text = try await Program.run(
      "/bin/bash", ["-c", "zcat -f warc/* | grep -a ^wacz-"], in: ground.layout.root
    ).text
    #expect(text.contains("wacz-title: 青禾街道") && text.contains("wacz-software: py-wacz"), "\(text)")
    try await ground.expectRebuildable()
    // One byte of the WARC flipped: the data package's digest says so.
    var bytes = try Data(contentsOf: wacz)
    let start = try #require(bytes.range(of: Data([0x1F, 0x8B, 0x08]))?.lowerBound)
    bytes[start + 2_000] ^= 0x04
    let broken = folder.appending(path: "broken.wacz")
    try bytes.write(to: broken)
    let refused = try #require(try await Ground().take(broken).first)
    #expect(refused.isRefused && refused.imported == 0 && !refused.breaks.isEmpty)
  }

  @Test func `a capture older than what is there takes its place in the timeline and changes nothing current`()
    async throws
  {
    let ground = try Ground()
    let archive = try await ground.open()
    let kept = try await ground.visit("/bridge.html", .page(Pages.water), in: archive, materialise: .substantive)
    try await ground.visit("/copy.html", .status(404), in: archive)
    try await archive.close()
    let file = try await ForeignFiles.warcio(in: ground.layout.root.appending(path: "in"))
    try await ground.take(file)
    let holdings = try ground.holdings()
    let address = try #require(try holdings.catalogue.address(kept.address.id))
    #expect(address.version == kept.capture.version && address.lastVisit == kept.capture.sequence)
    let folder = ground.layout.folder(of: address.identity)
    let latest = try FileManager.default.destinationOfSymbolicLink(atPath: folder.appending(path: "latest").path)
    #expect(latest == kept.capture.version?.text)
    let lines = try String(contentsOf: folder.appending(path: "captures.jsonl"), encoding: .utf8).split(separator: "\n")
    #expect(
      lines.count == 5 && lines.last?.contains("2026-11-20") == true && lines.first?.contains("2019-04-03") == true)
    #expect(try holdings.version("2019-12-31", of: address)?.id.text.hasPrefix("20190403") == true)
    #expect(try holdings.version("-1", of: address)?.id.text.hasPrefix("20200506") == true)
    // Where nothing good was known, the imported version is the one that is known now.
    let copy = try #require(try holdings.catalogue.address(CrawlURL(site + "/copy.html")!.identity().id))
    #expect(copy.version?.text.hasPrefix("20190602") == true && copy.standing.state == .failing)
    try await ground.expectRebuildable()
    // The next visit is compared with what was current, not with what came in last.
    let next = try await ground.open()
    let after = try await ground.visit("/bridge.html", .page(Pages.water), in: next, materialise: .substantive)
    #expect(after.capture.outcome == .unchanged)
    try await next.close()
    try await ground.expectRebuildable()
  }

  @Test func `a revisit whose original came in with an earlier file is resolved`() async throws {
    let ground = try Ground()
    let folder = ground.layout.root.appending(path: "in")
    let file = try await ForeignFiles.warcio(in: folder)
    // The second file holds the revisits alone.
    let bytes = [UInt8](try Data(contentsOf: file))
    var reader = WARCReader(BytesInMemory(bytes), rules: .foreign)
    var (originals, revisits): ([UInt8], [UInt8]) = ([], [])
    while let found = try reader.next() {
      let member = bytes[Int(found.location.offset)..<Int(found.location.end)]
      if found.record.kind == .revisit { revisits += member } else { originals += member }
    }
    try Data(originals).write(to: folder.appending(path: "one.warc.gz"))
    try Data(revisits).write(to: folder.appending(path: "two.warc.gz"))
    let alone = try #require(try await Ground().take(folder.appending(path: "two.warc.gz")).first)
    #expect(alone.imported == 0 && alone.refusals.count == 3)
    try await ground.take(folder.appending(path: "one.warc.gz"))
    let report = try #require(try await ground.take(folder.appending(path: "two.warc.gz")).first)
    #expect(report.imported == 2 && report.refusals.count == 1, "\(report)")
    try await ground.expectRebuildable()
  }
}
