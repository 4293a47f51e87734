/// The central directory of a ZIP file.
struct ZipDirectory {
  private(set) var entries: [ZipEntry] = []
  private let path: String

  /// A directory of more bytes than this is refused: some 500,000 entries.
  private static let most: UInt64 = 64 << 20

  init(_ source: any ByteSource, length: Int64) throws(ZipError) {
    path = source.path
    let place = try Self.place(source, length)
    guard place.size <= Self.most, place.start <= UInt64(length), place.start + place.size <= UInt64(length) else {
      throw ZipError(.damaged("the directory does not lie inside of the file"), file: path)
    }
    let bytes = try Self.read(source, Int64(place.start), Int(place.size))
    var offset = 0
    while offset < bytes.count {
      let (entry, next) = try entry(in: bytes, at: offset, length: UInt64(length))
      entries.append(entry)
      offset = next
    }
    guard UInt64(entries.count) == place.count else {
      throw ZipError(.damaged("\(entries.count) entries instead of \(place.count)"), file: path)
    }
  }

  private typealias Place = (start: UInt64, size: UInt64, count: UInt64)

  /// Looks for the end record, which a comment of up to 65,535 bytes may follow (APPNOTE 4.3.16).
  private static func place(_ source: any ByteSource, _ length: Int64) throws(ZipError) -> Place {
    let tail = try read(source, max(0, length - 65_557), Int(min(length, 65_557)))
    let found = stride(from: tail.count - 22, through: 0, by: -1).first { offset in
      tail.little(offset, as: UInt32.self) == 0x0605_4B50
        && offset + 22 + Int(tail.little(offset + 20, as: UInt16.self)) == tail.count
    }
    guard let found else { throw ZipError(.notZip, file: source.path) }
    let start = tail.little(found + 16, as: UInt32.self)
    let size = tail.little(found + 12, as: UInt32.self)
    let count = tail.little(found + 10, as: UInt16.self)
    guard tail.little(found + 8, as: UInt16.self) == count else {
      throw ZipError(.unsupported("a file in several parts"), file: source.path)
    }
    let isLong = start == .max || size == .max || count == .max
    let locator = length - Int64(tail.count) + Int64(found) - 20
    if isLong, locator >= 0, let long = try zip64(source, locator, length) { return long }
    return (UInt64(start), UInt64(size), UInt64(count))
  }

  /// The ZIP64 end record by its locator (APPNOTE 4.3.14, 4.3.15); nil without one.
  private static func zip64(_ source: any ByteSource, _ locator: Int64, _ length: Int64) throws(ZipError) -> Place? {
    let bytes = try read(source, locator, 20)
    guard bytes.little(0, as: UInt32.self) == 0x0706_4B50 else { return nil }
    let offset = bytes.little(8, as: UInt64.self)
    guard offset <= UInt64(length) - 20 else {
      throw ZipError(.damaged("the ZIP64 directory lies outside of the file"), file: source.path)
    }
    let end = try read(source, Int64(offset), 56)
    guard end.little(0, as: UInt32.self) == 0x0606_4B50 else {
      throw ZipError(.damaged("no ZIP64 directory where its locator points"), file: source.path)
    }
    return (end.little(48, as: UInt64.self), end.little(40, as: UInt64.self), end.little(32, as: UInt64.self))
  }

  /// APPNOTE 4.3.12.
  private func entry(in bytes: [UInt8], at offset: Int, length: UInt64) throws(ZipError) -> (ZipEntry, next: Int) {
    func number<Number: FixedWidthInteger & UnsignedInteger>(_ place: Int, _ type: Number.Type) -> Number {
      bytes.little(offset + place, as: type)
    }
    let nameEnd = offset + 46 + Int(number(28, UInt16.self))
    let extraEnd = nameEnd + Int(number(30, UInt16.self))
    let next = extraEnd + Int(number(32, UInt16.self))
    guard number(0, UInt32.self) == 0x0201_4B50, next <= bytes.count else {
      throw ZipError(.damaged("the directory breaks off after \(entries.count) entries"), file: path)
    }
    let name = String(decoding: bytes[offset + 46..<nameEnd], as: UTF8.self)
    guard number(8, UInt16.self) & 1 == 0 else { throw ZipError(.unsupported("encryption"), file: path, entry: name) }
    guard let compression = ZipEntry.Compression(rawValue: number(10, UInt16.self)) else {
      throw ZipError(.unsupported("compression method \(number(10, UInt16.self))"), file: path, entry: name)
    }
    let short = [number(24, UInt32.self), number(20, UInt32.self), number(42, UInt32.self)]
    let sizes = Self.lengths(short, extra: Array(bytes[nameEnd..<extraEnd]))
    guard sizes.allSatisfy({ $0 <= UInt64(Int64.max) }), sizes[2] <= length, sizes[1] <= length - sizes[2] else {
      throw ZipError(.damaged("it lies outside of the file"), file: path, entry: name)
    }
    let entry = ZipEntry(
      name: name, compression: compression, crc32: number(16, UInt32.self), compressedBytes: Int64(sizes[1]),
      bytes: Int64(sizes[0]), offset: Int64(sizes[2]))
    return (entry, next)
  }

  /// Length, compressed length and offset; those that are full stand in the ZIP64 field, in this order (APPNOTE 4.5.3).
  private static func lengths(_ short: [UInt32], extra: [UInt8]) -> [UInt64] {
    var offset = 0
    while offset + 4 <= extra.count {
      let size = Int(extra.little(offset + 2, as: UInt16.self))
      if extra.little(offset, as: UInt16.self) == 1 {
        var place = offset + 4
        return short.map { value in
          if value != .max || place + 8 > min(extra.count, offset + 4 + size) { return UInt64(value) }
          place += 8
          return extra.little(place - 8, as: UInt64.self)
        }
      }
      offset += 4 + size
    }
    return short.map { UInt64($0) }
  }

  private static func read(_ source: any ByteSource, _ offset: Int64, _ count: Int) throws(ZipError) -> [UInt8] {
    let bytes: [UInt8]
    do { bytes = try source.bytes(at: offset, count: count) } catch {
      throw ZipError(.cannotRead(String(describing: error)), file: source.path)
    }
    guard bytes.count == count else { throw ZipError(.damaged("the file is shorter than it was"), file: source.path) }
    return bytes
  }
}
