/// The bytes of a WARC file with gzip undone, member by member, never more of the file in memory than one piece.
struct MemberStream: ~Copyable {
  /// What begins at an offset of the file.
  enum Start { case member, plain, junk, torn, end }

  let source: any ByteSource
  private var decoded: [UInt8] = []
  private var taken = 0
  /// Where the piece at hand stands in the file, and how much of it is used.
  private var piece: [UInt8] = []
  private var pieceOffset: Int64
  private var used = 0
  private var inflater = Inflater(.gzip)
  private(set) var isPlain = false
  private var isEnded = false

  init(_ source: any ByteSource, from offset: Int64) {
    self.source = source
    pieceOffset = offset
  }

  /// What is decoded and not yet taken.
  var pending: ArraySlice<UInt8> { decoded[taken...] }

  /// The offset of the first byte of the file that is not used yet.
  var offset: Int64 { pieceOffset + Int64(used) }

  /// Says what begins here and makes ready to decode it.
  mutating func begin() throws(WARCError) -> Start {
    let head = try peek(10)
    isPlain = !head.starts(with: gzipHeader.prefix(2))
    if head.isEmpty { return .end }
    if head.count < 10, gzipHeader.starts(with: head.prefix(3)) || "WARC/".utf8.starts(with: head) { return .torn }
    inflater.reset()
    isEnded = false
    return isPlain ? head.starts(with: "WARC/".utf8) ? .plain : .junk : .member
  }

  /// The first bytes from here, fewer at the end of the file.
  mutating func peek(_ count: Int) throws(WARCError) -> ArraySlice<UInt8> {
    if piece.count - used < count { try load() }
    return piece[used...].prefix(count)
  }

  /// Decodes some more; false at the end of the member, or of a plain file.
  mutating func more() throws(WARCError) -> Bool {
    if isEnded { return false }
    decoded.removeFirst(taken)
    taken = 0
    if used == piece.count { try load() }
    if isPlain {
      decoded += piece[used...]
      defer { used = piece.count }
      return used < piece.count
    }
    if used == piece.count { throw failure(.torn) }
    let step = inflater.inflate(piece[used...], limit: 1 << 20, to: &decoded)
    used += step.used
    switch step.pause {
    case .needsInput, .limitReached: return true
    case .ended:
      isEnded = true
      return true
    case .corrupt: throw failure(.badCompression)
    case .badChecksum: throw failure(.badChecksum)
    }
  }

  /// Makes room for a block at once, so that a large one is not copied while it grows.
  mutating func reserve(_ count: Int) { decoded.reserveCapacity(taken + count) }

  /// Takes a block from the front of what is pending; a large one is moved out, not copied.
  mutating func takeBlock(_ count: Int) -> [UInt8] {
    if count < 1 << 20 {
      defer { taken += count }
      return Array(pending.prefix(count))
    }
    let rest = Array(pending.dropFirst(count))
    decoded.removeLast(rest.count)
    decoded.removeFirst(taken)
    taken = 0
    let block = decoded
    decoded = rest
    return block
  }

  /// Takes bytes from the front of what is pending.
  mutating func take(_ count: Int) { taken += count }

  /// Forgets what is pending; in a plain file it is given back, since it belongs to the next record.
  mutating func drop() {
    if isPlain { used -= pending.count }
    decoded = []
    taken = 0
    if used < 0 {
      pieceOffset += Int64(used)
      piece = []
      used = 0
    }
  }

  private func failure(_ problem: WARCError.Problem) -> WARCError {
    WARCError(problem: problem, offset: offset, file: source.path)
  }

  /// Keeps what is unused and reads the next piece behind it.
  private mutating func load() throws(WARCError) {
    let rest = piece[used...]
    let next = try source.bytes(at: pieceOffset + Int64(piece.count), count: 1 << 16)
    pieceOffset += Int64(used)
    piece = rest + next
    used = 0
  }
}
