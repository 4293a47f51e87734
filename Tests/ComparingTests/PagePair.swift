import Comparing
import Extracting
import Foundation
import Web

/// A folder of two versions of a page and what their difference must look like.
struct PagePair: CustomStringConvertible {
  let name: String
  let verdict: String
  let description: String
  let folder: URL

  static let fixtures = Bundle.module.resourceURL?.appending(path: "Fixtures") ?? URL(filePath: "Fixtures")

  /// The lines of `pairs.tsv`.
  static let all: [PagePair] = {
    guard let table = try? String(contentsOf: fixtures.appending(path: "pairs.tsv"), encoding: .utf8) else { return [] }
    return table.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: "\t").map { String($0) }
      return PagePair(
        name: fields[0], verdict: fields[1], description: fields[0], folder: fixtures.appending(path: fields[0]))
    }
  }()

  static func named(_ name: String) throws -> PagePair {
    guard let pair = all.first(where: { $0.name == name }) else { throw CocoaError(.fileNoSuchFile) }
    return pair
  }

  func document(_ side: String) throws -> Document {
    try Document(json: Array(Data(contentsOf: folder.appending(path: "\(side).json"))))
  }

  /// `digests.tsv`: side, address, SHA-256.
  func digests(_ side: String) throws -> AttachmentChange.Digests {
    guard let table = try expected("digests.tsv") else { return [:] }
    let lines = table.split(separator: "\n").map { $0.split(separator: "\t").map { String($0) } }
    return lines.filter { $0[0] == side }.reduce(into: [:]) { $0[$1[1]] = Digest(hex: $1[2]) }
  }

  func diff() throws -> VersionDiff {
    VersionDiff(
      from: try document("old"), to: try document("new"), oldDigests: try digests("old"),
      newDigests: try digests("new"))
  }

  /// A file of the folder; nil when there is none.
  func expected(_ file: String) throws -> String? {
    let url = folder.appending(path: file)
    return FileManager.default.fileExists(atPath: url.path) ? try String(contentsOf: url, encoding: .utf8) : nil
  }
}
