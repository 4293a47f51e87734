#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// Sorts the lines of an index of any size in little memory: what does not fit is laid down in sorted runs beside the
/// file that is being made, and the runs are merged.
package struct CDXJSorter: ~Copyable {
  private let stem: String
  private let runBytes: Int
  private var lines: [[UInt8]] = []
  private var held = 0
  private var runs = Runs()

  /// The run files, which are gone when nobody needs them any more.
  private final class Runs {
    var paths: [String] = []
    deinit { for path in paths { unsafe unlink(path) } }
  }

  /// - Parameter stem: what the names of run files begin with; `.run-0` and so on is added.
  /// - Parameter runBytes: how many bytes of lines are held in memory; default 64 MiB.
  package init(stem: String, runBytes: Int = 64 << 20) {
    self.stem = stem
    self.runBytes = runBytes
  }

  /// Adds a line.
  ///
  /// Throws when a run cannot be written.
  package mutating func add(_ line: CDXJLine) throws(ZipError) {
    let bytes = line.bytes
    lines.append(bytes)
    // An array of its own has 32 bytes in front.
    held += bytes.count + 32
    if held > runBytes { try layDown() }
  }

  /// Adds the line of a record; nothing for a record that indexes leave out.
  ///
  /// - Parameter filename: as it shall stand in the line.
  package mutating func add(_ record: WARCRecord, at location: RecordLocation, filename: String) throws(ZipError) {
    if let line = CDXJLine(record, at: location, filename: filename) { try add(line) }
  }

  /// Adds every record of a WARC file that an index names.
  ///
  /// - Parameter filename: as it shall stand in the lines.
  package mutating func add(_ source: any ByteSource, filename: String) throws {
    var reader = WARCReader(source, rules: .foreign)
    while let found = try reader.next() {
      try add(found.record, at: found.location, filename: filename)
    }
  }

  /// Everything that was added, in a sorter of its own; this one is empty afterwards.
  package mutating func taken() -> CDXJSorter {
    var other = CDXJSorter(stem: stem, runBytes: runBytes)
    swap(&self, &other)
    return other
  }

  /// Hands over all lines in the order of their bytes, equal ones once, each with its line end.
  package consuming func forEachLine(_ body: ([UInt8]) throws -> Void) throws {
    sortLines()
    var cursors = [RunCursor(lines: lines)]
    for path in runs.paths { cursors.append(RunCursor(source: try WARCFile(path: path))) }
    var merge = try RunMerge(cursors)
    var last: [UInt8] = []
    while let line = try merge.next() {
      if line != last { try body(line) }
      last = line
    }
  }

  private mutating func sortLines() { lines.sort { $0.lexicographicallyPrecedes($1) } }

  private mutating func layDown() throws(ZipError) {
    sortLines()
    let path = "\(stem).run-\(runs.paths.count)"
    unsafe unlink(path)
    let file = try OutputFile(path: path)
    runs.paths.append(path)
    var block: [UInt8] = []
    for line in lines {
      block += line
      if block.count > 1 << 18 {
        try file.append(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try file.append(block)
    lines = []
    held = 0
  }
}

/// One sorted run that is read line by line.
private struct RunCursor {
  private(set) var line: [UInt8] = []
  private var lines: ArraySlice<[UInt8]>
  private let source: (any ByteSource)?
  private var block: ArraySlice<UInt8> = []
  private var offset: Int64 = 0

  init(lines: [[UInt8]]) {
    self.lines = lines[...]
    source = nil
  }

  init(source: any ByteSource) {
    lines = []
    self.source = source
  }

  /// Goes on to the next line; false at the end.
  mutating func advance() throws(WARCError) -> Bool {
    guard let source else {
      guard let next = lines.popFirst() else { return false }
      line = next
      return true
    }
    line = []
    while true {
      if let end = block.firstIndex(of: 0x0A) {
        line += block[...end]
        block = block[(end + 1)...]
        return true
      }
      line += block
      block = try source.bytes(at: offset, count: 1 << 16)[...]
      offset += Int64(block.count)
      if block.isEmpty { return false }
    }
  }
}

/// Several sorted runs as one.
private struct RunMerge {
  /// By their lines, the greatest first, so that the next one is taken from the end.
  private var cursors: [RunCursor] = []

  init(_ cursors: [RunCursor]) throws(WARCError) {
    for cursor in cursors { try insert(cursor) }
  }

  mutating func next() throws(WARCError) -> [UInt8]? {
    guard let cursor = cursors.popLast() else { return nil }
    try insert(cursor)
    return cursor.line
  }

  private mutating func insert(_ cursor: RunCursor) throws(WARCError) {
    var cursor = cursor
    guard try cursor.advance() else { return }
    var (low, high) = (0, cursors.count)
    while low < high {
      let middle = (low + high) / 2
      if cursor.line.lexicographicallyPrecedes(cursors[middle].line) { low = middle + 1 } else { high = middle }
    }
    cursors.insert(cursor, at: low)
  }
}
