import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

/// Every outcome, an article in several pages, and a page with a file, on two hosts.
private let exported = Task { () async throws -> Ground in
  let ground = try await Ground.full()
  let archive = try await ground.open()
  for number in [0, 1] { try await ground.visit(SeveralPages.path(number), SeveralPages.page(number), in: archive) }
  let linked = Pages.article(
    "云溪区园林所年度用工公告", ["园林所今年招用临时养护工六名，报名表见附件，报名截止到本月最后一个工作日。<a href=\"/file.zip\">附件：报名表</a>"])
  try await ground.visit("/linked.html", .page(linked), in: archive)
  try await ground.visit("http://www.other.gov.cn/a.html", .page(Pages.notice), in: archive)
  try await archive.seal()
  // An open file beside the sealed one.
  try await ground.visit("/a.html", .page(Pages.notice), in: archive)
  try await ground.visit("/late.html", .page(Pages.article("迟到的公告", ["另行公布的事项以区政府网站为准，逾期不再受理。"])), in: archive)
  try await archive.close()
  return ground
}

/// The lines of `export jsonl` as objects, by their URL.
private func documents(
  _ ground: Ground, _ change: (inout ExportSelection) -> Void = { _ in }
) async throws -> [String: [String: Any]] {
  var selection = ExportSelection()
  change(&selection)
  var found: [String: [String: Any]] = [:]
  try await DocumentExport(of: ground.holdings(), selection: selection).forEach { document in
    let object = try JSONSerialization.jsonObject(with: Data(document.jsonLine)) as? [String: Any]
    #expect(found.updateValue(try #require(object), forKey: document.address.url) == nil || selection.allVersions)
  }
  return found
}

@Suite("Export of documents")
struct DocumentExportTests {
  @Test func `current articles and reports that are not gone, twins of a portal once, later pages inside the first`()
    async throws
  {
    let ground = try await exported.value
    let found = try await documents(ground)
    let paths = ["/a.html", "/new.html", "/quiet.html", "/plan.html", "/xw/t7001.html", "/linked.html", "/late.html"]
    #expect(Set(found.keys) == Set(paths.map { site + $0 } + ["http://www.other.gov.cn/a.html"]))
    #expect(found[site + "/a.html"]?["aliases"] as? [String] == [site + "/copy.html"])
    // One that moved is an alias of where it stands now.
    #expect(found[site + "/new.html"]?["aliases"] as? [String] == [site + "/old.html"])
    // So is one whose last visits failed, of where it was seen last.
    #expect(found[site + "/quiet.html"]?["aliases"] as? [String] == [site + "/gone.html"])
  }

  @Test func `the same host names of one portal share twins`() async throws {
    let ground = try await exported.value
    let found = try await documents(ground) {
      $0.portals = ["www.example.gov.cn": "yunxi", "www.other.gov.cn": "yunxi"]
    }
    #expect(found["http://www.other.gov.cn/a.html"] == nil)
    #expect(
      found[site + "/a.html"]?["aliases"] as? [String] == ["http://www.other.gov.cn/a.html", site + "/copy.html"])
  }

  @Test func `the keys stand in their order, with what the archive knows beside the page`() async throws {
    let ground = try await exported.value
    var lines: [String: String] = [:]
    try await DocumentExport(of: ground.holdings(), selection: ExportSelection()).forEach {
      lines[$0.address.url] = String(decoding: $0.jsonLine, as: UTF8.self)
    }
    let keys = [
      "url", "aliases", "id", "version", "captured", "outcome", "state", "kind", "title", "published", "source", "text",
      "tables", "attachments", "parts", "warnings",
    ]
    let linked = try #require(lines[site + "/linked.html"])
    let places = try keys.map { try #require(linked.range(of: "\"\($0)\":")?.lowerBound, "\($0)") }
    #expect(places == places.sorted())
    let object = try #require(try await documents(ground)[site + "/linked.html"])
    let attachment = try #require((object["attachments"] as? [[String: Any]])?.first)
    #expect(attachment["url"] as? String == site + "/file.zip" && attachment["name"] as? String == "附件：报名表")
    #expect(attachment["sha256"] as? String == Digest(of: Pages.file.body).hex)
    #expect(attachment["mime"] as? String == "application/zip" && attachment["bytes"] as? Int == Pages.file.body.count)
    #expect(object["published"] as? String == "2026-03-02T09:20+08:00" && object["source"] as? String == "云溪区园林所")
    let plan = try #require(try await documents(ground)[site + "/plan.html"])
    let grid = try #require(((plan["tables"] as? [[String: Any]])?.first?["grid"]) as? [[String?]])
    #expect(grid[1] == ["柳湾", "400", "三月底"])
    let notice = try #require(try await documents(ground)[site + "/a.html"])
    #expect(notice["outcome"] as? String == "reverted" || notice["outcome"] as? String == "unchanged")
  }

  @Test func `parts are joined and a missing one is a warning`() async throws {
    let found = try await documents(try await exported.value)
    let article = try #require(found[site + "/xw/t7001.html"])
    let text = try #require(article["text"] as? String)
    #expect(text == (SeveralPages.texts[0] + SeveralPages.texts[1]).joined(separator: "\n"))
    #expect(article["parts"] as? [String] == [1, 2].map { site + SeveralPages.path($0) })
    let codes = (article["warnings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    #expect(codes?.contains("missing_part") == true)
  }

  @Test func `selectors narrow and widen`() async throws {
    let ground = try await exported.value
    #expect(try await documents(ground) { $0.hosts = ["www.other.gov.cn"] }.count == 1)
    #expect(try await documents(ground) { $0.kinds = ["attachment"] }.keys.sorted() == [site + "/file.zip"])
    #expect(try await documents(ground) { $0.kinds = ["list"] }.keys.sorted() == [site + "/list/"])
    #expect(try await documents(ground) { $0.from = "2026-03-03" }.isEmpty)
    #expect(try await documents(ground) { $0.to = "2026-02" }.isEmpty)
    #expect(
      try await documents(ground) {
        $0.from = "2026-03-02"; $0.to = "2026"
      }.count == 8)
    var versions = 0
    var selection = ExportSelection()
    selection.allVersions = true
    try await DocumentExport(of: ground.holdings(), selection: selection).forEach { document in
      versions += document.address.url == site + "/a.html" ? 1 : 0
    }
    #expect(
      versions
        == (try ground.holdings().catalogue.versions(of: AddressIdentity(key: "www.example.gov.cn/a.html").id)).count)
  }

  @Test func `what is gone is left out until all versions are asked for`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.water), in: archive)
    for _ in 1...3 { try await ground.visit("/a.html", .status(404), in: archive, after: 86_400) }
    try await archive.close()
    #expect(try await documents(ground).isEmpty)
    let gone = try await documents(ground) { $0.allVersions = true }[site + "/a.html"]
    #expect(gone?["state"] as? String == "gone" && gone?["outcome"] as? String == "gone")
  }

  @Test func `pages without any text are no twins, and a large family is told once`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    for number in 0..<40 { try await ground.visit("/same/\(number).html", .page(Pages.water), in: archive) }
    for number in 0..<2 {
      let empty = Pages.article("图片新闻", ["<img src=\"/\(number).png\">"])
      try await ground.visit("/empty/\(number).html", .page(empty), in: archive)
    }
    try await archive.close()
    let found = try await documents(ground) { $0.kinds = ["article", "report", "other"] }
    #expect(found.keys.count { $0.contains("/same/") } == 1)
    #expect((found[site + "/same/0.html"]?["aliases"] as? [String])?.count == 39)
    #expect(found.keys.count { $0.contains("/empty/") } == 2)
  }
}

@Suite("Export of captures")
struct CaptureExportTests {
  private func records(_ bytes: [UInt8]) throws -> [WARCRecord] {
    var reader = WARCReader(BytesInMemory(bytes))
    var records: [WARCRecord] = []
    while let found = try reader.next() { records.append(found.record) }
    return records
  }

  private func warc(
    _ ground: Ground, _ change: (inout ExportSelection) -> Void = { _ in }
  ) throws -> (bytes: [UInt8], report: CaptureExportReport) {
    var selection = ExportSelection()
    change(&selection)
    var bytes: [UInt8] = []
    let report = try CaptureExport(of: ground.holdings(), selection: selection).writeWARC { bytes += $0 }
    return (bytes, report)
  }

  @Test func `everything is every byte of warc/`() async throws {
    let ground = try await exported.value
    let (bytes, report) = try warc(ground)
    // A file's name tells when it was begun.
    let whole = try ground.warcFiles().map { try Data(contentsOf: ground.layout.warc.appending(path: $0)) }
    #expect(bytes.count == whole.reduce(0) { $0 + $1.count })
    #expect(whole.allSatisfy { Data(bytes).range(of: $0) != nil })
    #expect(report.files == 2 && report.problems.isEmpty)
  }

  @Test func `a visit brings its request and metadata along, a revisit the response that it refers to`() async throws {
    let ground = try await exported.value
    let (bytes, report) = try warc(ground) { $0.hosts = ["www.other.gov.cn"] }
    let records = try records(bytes)
    // The page of the other host is a revisit of what the first one served.
    let kinds = records.map { "\($0.kind)" }
    #expect(kinds == ["warcinfo", "response", "request", "metadata", "revisit", "request", "metadata"])
    #expect(records[4].refersTo == records[1].id && records[1].targetURI == site + "/a.html")
    #expect(records[2].concurrentTo == [records[1].id] && records[6].concurrentTo == [records[4].id])
    #expect(report.records == 7)
    let source = try Data(contentsOf: ground.layout.warc.appending(path: ground.warcFiles()[0]))
    var reader = WARCReader(BytesInMemory(bytes))
    while let found = try reader.next() {
      let member = Data(bytes)[Int(found.location.offset)..<Int(found.location.end)]
      #expect(source.range(of: member) != nil, "copied as it stands: \(found.record.kind)")
    }
  }

  @Test func `days and kinds select visits, and every revisit resolves`() async throws {
    let ground = try await exported.value
    for (kinds, from) in [(Set(["article"]), nil), (["attachment"], nil), (nil, "2026-11-20")]
      as [(Set<String>?, String?)]
    {
      let (bytes, _) = try warc(ground) {
        $0.kinds = kinds
        $0.from = from
      }
      let records = try records(bytes)
      let responses = Set(records.filter { $0.kind == .response }.map(\.id))
      #expect(!responses.isEmpty)
      #expect(records.allSatisfy { $0.refersTo.map { responses.contains($0) } ?? true })
      let requests = records.filter { $0.kind == .request }.count
      #expect(requests == records.count { [.response, .revisit].contains($0.kind) })
    }
    #expect(try warc(ground) { $0.from = "2999" }.bytes.isEmpty)
  }

  @Test func `the index is that of the archive's own files`() async throws {
    let ground = try await exported.value
    let copy = try ground.copy()
    let archive = try await copy.open()
    try await archive.seal()
    try await archive.close()
    var wanted: Set<[UInt8]> = []
    for name in try copy.warcFiles() {
      let index = try Data(contentsOf: copy.layout.index(of: name))
      wanted.formUnion(index.split(separator: 0x0A).map { Array($0) + [0x0A] })
    }
    var lines: [[UInt8]] = []
    let export = try CaptureExport(of: copy.holdings(), selection: ExportSelection())
    _ = try export.writeCDXJ(temporary: temporaryFolder().path) { lines.append($0) }
    #expect(lines == wanted.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test func `a response whose metadata stands in another file comes along`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.water), in: archive)
    let late = try await ground.visit("/b.html", .page(Pages.fair), in: archive)
    let sealed = try #require(try await archive.seal())
    try await archive.close()
    // Its judgement is lost; a rebuild makes another one, in a file of today.
    let file = ground.layout.file(sealed, isOpen: false)
    var bytes = try Data(contentsOf: file)
    bytes[late.capture.metadata.offset + 30] ^= 0x55
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    _ = try await ground.rebuild()
    let stray = try #require(try ground.holdings().catalogue.captures(.all).last)
    #expect(stray.url == site + "/b.html" && stray.record.file == sealed && stray.metadata.file != sealed)
    for hosts in [nil, ["www.example.gov.cn"]] as [Set<String>?] {
      let records = try records(warc(ground) { $0.hosts = hosts }.bytes)
      let response = try #require(records.first { $0.targetURI == site + "/b.html" && $0.kind == .response })
      let metadata = records.filter { $0.kind == .metadata && $0.concurrentTo == [response.id] }
      #expect(metadata.count == 1 && records.count { $0.concurrentTo == [response.id] } == 2)
      #expect(Set(records.map(\.id)).count == records.count)
    }
  }

  @Test func `a damaged record is left out and named`() async throws {
    let ground = try await exported.value.copy()
    let capture = try #require(try ground.holdings().catalogue.captures(.number(5)).first)
    let file = ground.layout.warc.appending(path: capture.record.file)
    var bytes = try Data(contentsOf: file)
    bytes[capture.record.offset + capture.record.length / 2] ^= 0x10
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    let (whole, report) = try warc(ground)
    #expect(report.problems.count == 1 && report.problems[0].contains("at \(capture.record.offset)"))
    #expect(try !records(whole).isEmpty)
  }
}

@Suite("What outside tools say to an export")
struct OutsideExportTests {
  private func export(_ form: String, _ name: String, _ more: String...) async throws -> (Ground, URL) {
    let ground = try await exported.value.copy()
    let place = ground.layout.root.appending(path: name)
    let result = try await Program.fangzhi(["export", form, "-o", place.path] + more, archive: ground.layout.root)
    #expect(result.status == 0, "\(result.errors)")
    return (ground, place)
  }

  @Test(
    .enabled(if: Venv.has("warcio", "fastwarc"), Venv.missing("warcio, fastwarc")),
    arguments: [[], ["--host", "www.other.gov.cn"]])
  func `warcio and fastwarc find nothing wrong with a WARC`(selectors: [String]) async throws {
    let ground = try await exported.value.copy()
    let place = ground.layout.root.appending(path: "out.warc.gz").path
    let result = try await Program.fangzhi(["export", "warc", "-o", place] + selectors, archive: ground.layout.root)
    #expect(result.status == 0, "\(result.errors)")
    let warcio = try await Program.run(Venv.tool("warcio"), ["check", "-v", place])
    #expect(warcio.status == 0 && !warcio.text.contains("failed"), "\(warcio.text) \(warcio.errors)")
    let fastwarc = try await Program.run(Venv.tool("fastwarc"), ["check", "-q", place])
    #expect(fastwarc.status == 0, "\(fastwarc.errors)")
  }

  @Test(.enabled(if: Venv.has("wacz"), Venv.missing("wacz")), arguments: [[], ["--host", "www.other.gov.cn"]])
  func `wacz validate accepts a WACZ`(selectors: [String]) async throws {
    let ground = try await exported.value.copy()
    let place = ground.layout.root.appending(path: "out.wacz").path
    let result = try await Program.fangzhi(
      ["export", "wacz", "-o", place, "--title", "云溪区"] + selectors, archive: ground.layout.root)
    #expect(result.status == 0, "\(result.errors)")
    let judged = try await Program.run(Venv.tool("wacz"), ["validate", "-f", place])
    #expect(judged.status == 0 && judged.text.contains("Validation succeeded"), "\(judged.text)\(judged.errors)")
    let length = try FileManager.default.attributesOfItem(atPath: place)[.size] as? Int
    let wacz = try WACZReader(try WARCFile(path: place), length: Int64(try #require(length)))
    #expect(wacz.problems() == [])
    #expect(wacz.warcs.count == (selectors.isEmpty ? 2 : 1))
    let left = try FileManager.default.contentsOfDirectory(atPath: ground.layout.root.path)
    #expect(left.filter { $0.hasPrefix("out.wacz") } == ["out.wacz"], "nothing is left beside it")
  }

  @Test(.enabled(if: Venv.has("cdxj-indexer"), Venv.missing("cdxj-indexer")))
  func `cdxj-indexer writes the same index of warc/`() async throws {
    let (ground, place) = try await export("cdxj", "out.cdxj")
    #expect(try ground.warcFiles().allSatisfy { $0.hasSuffix(".warc.gz") }, "sealed first")
    let theirs = try await Program.run(
      Venv.tool("cdxj-indexer"), ["-s"] + ground.warcFiles().map { ground.layout.warc.appending(path: $0).path })
    #expect(theirs.status == 0, "\(theirs.errors)")
    #expect(theirs.text == String(decoding: try Data(contentsOf: place), as: UTF8.self))
  }

  @Test(.enabled(if: Venv.has("python3"), Venv.missing("python3")))
  func `Python reads the CSV files`() async throws {
    let (ground, place) = try await export("csv", "tables")
    defer { withExtendedLifetime(ground) {} }
    let script = """
      import csv, sys
      for name in ['documents', 'cells']:
          rows = list(csv.DictReader(open(f'{sys.argv[1]}/{name}.csv', encoding='utf-8-sig', newline='')))
          for row in rows:
              if name == 'documents': print('D', row['url'], row['tables'], len(row['text']) > 20)
              else: print('C', row['row'], row['column'], row['is_header'], row['row_header'], row['column_header'], row['value'])
      """
    let result = try await Program.run(Venv.tool("python3"), ["-c", script, place.path])
    let lines = result.text.split(separator: "\n").map { String($0) }
    #expect(lines.contains("D \(site)/plan.html 1 True"), "\(result)")
    #expect(lines.count { $0.hasPrefix("D") } == 8)
    #expect(lines.contains("C 3 2 0 石桥 株数 360"))
    #expect(lines.contains("C 1 2 1   株数"))
  }
}

@Suite("fangzhi export")
struct ExportCommandTests {
  @Test func `standard output, an archive in use, exit codes`() async throws {
    let ground = try await exported.value.copy()
    func run(_ arguments: String...) async throws -> Program.Result {
      try await Program.fangzhi(["export"] + arguments, archive: ground.layout.root)
    }
    let lines = try await run("jsonl", "-o", "-")
    #expect(lines.status == 0 && lines.text.split(separator: "\n").count == 8 && lines.errors.contains("8 documents"))
    #expect(try await run("jsonl", "-o", "-", "--host", "WWW.other.gov.cn", "-q").errors.isEmpty)
    let writer = try await ground.open()
    let busy = try await run("warc", "-o", "-")
    #expect(busy.status == 0 && busy.errors.contains("what is committed is exported"))
    #expect(try ground.warcFiles().contains { $0.hasSuffix(".open") })
    try await writer.close()
    let place = ground.layout.root.appending(path: "none.jsonl").path
    #expect(try await run("jsonl", "-o", place, "--host", "nobody.example").status == 5)
    #expect(try await run("wacz", "-o", place, "--from", "2999").status == 5)
    let left = try FileManager.default.contentsOfDirectory(atPath: ground.layout.root.path)
    #expect(!left.contains { $0.hasPrefix("none") })
    for arguments in [
      ["wacz", "-o", "-"], ["csv", "-o", "-"], ["zip", "-o", "x"], ["jsonl"], ["jsonl", "-o", "-", "--kind", "x"],
    ] {
      #expect(
        try await Program.fangzhi(["export"] + arguments, archive: ground.layout.root).status == 2, "\(arguments)")
    }
    #expect(try await run("jsonl", "-o", "-", "--portal", "nobody").status == 4)
    #expect(try await run("jsonl", "-o", "/nowhere/x.jsonl").status == 8)
    #expect(try await Program.fangzhi(["export", "jsonl", "-o", "-"], archive: temporaryFolder()).status == 5)
  }

  @Test func `a portal's file names its hosts`() async throws {
    let ground = try await exported.value.copy()
    let seeds = ground.layout.root.appending(path: "seeds")
    try FileManager.default.createDirectory(at: seeds, withIntermediateDirectories: true)
    let portal =
      #"{"id":"other","hosts":["new.other.gov.cn"],"formerHosts":["www.other.gov.cn"],"entries":[{"kind":"home","url":"http://new.other.gov.cn/"}]}"#
    try Data(portal.utf8).write(to: seeds.appending(path: "other.json"))
    let lines = try await Program.fangzhi(
      ["export", "jsonl", "-o", "-", "--portal", "other", "--seeds", seeds.path], archive: ground.layout.root)
    #expect(lines.status == 0 && lines.text.contains("http://www.other.gov.cn/a.html"), "\(lines.errors)")
    #expect(lines.text.split(separator: "\n").count == 1)
  }
}
