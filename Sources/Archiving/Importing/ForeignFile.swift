internal import Foundation
internal import WARC
internal import Web

/// A WARC or WACZ file that others made.
struct ForeignFile {
  /// One WARC file: the file itself, or one of those in a WACZ.
  struct Part {
    /// For messages: the path, behind a colon the entry of a WACZ.
    let name: String
    let source: any ByteSource
  }

  /// As it was named.
  let path: String
  let bytes: Int
  /// SHA-256 of the whole file.
  let digest: Digest
  let parts: [Part]
  /// What a WACZ says of itself: title, software, creation.
  let about: [(name: String, value: String)]
  /// What of a WACZ is not as its own data package says; empty for a WARC.
  let problems: [String]

  /// Opens a file and reads all of it once, for its digest.
  ///
  /// - Throws: `ImportProblem` when it cannot be opened or is neither WARC nor WACZ.
  init(path: String) throws {
    self.path = path
    let file: WARCFile
    do { file = try WARCFile(path: path) } catch { throw ImportProblem.unreadable(path: path, detail: "\(error)") }
    (digest, bytes) = try Self.digest(of: file)
    guard try file.bytes(at: 0, count: 4).starts(with: "PK\u{3}\u{4}".utf8) else {
      parts = [Part(name: path, source: file)]
      about = []
      problems = []
      return
    }
    do {
      let wacz = try WACZReader(file, length: Int64(bytes))
      problems = wacz.problems()
      about = wacz.about
      parts = try wacz.warcs.map { Part(name: "\(path):\($0.name)", source: try wacz.warc($0)) }
    } catch let error as ZipError {
      throw ImportProblem.broken(path: path, detail: "\(error)")
    }
  }

  /// The name without its folders.
  var name: String { URL(filePath: path).lastPathComponent }

  private static func digest(of file: WARCFile) throws -> (Digest, Int) {
    var digest = RunningDigest()
    var count = 0
    while true {
      let piece: [UInt8]
      do { piece = try file.bytes(at: Int64(count), count: 1 << 20) } catch {
        throw ImportProblem.unreadable(path: file.path, detail: "\(error)")
      }
      if piece.isEmpty { return (digest.finished(), count) }
      digest.update(piece[...])
      count += piece.count
    }
  }
}

/// Why nothing of a file can be imported.
package enum ImportProblem: Error, Sendable, CustomStringConvertible {
  /// Thrown when the file cannot be opened or read.
  case unreadable(path: String, detail: String)
  /// Thrown when it is neither a WARC nor a WACZ file that can be read.
  case broken(path: String, detail: String)

  package var description: String {
    switch self {
    case .unreadable(_, let detail), .broken(_, let detail): detail
    }
  }
}
