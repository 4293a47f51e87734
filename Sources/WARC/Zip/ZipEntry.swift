internal import Web

/// One file inside of a ZIP file.
package struct ZipEntry: Hashable, Sendable {
  /// With `/` between folders.
  package let name: String
  package let compression: Compression
  /// The checksum of the bytes as they were before compression.
  package let crc32: UInt32
  package let compressedBytes: Int64
  package let bytes: Int64
  /// Where its local header begins.
  package let offset: Int64

  package enum Compression: UInt16, Hashable, Sendable {
    case stored = 0
    case deflated = 8
  }

  /// Whether the name stays below the folder that an archive is unpacked into.
  package static func isSafe(name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isClean = !name.utf8.contains { $0 < 0x20 || $0 == 0x5C || $0 == 0x7F }
    return isClean && name.utf8.count <= 0xFFFF && !name.isEmpty
      && parts.dropLast().allSatisfy { !$0.isEmpty } && !parts.contains("..") && !parts.contains(".")
      && !(parts.first ?? "").hasSuffix(":")
  }
}

/// A date and a time as MS-DOS kept them: from 1980 on, two seconds apart (APPNOTE 4.4.6).
struct ZipDate: Hashable, Sendable {
  let time: UInt16
  let date: UInt16

  /// A moment before 1980 or after 2107 is told as the nearest that can be told.
  init(_ timestamp: Timestamp) {
    let part = CivilDate(seconds: timestamp.seconds)
    if part.year < 1980 {
      (time, date) = (0, 1 << 5 | 1)
    } else {
      time = UInt16(part.hour << 11 | part.minute << 5 | part.second / 2)
      date = UInt16(min(part.year - 1980, 127) << 9 | part.month << 5 | part.day)
    }
  }
}

extension [UInt8] {
  /// Appends a number in the order of ZIP, the least byte first.
  mutating func appendLittle(_ value: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// The number of that width there; zero beyond the end.
  func little<Number: FixedWidthInteger & UnsignedInteger>(_ offset: Int, as type: Number.Type) -> Number {
    let width = Number.bitWidth / 8
    guard offset >= 0, offset + width <= count else { return 0 }
    return (0..<width).reduce(0) { $0 | Number(self[offset + $1]) << (8 * $1) }
  }
}
