extension Deflater.Effort {
  /// Stored when the payload is compressed already (a body sent with gzip, a ZIP with its children DOCX, XLSX and OFD,
  /// a picture, a film, a PDF whose streams are); otherwise the level, and for a request, a revisit or a metadata record
  /// at level 1 the code of our own.
  ///
  /// Deflating a gzip body of 10 KB again costs 130 µs and saves 2 %; storing it costs 16 µs. Nothing but the bytes
  /// decides, so that the same record always becomes the same member.
  package static func suiting(_ record: WARCRecord, level: Int = 1) -> Deflater.Effort {
    let level = level > 1 ? Deflater.Effort.level(level) : .fast
    if record.kind == .request || record.kind == .metadata || record.kind == .revisit {
      return level == .fast ? .record : level
    }
    let payload = record.payload
    let start = payload.prefix(12)
    if compressedForms.contains(where: { start.dropFirst($0.offset).starts(with: $0.magic) }) { return .stored }
    return start.starts(with: pdf) && looksRandom(payload) ? .stored : level
  }

  /// Whether nearly all of sixteen samples of 256 bytes have as many different bytes as chance has (162); text has 60.
  private static func looksRandom(_ bytes: ArraySlice<UInt8>) -> Bool {
    let (samples, length) = (16, 256)
    guard bytes.count >= samples * length else { return false }
    let random = (0..<samples).count { sample in
      let start = bytes.startIndex + (bytes.count - length) / (samples - 1) * sample
      return ByteSet(bytes[start..<start + length]).count >= 130
    }
    return random >= samples - 2
  }
}

/// Which bytes occur.
private struct ByteSet {
  private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      let bit: UInt64 = 1 << UInt64(byte & 63)
      switch byte >> 6 {
      case 0: bits.0 |= bit
      case 1: bits.1 |= bit
      case 2: bits.2 |= bit
      default: bits.3 |= bit
      }
    }
  }

  var count: Int {
    bits.0.nonzeroBitCount + bits.1.nonzeroBitCount + bits.2.nonzeroBitCount + bits.3.nonzeroBitCount
  }
}

private let pdf = Array("%PDF-".utf8)

/// What compressed forms begin with. PDF is not among them: its parts are often not compressed.
private let compressedForms: [(offset: Int, magic: [UInt8])] = [
  (0, [0x1F, 0x8B, 0x08]),  // gzip
  (0, [0x50, 0x4B, 0x03, 0x04]),  // ZIP
  (0, Array("Rar!".utf8)),
  (0, [0x37, 0x7A, 0xBC, 0xAF]),  // 7z
  (0, [0xFF, 0xD8, 0xFF]),  // JPEG
  (0, [0x89, 0x50, 0x4E, 0x47]),  // PNG
  (0, Array("GIF8".utf8)),
  (8, Array("WEBP".utf8)),
  (4, Array("ftyp".utf8)),  // MP4
]
