private import Foundation
internal import WARC
internal import Web

/// `indexes/` and `config.yaml`: what pywb and others need to replay `warc/` in place. Made again at any time.
struct ReplayIndex {
  let layout: ArchiveLayout

  /// Writes the CDXJ of one sealed file, and the configuration when it is missing.
  func write(for name: String) throws {
    let source = try WARCFile(path: layout.file(name, isOpen: false).path)
    let place = layout.index(of: name).path
    // A file of revisits has half a million lines: sorting them must not need more memory than the crawl.
    var index = CDXJSorter(stem: place, runBytes: Self.runBytes)
    // Damage is for `verify` to tell: all that can be read is to be replayed.
    var reader = try SegmentReader(source)
    while let item = try reader.next() {
      guard case .record(let found) = item else { continue }
      if let line = CDXJLine(found.record, at: found.location, filename: name) { try index.add(line) }
    }
    let file = try ExportFile(path: place)
    try index.forEachLine { try file.write($0) }
    try file.finish()
    if !FileManager.default.fileExists(atPath: layout.replayConfig.path) {
      try AtomicFile.write(Array(Self.config.utf8), to: layout.replayConfig)
    }
  }

  /// How many bytes of an index are sorted at a time.
  static let runBytes = 4 << 20

  /// pywb: `cd archive && wayback` serves the collection `fangzhi`.
  private static let config = """
    collections:
      fangzhi:
        index_paths: ./indexes/
        archive_paths: ./warc/

    """
}
