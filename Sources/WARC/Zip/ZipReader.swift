/// Reads a ZIP file by its central directory (PKWARE APPNOTE 6.3, ZIP64 included): stored and deflated entries.
package struct ZipReader: Sendable {
  /// In the order of the directory.
  package let entries: [ZipEntry]
  private let source: any ByteSource

  /// Reads the directory of a file of `length` bytes.
  ///
  /// Throws when there is none or it is damaged.
  package init(_ source: any ByteSource, length: Int64) throws(ZipError) {
    self.source = source
    entries = try ZipDirectory(source, length: length).entries
  }

  /// The entry of that name.
  package func entry(_ name: String) -> ZipEntry? { entries.first { $0.name == name } }

  /// The bytes of an entry, inflated and with the right checksum.
  ///
  /// Throws when it is larger than `limit`, damaged, or compressed in another way.
  package func bytes(of entry: ZipEntry, limit: Int = 256 << 20) throws(ZipError) -> [UInt8] {
    guard entry.bytes <= Int64(limit), entry.compressedBytes <= Int64(limit) else {
      throw problem(.tooLarge(max(entry.bytes, entry.compressedBytes)), entry)
    }
    let start = try start(of: entry)
    let raw = try read(start, Int(entry.compressedBytes), entry)
    let bytes = entry.compression == .stored ? raw : try inflated(raw, entry)
    var checksum = CRC32()
    checksum.update(bytes[...])
    guard bytes.count == Int(entry.bytes), checksum.value == entry.crc32 else { throw problem(.badChecksum, entry) }
    return bytes
  }

  /// A stored entry as a source of its own, so that a WARC is read where it lies. Its checksum is not compared.
  ///
  /// Throws when the entry is compressed or its head damaged.
  package func source(of entry: ZipEntry) throws(ZipError) -> any ByteSource {
    guard entry.compression == .stored else {
      throw problem(.unsupported("reading a compressed entry in place"), entry)
    }
    return ByteWindow(source: source, start: try start(of: entry), count: entry.bytes, name: entry.name)
  }

  /// Behind the local header, whose name and extra field may be longer than those of the directory.
  private func start(of entry: ZipEntry) throws(ZipError) -> Int64 {
    let header = try read(entry.offset, 30, entry)
    guard header.little(0, as: UInt32.self) == 0x0403_4B50 else {
      throw problem(.damaged("no entry begins there"), entry)
    }
    let skipped = Int64(header.little(26, as: UInt16.self)) + Int64(header.little(28, as: UInt16.self))
    return entry.offset + 30 + skipped
  }

  private func inflated(_ raw: [UInt8], _ entry: ZipEntry) throws(ZipError) -> [UInt8] {
    var inflater = Inflater(.raw)
    var bytes: [UInt8] = []
    // One byte more shows that there is too much.
    let result = inflater.inflate(raw[...], limit: Int(entry.bytes) + 1, to: &bytes)
    guard result.pause == .ended else { throw problem(.badChecksum, entry) }
    return bytes
  }

  private func read(_ offset: Int64, _ count: Int, _ entry: ZipEntry) throws(ZipError) -> [UInt8] {
    let bytes: [UInt8]
    do { bytes = try source.bytes(at: offset, count: count) } catch {
      throw problem(.cannotRead(String(describing: error)), entry)
    }
    guard bytes.count == count else { throw problem(.damaged("the file ends inside of it"), entry) }
    return bytes
  }

  private func problem(_ problem: ZipError.Problem, _ entry: ZipEntry) -> ZipError {
    ZipError(problem, file: source.path, entry: entry.name)
  }
}
