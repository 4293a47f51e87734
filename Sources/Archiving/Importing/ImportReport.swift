package import Cataloguing
package import Web

/// Something that a report says about one place of a foreign file.
package struct ImportNote: Sendable, Hashable, CustomStringConvertible {
  /// The file, behind a colon the entry of a WACZ.
  package let file: String
  /// The first byte of the record or gzip member; nil when it is about the whole file.
  package let offset: Int?
  package let message: String

  package var description: String { "\(file)\(offset.map { " at \($0)" } ?? ""): \(message)" }
}

/// What became of one file.
package struct ImportReport: Sendable {
  package let file: String
  /// SHA-256 of the file.
  package let digest: Digest
  /// Captures that were imported, by outcome.
  package internal(set) var outcomes: [Outcome: Int] = [:]
  /// Captures that the archive had already.
  package internal(set) var known = 0
  /// Requests that were kept beside their responses.
  package internal(set) var requests = 0
  /// Records that are no captures of http addresses, by their type.
  package internal(set) var others: [String: Int] = [:]
  /// Captures that could not be imported, each with why.
  package internal(set) var refusals: [ImportNote] = []
  /// Where the file breaks; empty for a sound one.
  package internal(set) var breaks: [ImportNote] = []
  /// Whether nothing was imported because the file is broken.
  package internal(set) var isRefused = false

  package var imported: Int { outcomes.values.reduce(0, +) }

  package var json: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member("file", file)
      line.member("sha256", digest.hex)
      line.member("refused", isRefused)
      line.member("imported", imported)
      line.member("known", known)
      line.member("requests", requests)
      line.counts("outcomes", Dictionary(uniqueKeysWithValues: outcomes.map { ($0.key.rawValue, $0.value) }))
      line.counts("others", others)
      line.notes("skipped", refusals)
      line.notes("breaks", breaks)
    }
    return writer.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func counts(_ name: String, _ counts: [String: Int]) {
    key(name)
    object { line in
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) { line.member(name, count) }
    }
  }

  fileprivate mutating func notes(_ name: String, _ notes: [ImportNote]) {
    key(name)
    array { line in
      for note in notes {
        line.object { line in
          line.member("file", note.file)
          line.member("offset", ifPresent: note.offset)
          line.member("message", note.message)
        }
      }
    }
  }
}
