package import Web

/// Writes a ZIP file (PKWARE APPNOTE 6.3) whose entries are stored, not compressed: what WACZ asks of WARC files.
///
/// Equal entries and dates give equal bytes. Entries and files above 4 GiB, and more than 65,535 entries, get the
/// ZIP64 fields; nothing else does, so that old programs read what they can.
package struct ZipWriter: ~Copyable {
  private let file: OutputFile
  private let date: ZipDate
  private let limit: UInt64
  private var entries: [ZipEntry] = []
  private var names: Set<String> = []

  /// Where the file stands.
  package var path: String { file.path }

  /// What one entry became.
  package struct Written: Hashable, Sendable {
    package let digest: Digest
    package let bytes: Int64
  }

  /// Makes the file, which must not be there yet; all entries bear that date.
  ///
  /// Throws when the file is there or cannot be made.
  package init(path: String, date: Timestamp) throws(ZipError) {
    try self.init(path: path, date: date, zip64From: 0xFFFF_FFFF)
  }

  /// `zip64From`: the least length or offset that is written as ZIP64.
  init(path: String, date: Timestamp, zip64From limit: UInt64) throws(ZipError) {
    file = try OutputFile(path: path)
    self.date = ZipDate(date)
    self.limit = limit
  }

  /// Adds an entry from memory.
  ///
  /// Throws when the name is no good or used, or the file cannot be written.
  @discardableResult
  package mutating func add(_ name: String, _ bytes: [UInt8]) throws(ZipError) -> Written {
    try add(name, from: BytesInMemory(bytes), count: Int64(bytes.count))
  }

  /// Adds `count` bytes of a source, a megabyte at a time.
  ///
  /// Throws when the name is no good or used, the source ends before, or the file cannot be written.
  @discardableResult
  package mutating func add(_ name: String, from source: any ByteSource, count: Int64) throws(ZipError) -> Written {
    guard ZipEntry.isSafe(name: name), names.insert(name).inserted else {
      throw ZipError(.badName, file: file.path, entry: name)
    }
    let offset = file.end
    try file.append(localHeader(name, crc32: 0, bytes: count))
    let (crc32, digest) = try copy(source, count, name)
    let entry = ZipEntry(
      name: name, compression: .stored, crc32: crc32, compressedBytes: count, bytes: count, offset: offset)
    var checksum: [UInt8] = []
    checksum.appendLittle(crc32)
    try file.overwrite(checksum, at: offset + 14)
    entries.append(entry)
    return Written(digest: digest, bytes: count)
  }

  /// Writes the central directory and brings the file to disk.
  ///
  /// Throws when the file cannot be written.
  package consuming func finish() throws(ZipError) {
    let start = file.end
    for entry in entries { try file.append(centralHeader(entry)) }
    try file.append(end(start: UInt64(start), size: UInt64(file.end - start)))
    try file.synchronize()
  }

  private func copy(_ source: any ByteSource, _ count: Int64, _ name: String) throws(ZipError) -> (UInt32, Digest) {
    var checksum = CRC32()
    var hash = RunningDigest()
    var offset: Int64 = 0
    while offset < count {
      let wanted = Int(min(1 << 20, count - offset))
      let piece: [UInt8]
      do { piece = try source.bytes(at: offset, count: wanted) } catch {
        throw ZipError(.cannotRead(String(describing: error)), file: file.path, entry: name)
      }
      guard piece.count == wanted else {
        throw ZipError(.cannotRead("its source ends at \(offset + Int64(piece.count))"), file: file.path, entry: name)
      }
      checksum.update(piece[...])
      hash.update(piece[...])
      try file.append(piece)
      offset += Int64(wanted)
    }
    return (checksum.value, hash.finished())
  }
}

extension ZipWriter {
  /// APPNOTE 4.3.7.
  private func localHeader(_ name: String, crc32: UInt32, bytes: Int64) -> [UInt8] {
    let isLong = UInt64(bytes) >= limit
    var header: [UInt8] = []
    header.appendLittle(UInt32(0x0403_4B50))
    appendCommon(to: &header, isLong: isLong, crc32: crc32, bytes: bytes)
    header.appendLittle(UInt16(name.utf8.count))
    header.appendLittle(UInt16(isLong ? 20 : 0))
    header += name.utf8
    if isLong { header += Self.zip64([UInt64(bytes), UInt64(bytes)]) }
    return header
  }

  /// APPNOTE 4.3.12; the file counts as one made on Unix with the rights 0644.
  private func centralHeader(_ entry: ZipEntry) -> [UInt8] {
    let isLong = UInt64(entry.bytes) >= limit
    let isFar = UInt64(entry.offset) >= limit
    let extra = Self.zip64(
      (isLong ? [UInt64(entry.bytes), UInt64(entry.bytes)] : []) + (isFar ? [UInt64(entry.offset)] : []))
    var header: [UInt8] = []
    header.appendLittle(UInt32(0x0201_4B50))
    header.appendLittle(UInt16(3 << 8 | 45))
    appendCommon(
      to: &header, isLong: isLong || isFar, crc32: entry.crc32, bytes: isLong ? Int64(UInt32.max) : entry.bytes)
    header.appendLittle(UInt16(entry.name.utf8.count))
    header.appendLittle(UInt16(extra.count))
    header += [0, 0, 0, 0, 0, 0]
    header.appendLittle(UInt32(0o100644) << 16)
    header.appendLittle(isFar ? UInt32.max : UInt32(entry.offset))
    return header + Array(entry.name.utf8) + extra
  }

  /// Needed version, flags (names are UTF-8), method, time, date, checksum and both lengths.
  private func appendCommon(to header: inout [UInt8], isLong: Bool, crc32: UInt32, bytes: Int64) {
    header.appendLittle(UInt16(isLong ? 45 : 20))
    header.appendLittle(UInt16(1 << 11))
    header.appendLittle(ZipEntry.Compression.stored.rawValue)
    header.appendLittle(date.time)
    header.appendLittle(date.date)
    header.appendLittle(crc32)
    let length = UInt64(bytes) >= limit ? UInt32.max : UInt32(bytes)
    header.appendLittle(length)
    header.appendLittle(length)
  }

  /// The ZIP64 extra field (APPNOTE 4.5.3); empty without numbers.
  private static func zip64(_ numbers: [UInt64]) -> [UInt8] {
    var field: [UInt8] = []
    if numbers.isEmpty { return field }
    field.appendLittle(UInt16(1))
    field.appendLittle(UInt16(8 * numbers.count))
    for number in numbers { field.appendLittle(number) }
    return field
  }

  /// The ends of the central directory (APPNOTE 4.3.14–16).
  private func end(start: UInt64, size: UInt64) -> [UInt8] {
    var end: [UInt8] = []
    let isLong = start >= limit || size >= limit || entries.count >= 0xFFFF
    if isLong {
      end.appendLittle(UInt32(0x0606_4B50))
      end.appendLittle(UInt64(44))
      end.appendLittle(UInt16(3 << 8 | 45))
      end.appendLittle(UInt16(45))
      end += [0, 0, 0, 0, 0, 0, 0, 0]
      for number in [UInt64(entries.count), UInt64(entries.count), size, start] { end.appendLittle(number) }
      end.appendLittle(UInt32(0x0706_4B50))
      end.appendLittle(UInt32(0))
      end.appendLittle(start + size)
      end.appendLittle(UInt32(1))
    }
    end.appendLittle(UInt32(0x0605_4B50))
    end += [0, 0, 0, 0]
    let count = UInt16(min(entries.count, 0xFFFF))
    end.appendLittle(count)
    end.appendLittle(count)
    end.appendLittle(isLong ? UInt32.max : UInt32(size))
    end.appendLittle(isLong ? UInt32.max : UInt32(start))
    return end + [0, 0]
  }
}
