import Foundation
import GRDB
import Web

@testable import Archiving

/// What stands below a folder: each file's SHA-256, each link's target, by path.
func listing(of folder: URL) throws -> [String: String] {
  var found: [String: String] = [:]
  let files = FileManager.default.enumerator(atPath: folder.path)
  while let path = files?.nextObject() as? String {
    let place = folder.appending(path: path).path
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: place) {
      found[path] = "-> " + target
    } else if let bytes = FileManager.default.contents(atPath: place) {
      found[path] = Digest(of: bytes).hex
    }
  }
  return found
}

/// The rows that `rebuild` makes anew, as text.
func rows(of layout: ArchiveLayout) throws -> [String: [String]] {
  let queue = try DatabaseQueue(path: layout.catalogue.path)
  defer { try? queue.close() }
  let queries = [
    "file": "SELECT name, committed, sealed FROM file ORDER BY name",
    "address":
      "SELECT hex, key, url, host, state, gone_days, gone_day, version, folder, last_visit FROM address ORDER BY hex",
    "capture": """
    SELECT capture.*, address.hex, file.name FROM capture JOIN address ON address.id = address
    JOIN file ON file.id = file ORDER BY sequence
    """,
    "version":
      "SELECT version.*, address.hex FROM version JOIN address ON address.id = version.address ORDER BY name, hex",
    "original": "SELECT original.*, file.name AS file_name FROM original JOIN file ON file.id = file ORDER BY payload",
    "found": """
    SELECT found.*, hex, title, text, pages FROM found JOIN address ON address.id = address
    JOIN found_text ON found_text.id = found.id ORDER BY hex, found.version
    """,
    "part": "SELECT hex, url, position, version FROM part ORDER BY hex, version, position",
    "pending": "SELECT offset, length FROM pending ORDER BY offset",
  ]
  return try queries.mapValues { query in
    try queue.read { database in
      try Row.fetchAll(database, sql: query).map { row in
        row.filter { !["id", "address", "file", "metadata_file"].contains($0.0) }.map { "\($0.0)=\($0.1)" }
          .joined(separator: " ")
      }
    }
  }
}
