import Extracting
import Foundation
import Testing

/// The folder of pages with gold text, `NNN.html` and `NNN.gold.txt`, in sub-folders or by itself.
private let corpus = ProcessInfo.processInfo.environment["FANGZHI_CORPUS"]

@Suite("Regression gate: pages of other people, when FANGZHI_CORPUS names a folder")
struct CorpusGateTests {
  /// Mean F1 below which the gate closes, by the name of the sub-folder; others must reach 0.93.
  private static let floors = ["gov": 0.985, "cwced": 0.935, "magichtml": 0.955]

  @Test(.enabled(if: corpus != nil, "FANGZHI_CORPUS is not set: no pages of other people to measure on"))
  func meanScoresStayAboveTheirFloors() throws {
    for folder in try CorpusGateTests.folders() {
      let scores = try CorpusGateTests.scores(of: folder)
      let mean = scores.reduce(0) { $0 + $1.f1 } / Double(max(scores.count, 1))
      print("\(folder.lastPathComponent): \(scores.count) pages, mean F1 \(mean)")
      #expect(mean >= CorpusGateTests.floors[folder.lastPathComponent] ?? 0.93, "\(folder.lastPathComponent)")
    }
  }

  private static func folders() throws -> [URL] {
    let root = URL(fileURLWithPath: corpus ?? ".")
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
    let folders = names.map { root.appendingPathComponent($0) }.filter { $0.hasDirectory }
    return (folders + [root]).sorted { $0.path < $1.path }.filter { folder in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return files.contains { $0.hasSuffix(".gold.txt") }
    }
  }

  private static func scores(of folder: URL) throws -> [(page: String, f1: Double)] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".gold.txt") }.map { file in
      let name = String(file.dropLast(9))
      let html = try Data(contentsOf: folder.appendingPathComponent(name + ".html"))
      let gold = String(decoding: try Data(contentsOf: folder.appendingPathComponent(file)), as: UTF8.self)
      let text = Extractor().extract(PageInput(body: Array(html))).text
      return (name, TokenScore(text, gold).f1)
    }
  }
}

extension URL {
  fileprivate var hasDirectory: Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}

/// Bag-of-token F1: a token is an ideograph, or a run of other letters and digits; case and width folded.
struct TokenScore {
  let f1: Double

  init(_ found: String, _ gold: String) {
    let one = TokenScore.tokens(found)
    let other = TokenScore.tokens(gold)
    let common = one.reduce(0) { $0 + min($1.value, other[$1.key] ?? 0) }
    let sizes = (one.values.reduce(0, +), other.values.reduce(0, +))
    f1 = sizes.0 + sizes.1 == 0 ? 1 : 2 * Double(common) / Double(sizes.0 + sizes.1)
  }

  private static func tokens(_ text: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    var word = ""
    func close() {
      if !word.isEmpty { counts[word, default: 0] += 1 }
      word = ""
    }
    for scalar in text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar.value {
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x3040...0x30FF:
        close()
        counts[String(scalar), default: 0] += 1
      default:
        if CharacterSet.alphanumerics.contains(scalar) { word.unicodeScalars.append(scalar) } else { close() }
      }
    }
    close()
    return counts
  }
}
