import Foundation
import Web

@testable import Cataloguing

/// A catalogue in a folder of its own that is gone afterwards.
func withCatalogue<Value>(_ body: (Catalogue, String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "catalogue.sqlite").path
  return try body(try Catalogue(path: path, access: .writing), path)
}

enum Samples {
  static let file = ArchivedFile(
    name: "fangzhi-20261120010203-0a1b2c3d-00000.warc.gz", committedEnd: 900, isSealed: false)
  static let date = Timestamp(fourteenDigits: "20261120010203")!

  static func digest(_ text: String) -> Digest { Digest(of: Array(text.utf8)) }

  static func address(_ key: String = "www.example.gov.cn/a.html") -> Address {
    let identity = AddressIdentity(key: key)
    return Address(
      id: identity.id, key: key, url: "https://" + key, host: String(key.prefix { $0 != "/" }),
      standing: AddressStanding(state: .current, goneDays: 2, goneDay: "20261119"),
      version: VersionID("20261120010203-58b3ff354b01"), hasFolder: true, lastVisit: 7)
  }

  /// A capture with every column filled, or with none that may be empty.
  static func capture(_ sequence: Int, of address: Address = address(), isFull: Bool = true) -> Capture {
    Capture(
      sequence: sequence, address: address.id, url: address.url, at: date.advanced(by: Int64(sequence)),
      status: isFull ? 200 : nil, outcome: isFull ? .new : .failed, version: isFull ? address.version : nil,
      run: "0a1b2c3d", reason: isFull ? "因为 \"why\"\n" : nil, via: isFull ? "https://www.example.gov.cn/" : nil,
      hops: isFull ? 3 : 0, record: RecordPlace(file: file.name, offset: 1 << 40, length: 5_000_000_000),
      metadata: RecordPlace(file: file.name, offset: 700, length: 20), payload: isFull ? digest("payload") : nil,
      body: isFull ? digest("body") : nil, etag: isFull ? "\"v1\"" : nil,
      lastModified: isFull ? "Fri, 20 Nov 2026 01:02:03 GMT" : nil, chain: digest("chain \(sequence)"))
  }

  static func version(of address: Address = address(), warnings: [String] = ["short_body", "date_missing"]) -> Version {
    Version(
      address: address.id, id: address.version!, sequence: 1, body: digest("body"), content: digest("content"),
      text: digest("text"), kind: "article", title: "关于某某的通知", published: "2026-11-20", warnings: warnings,
      hasFolder: true, extractor: "fangzhi-1.0.0", cleaning: warnings.isEmpty ? nil : digest("rules"),
      simhash: warnings.isEmpty ? nil : Simhash(bits: 0x8000_0000_0000_0001))
  }
}
