import Foundation
import GRDB
import Testing
import Web

@testable import Cataloguing

/// 200,000 addresses on 100 hosts, five visits each: a version at the first, a changed one at each tenth other.
private struct LargeCatalogue {
  static let addresses = 200_000
  static let hosts = 100
  static let visits = 5

  static func key(_ number: Int) -> String {
    "www.h\(number % hosts).gov.cn/zwgk/gkml/2021\(10 + number % 3)/t202110\(10 + number % 20)_\(1_000_000 + number).html"
  }

  let catalogue: Catalogue
  let path: String

  func fill() throws {
    try catalogue.beginGroup()
    for number in 1...200 {
      try catalogue.save(
        ArchivedFile(
          name: "fangzhi-20261120010203-0a1b2c3d-\(10_000 + number).warc.gz", committedEnd: 1, isSealed: true))
    }
    for number in 0..<Self.addresses {
      let key = Self.key(number)
      try catalogue.save(
        Address(
          id: AddressIdentity(key: key).id, key: key, url: "https://" + key, host: String(key.prefix { $0 != "/" }),
          standing: AddressStanding(state: .current), hasFolder: true, lastVisit: Self.addresses * 4 + number + 1))
    }
    try catalogue.work("fill the catalogue") { try $0.execute(sql: Self.rows) }
    try catalogue.commitGroup()
  }

  /// Rows as visits write them; digests are random.
  private static let rows = """
    WITH RECURSIVE visit (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM visit WHERE n < \(addresses * visits - 1))
    INSERT INTO capture (sequence, address, url, at, status, outcome, version, run, via, hops, file, offset, length,
      metadata_file, metadata_offset, metadata_length, payload, body, etag, last_modified, chain)
    SELECT n + 1, address.id, address.url, 1790000000 + n * 30, 200,
      CASE WHEN n < \(addresses) THEN 'new' WHEN random() % 10 = 0 THEN 'changed' WHEN n % 3 = 0 THEN 'cosmetic'
        ELSE 'unchanged' END, NULL, '0a1b2c3d', 'https://' || address.host || '/zwgk/', 0, 1 + n / 5000,
      n % 5000 * 9000, 8000, 1 + n / 5000, n % 5000 * 9000 + 8000, 900, randomblob(32), randomblob(32),
      '"' || hex(randomblob(8)) || '"', 'Fri, 20 Nov 2026 01:02:03 GMT', randomblob(32)
    FROM visit JOIN address ON address.id = n % \(addresses) + 1;

    INSERT INTO version SELECT address,
      strftime('%Y%m%d%H%M%S', at, 'unixepoch') || '-' || lower(substr(hex(body), 1, 12)), sequence, body, randomblob(32), randomblob(32), 'article', '关于做好二〇二六年度政务公开有关工作的通知', '2026-11-20', NULL, 1,
      'fangzhi-1.0.0', NULL
    FROM capture WHERE outcome IN ('new', 'changed') ORDER BY address, sequence;

    UPDATE capture SET version = (SELECT name FROM version WHERE version.address = capture.address
      AND version.sequence <= capture.sequence ORDER BY version.sequence DESC LIMIT 1);
    UPDATE address SET version = (SELECT max(name) FROM version WHERE version.address = address.id);

    INSERT INTO original SELECT payload, body, file, offset, length, '<urn:uuid:' || hex(randomblob(16)) || '>', url, at
      FROM capture WHERE outcome <> 'unchanged';
    """
}

@Suite(
  "A catalogue of 1,000,000 captures",
  .enabled(
    if: ProcessInfo.processInfo.environment["FANGZHI_MEASURE"] != nil, "skipped: FANGZHI_MEASURE asks for measurements")
)
struct LargeCatalogueMeasurement {
  @Test func `an address is looked up within 1 ms, the changes of a host within 50 ms`() throws {
    try withCatalogue { catalogue, path in
      let large = LargeCatalogue(catalogue: catalogue, path: path)
      try large.fill()
      try catalogue.close()
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      print("catalogue: \(size / 1_000_000) MB, \(size / 1_000_000) bytes a capture, \(size / 200_000) an address")
      let reader = try Catalogue(path: path, access: .reading)
      var state: UInt64 = 7
      let urls = (0..<2_000).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return "https://" + LargeCatalogue.key(Int(state >> 33) % LargeCatalogue.addresses)
      }
      let address = try measure("address by URL", urls) { url in
        try reader.address(Self.id(url))?.url == url ? 1 : 0
      }
      let history = try measure("address, its captures and versions", urls) { url in
        let id = try Self.id(url)
        guard try reader.address(id)?.url == url else { return 0 }
        return try reader.captures(.of(id)).count + reader.versions(of: id).count
      }
      let hosts = (0..<50).map { "www.h\($0).gov.cn" }
      let latest = try measure("a host's latest 100 changes", hosts) { try reader.changes(host: $0, limit: 100).count }
      _ = try measure("all changes of a host", hosts) { try reader.changes(host: $0, limit: .max).count }
      let week = try measure("a host's changes of the last week", hosts) {
        try reader.changes(host: $0, since: Timestamp(seconds: 1_790_000_000 + 30_000_000 - 604_800), limit: .max).count
      }
      // Of this thread's time: what else the machine does is not what is measured.
      #expect(address < 1_000 && history < 1_000 && latest < 50_000 && week < 50_000)
    }
  }

  private static func id(_ url: String) throws -> AddressID { try #require(CrawlURL(url)).identity().id }

  /// The median of what each element costs, in µs of CPU.
  private func measure(_ name: String, _ elements: [String], _ body: (String) throws -> Int) throws -> Int {
    var times: [Int] = []
    var rows = 0
    for element in elements {
      let before = threadMicroseconds()
      let count = try body(element)
      times.append(threadMicroseconds() - before)
      #expect(count > 0)
      rows += count
    }
    times.sort()
    print(
      "\(name): CPU median \(times[times.count / 2]) µs, 99th of 100 \(times[times.count * 99 / 100]) µs, "
        + "\(rows / elements.count) rows")
    return times[times.count / 2]
  }
}

private func threadMicroseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
}
