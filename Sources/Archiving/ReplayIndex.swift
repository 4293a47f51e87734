private import Foundation
internal import WARC
internal import Web

/// `indexes/` and `config.yaml`: what pywb and others need to replay `warc/` in place. Made again at any time.
struct ReplayIndex {
  let layout: ArchiveLayout

  /// What gathers the lines of a file's index.
  ///
  /// A file of revisits has half a million lines: sorting them must not need more memory than the crawl.
  func sorter(for name: String) -> CDXJSorter {
    CDXJSorter(stem: layout.index(of: name).path, runBytes: Self.runBytes)
  }

  /// Writes the CDXJ of one sealed file as its bytes say, and the configuration when it is missing.
  func write(for name: String) throws {
    let source = try WARCFile(path: layout.file(name, isOpen: false).path)
    var index = sorter(for: name)
    // Damage is for `verify` to tell: all that can be read is to be replayed.
    var reader = try SegmentReader(source)
    while let item = try reader.next() {
      guard case .record(let found) = item else { continue }
      try index.add(found.record, at: found.location, filename: name)
    }
    try write(index, for: name)
  }

  /// Writes the CDXJ of one sealed file whose lines were gathered while it was written.
  func write(_ index: consuming CDXJSorter, for name: String) throws {
    let file = try ExportFile(path: layout.index(of: name).path)
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
