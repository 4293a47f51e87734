/// Looks for places where a member or a plain record might begin.
struct RecordSearch {
  private let source: any ByteSource
  private var piece: [UInt8] = []
  private var pieceOffset: Int64
  private var position = 0

  init(_ source: any ByteSource, from offset: Int64) {
    self.source = source
    pieceOffset = offset
  }

  /// The next such offset; nil at the end of the file.
  mutating func next() throws(WARCError) -> Int64? {
    while true {
      while position + Self.widest <= piece.count {
        position += 1
        if isStart(position - 1) { return pieceOffset + Int64(position - 1) }
      }
      let rest = Array(piece[position...])
      let more = try source.bytes(at: pieceOffset + Int64(piece.count), count: 1 << 16)
      if more.isEmpty { return nil }
      pieceOffset += Int64(position)
      piece = rest + more
      position = 0
    }
  }

  private func isStart(_ place: Int) -> Bool {
    switch piece[place] {
    case 0x1F: piece[place + 1] == 0x8B && piece[place + 2] == 0x08
    case 0x57: piece[place..<place + Self.widest].elementsEqual("WARC/".utf8)
    default: false
    }
  }

  private static let widest = 5
}
