private import CZlib

/// Writes gzip members (RFC 1952), one call a member; two zlib streams and a code of our own are used again and again.
///
/// The ten bytes in front are always the same (no name, no time, no level, system unknown), so that equal input gives
/// equal bytes and any bit flipped in them shows.
@safe
package struct Deflater: ~Copyable {
  /// How much work goes into making a member small.
  package enum Effort: Hashable, Sendable {
    /// None: for what is compressed already, such as a body sent with gzip, a PDF, a picture.
    case stored
    /// Least of all, for a short record of ours without a payload; like `fast` where other bytes stand in it.
    case record
    /// 1 (fast) to 9 (small) as zlib counts them; values outside are moved inside.
    case level(Int)

    /// Least CPU that still shrinks text.
    package static let fast = Effort.level(1)

    fileprivate var zlibLevel: Int32 {
      switch self {
      case .stored: 0
      case .record: 1
      case .level(let level): Int32(min(max(level, 1), 9))
      }
    }
  }

  private var large = DeflateStream(windowBits: 15, memoryLevel: 9)
  // Setting a stream back clears its tables, which costs more than deflating a kilobyte when they are large.
  private var small = DeflateStream(windowBits: 12, memoryLevel: 5)
  private static let smallMember = 1 << 12
  private var record = RecordDeflater()

  package init() {}

  /// Appends one member that holds the parts one after another.
  package mutating func appendMember(of parts: [[UInt8]], effort: Effort = .fast, to output: inout [UInt8]) {
    let total = parts.reduce(0) { $0 + $1.count }
    output += gzipHeader
    if effort == .stored {
      appendStored(parts, total, &output)
    } else if effort == .record, total < RecordDeflater.limit, record.append(parts, to: &output) {
      // Written.
    } else if total < Self.smallMember {
      small.append(parts, level: effort.zlibLevel, to: &output)
    } else {
      large.append(parts, level: effort.zlibLevel, to: &output)
    }
    append(checksum(of: parts), to: &output)
    append(UInt32(truncatingIfNeeded: total), to: &output)
  }

  /// Blocks that are not compressed, each with its length and that length's complement in front (RFC 1951 §3.2.4).
  private func appendStored(_ parts: [[UInt8]], _ total: Int, _ output: inout [UInt8]) {
    let longest = 0xFFFF
    // A large output is not copied while it grows; members behind others grow as arrays do.
    if total > 1 << 20 || output.count <= gzipHeader.count {
      output.reserveCapacity(output.count + total + (total / longest + 1) * 5 + 8)
    }
    if total == 0 { output += [1, 0, 0, 0xFF, 0xFF] }
    var (left, room) = (total, 0)
    for part in parts {
      var rest = part[...]
      while !rest.isEmpty {
        if room == 0 {
          room = min(left, longest)
          left -= room
          output.append(left == 0 ? 1 : 0)
          append(UInt32(room) | ~UInt32(room) << 16, to: &output)
        }
        let piece = rest.prefix(room)
        output += piece
        room -= piece.count
        rest = rest.dropFirst(piece.count)
      }
    }
  }

  private func checksum(of parts: [[UInt8]]) -> UInt32 {
    var checksum = UInt(0)
    for part in parts {
      unsafe part.withUnsafeBufferPointer { bytes in
        checksum = unsafe crc32_z(checksum, bytes.baseAddress, bytes.count)
      }
    }
    return UInt32(truncatingIfNeeded: checksum)
  }
}

// One owner at a time, and every use is mutating: it may wander between threads.
extension Deflater: @unchecked Sendable {}

/// Magic, deflate, no flags, no time, no level, system unknown (RFC 1952 §2.3).
let gzipHeader: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF]

private func append(_ value: UInt32, to output: inout [UInt8]) {
  for place in 0..<4 as Range<UInt32> { output.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
}

extension WARCRecord {
  /// Appends the record as a gzip member of its own (WARC/1.1 annex D).
  package func appendMember(using deflater: inout Deflater, effort: Deflater.Effort = .fast, to output: inout [UInt8]) {
    deflater.appendMember(of: [headBytes, block, Self.end], effort: effort, to: &output)
  }
}
