import Cataloguing
import Foundation
import Web

/// A generator with a fixed start (splitmix64), so that a failure can be repeated.
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Documents of invented words whose frequencies fall as those of real ones do (G. Zipf).
struct SyntheticDocuments {
  private var random: Random
  private let words: [String]
  private let cumulated: [Double]

  /// So many different words, most of two characters, of 2,500 characters.
  init(seed: UInt64, words count: Int = 30_000) {
    var random = Random(state: seed)
    words = (0..<count).map { _ in
      let length = [1, 2, 2, 2, 2, 2, 3, 4].randomElement(using: &random) ?? 2
      return (0..<length).map { _ in String(UnicodeScalar(0x4E00 + UInt16.random(in: 0..<2_500, using: &random)) ?? "一")
      }
      .joined()
    }
    var sum = 0.0
    cumulated = (1...count).map { rank in
      sum += 1 / Double(rank)
      return sum
    }
    self.random = random
  }

  /// The word of that rank: 0 is the most frequent.
  func word(_ rank: Int) -> String { words[rank] }

  /// Sentences until there are so many bytes.
  mutating func text(bytes: Int) -> String {
    var text = ""
    while text.utf8.count < bytes {
      for _ in 0..<Int.random(in: 6...14, using: &random) { text += next() }
      text += ["，", "。", "；", "2025年", "〔2024〕15号"].randomElement(using: &random) ?? "。"
    }
    return text
  }

  private mutating func next() -> String {
    let wanted = Double.random(in: 0..<(cumulated.last ?? 1), using: &random)
    var (low, high) = (0, cumulated.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] <= wanted { low = middle + 1 } else { high = middle }
    }
    return words[low]
  }
}

/// A catalogue in a folder of its own.
final class TestCatalogue {
  let catalogue: Catalogue
  let path: String
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "catalogue.sqlite").path
    catalogue = try Catalogue(path: path, access: .writing)
  }

  deinit {
    try? catalogue.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Puts a document at an address of its own (`https://<host>/<name>`) into the catalogue and, unless it shall wait, the index.
  func add(
    _ name: String, host: String = "www.yunxi.example", title: String = "", text: String,
    version: Int64 = 1_790_000_000,
    kind: String = "article", organ: String? = nil, published: String? = nil, isCurrent: Bool = true,
    pages: [PageStart] = [], isIndexed: Bool = true
  ) throws {
    let identity = AddressIdentity(key: "\(host)/\(name)")
    let id = VersionID(captured: Timestamp(seconds: version), body: Digest(of: text.utf8))
    try catalogue.save(
      Address(id: identity.id, key: identity.key, url: "https://\(identity.key)", host: host, version: id))
    try catalogue.index(
      SearchEntry(
        address: identity.id, version: id, title: title, text: text, kind: kind, organ: organ, published: published,
        pages: pages),
      isCurrent: isCurrent)
    if isIndexed { try catalogue.indexAllTexts() }
  }

  func size() throws -> Int { try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0 }
}
