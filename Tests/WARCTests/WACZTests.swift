import Foundation
import Testing
import Web

@testable import WARC

@Suite("WACZ files")
struct WACZTests {
  static let about = WACZWriter.About(
    title: "云溪县政府网站", description: "一次采集", created: Samples.date, software: "fangzhi 0.1",
    mainPage: WACZPage(url: "https://www.example.gov.cn/a/t20261120_1.html", captured: Samples.date, title: "通知"))

  /// The sample crawl as a WARC file, and a WACZ of it.
  static func write(in folder: URL) throws -> (warc: [UInt8], wacz: String) {
    var deflater = Deflater()
    var warc: [UInt8] = []
    for record in try Samples.records() { record.appendMember(using: &deflater, to: &warc) }
    let path = folder.appending(path: "crawl.wacz").path
    var writer = try WACZWriter(path: path, about: about)
    try writer.add(
      warc: BytesInMemory(warc), length: Int64(warc.count), name: "fangzhi-20261120010203-r1-00000.warc.gz")
    try writer.add(log: Array("起 止\n".utf8), name: "crawl.log")
    _ = try writer.finish(pages: [
      WACZPage(
        url: "https://www.example.gov.cn/a/t20261120_1.html", captured: Samples.date, title: "通知", text: "春季植树安排如下。")
    ])
    return (warc, path)
  }

  @Test("It is read back, every digest right, the WARC in place")
  func roundTrips() throws {
    try withFolder { folder in
      let (warc, path) = try Self.write(in: folder)
      let length = Int64(try Data(contentsOf: URL(filePath: path)).count)
      let wacz = try WACZReader(try WARCFile(path: path), length: length)
      #expect(wacz.problems() == [])
      #expect(wacz.warcs.map(\.name) == ["archive/fangzhi-20261120010203-r1-00000.warc.gz"])
      var reader = WARCReader(try wacz.warc(wacz.warcs[0]))
      var count = 0
      while try reader.next() != nil { count += 1 }
      #expect(count == (try Samples.records()).count)
      #expect(try wacz.warc(wacz.warcs[0]).bytes(at: 0, count: warc.count + 9) == warc)
    }
  }

  @Test("A changed byte in any part is told")
  func tellsDamage() throws {
    try withFolder { folder in
      let (warc, path) = try Self.write(in: folder)
      var bytes = Array(try Data(contentsOf: URL(filePath: path)))
      let start = try #require(bytes.indices.first { bytes[$0...].starts(with: warc.prefix(64)) })
      bytes[start + 40] ^= 1
      #expect(try WACZReader(BytesInMemory(bytes), length: Int64(bytes.count)).problems().count == 1)
    }
  }

  @Test("The second index points at members of whole lines")
  func secondaryIndex() throws {
    let lines = (0..<2_500).map { "cn,gov,example)/\(10_000 + $0) 20261120010203 {\"url\": \"x\"}\n" }
    var cdxj = CompressedCDXJ()
    var members: [UInt8] = []
    for line in lines { members += cdxj.add(Array(line.utf8)) }
    members += cdxj.finishedMember()
    let text = String(decoding: cdxj.secondary, as: UTF8.self).split(separator: "\n")
    #expect(text.count == 4 && text[0].hasPrefix("!meta 0 {\"format\": \"cdxj-gzip-1.0\""))
    #expect(text[2].hasPrefix("cn,gov,example)/11024 20261120010203 {\"offset\": "))
    var inflater = Inflater(.gzip)
    var used = 0
    var output: [UInt8] = []
    while used < members.count {
      used += inflater.inflate(members[used...], limit: .max, to: &output).used
      inflater.reset()
    }
    #expect(output == Array(lines.joined().utf8))
  }

  @Test("Lines that do not fit into memory are sorted all the same, equal ones once", arguments: [1, 3_000, 1 << 20])
  func sorts(runBytes: Int) throws {
    try withFolder { folder in
      var sorter = CDXJSorter(stem: folder.appending(path: "index").path, runBytes: runBytes)
      var random = SystemRandomNumberGenerator()
      let numbers = (0..<200).flatMap { [$0, $0] }.shuffled(using: &random)
      let lines = numbers.map { number in
        CDXJLine(
          key: "cn,example)/\(number)", date: Samples.date, url: "http://example.cn/\(number)", mime: "text/html",
          status: "200", digest: nil, location: RecordLocation(offset: 0, length: 9), filename: "a.warc.gz")
      }
      for line in lines { try sorter.add(line) }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).count
      #expect(runBytes > 1 << 16 ? left == 0 : left > 1)
      var sorted: [[UInt8]] = []
      try sorter.forEachLine { sorted.append($0) }
      #expect(sorted == Set(lines.map(\.bytes)).sorted { $0.lexicographicallyPrecedes($1) })
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty, "runs are cleared away")
    }
  }

  @Test(
    "`wacz validate` accepts it", .enabled(if: OutsideTool.python("wacz").isThere, "wacz not found: set FANGZHI_VENV"))
  func isValid() throws {
    try withFolder { folder in
      let (_, path) = try Self.write(in: folder)
      let result = try OutsideTool.python("wacz").run(["validate", "-f", path])
      let text = String(decoding: result.output, as: UTF8.self)
      #expect(result.status == 0 && text.contains("Validation succeeded"), "\(text)\(result.errors)")
    }
  }

  @Test(
    "A WACZ that `wacz create` made is read",
    .enabled(if: OutsideTool.python("wacz").isThere, "wacz not found: set FANGZHI_VENV"))
  func readsForeign() throws {
    try withFolder { folder in
      let (warc, _) = try Self.write(in: folder)
      let (file, path) = (folder.appending(path: "a.warc.gz"), folder.appending(path: "foreign.wacz").path)
      try Data(warc).write(to: file)
      #expect(
        try OutsideTool.python("wacz").run(["create", "-o", path, "-d", "--hash-type", "sha256", file.path]).status == 0
      )
      let wacz = try WACZReader(try WARCFile(path: path), length: Int64(Data(contentsOf: URL(filePath: path)).count))
      #expect(wacz.problems() == [])
      #expect(try wacz.warc(wacz.warcs[0]).bytes(at: 0, count: warc.count + 9) == warc)
    }
  }
}
