/// One Huffman code (RFC 1951 §3.2.7) for the records of all visits: their heads, digests, UUIDs, addresses and dates.
///
/// Its lengths were found once, by trying millions of small changes: those are kept that make 11,000 requests, revisits
/// and metadata records of a crawl and two refreshes smaller, the code's own description counted in with each of them.
/// That is why neighbours have equal lengths: a run of equal lengths is described in a few bits. Letters and
/// punctuation count as if they occurred once in 1,000 to 4,000 symbols at least, other bytes once in 60,000.
struct RecordCode {
  /// The bytes that records are made of, by the bits that each takes; every other byte takes fifteen.
  private static let bytes: [(bits: UInt8, bytes: String)] = [
    (5, " -0123456789:abcdef"),
    (6, "\n\r\"./nopqrstu"),
    (7, ",ghijklm"),
    (9, #";<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`vwxyz{|"#),
    (11, "#$%&'()*+"),
    (12, "!"),
    (14, "}"),
  ]
  private static let endOfBlock: UInt8 = 8
  /// Of the codes 257 to 285: matches of 3 to 258 bytes.
  private static let matches =
    [UInt8](repeating: 8, count: 6) + [UInt8](repeating: 9, count: 5) + [UInt8](repeating: 11, count: 12)
    + [UInt8](repeating: 15, count: 6)
  /// Of the codes 0 to 23, which reach 4,096 bytes back: further than a small member is long.
  private static let distances =
    [UInt8](repeating: 6, count: 10) + [5] + [UInt8](repeating: 4, count: 13)
  /// Of the symbols that describe the lengths: 0 to 15 are lengths, 16 repeats the one before three to six times.
  private static let descriptions: [UInt8] = [0, 0, 0, 0, 6, 4, 3, 5, 6, 4, 0, 5, 6, 0, 6, 3, 1, 0, 0]
  /// In what order the header holds `descriptions`.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// The bits of a symbol, the first to be written lowest, and how many they are.
  typealias Bits = (bits: UInt64, count: Int)

  /// Of a last block: that it is one, and the code (RFC 1951 §3.2.7).
  let header: [Bits]
  /// Of each byte.
  let literals: [Bits]
  let end: Bits
  /// Of each length from 0 to 258, with its extra bits; those below three are never used.
  let lengths: [Bits]
  /// Of each distance code, without the extra bits.
  let distances: [Bits]

  init() {
    let symbols = Self.symbols
    header = Self.header(symbols)
    let code = canonicalCode(symbols)
    literals = Array(code[..<256])
    end = code[256]
    lengths = (0...258).map { length in
      let match = Match(length: max(length, 3))
      let symbol = code[257 + match.symbol]
      return (symbol.bits | UInt64(match.extra) << UInt64(symbol.count), symbol.count + match.extraBits)
    }
    distances = canonicalCode(Self.distances)
  }

  /// The lengths of the 286 codes for bytes, end and matches.
  private static var symbols: [UInt8] {
    var symbols = [UInt8](repeating: 15, count: 256) + [endOfBlock] + matches
    for row in bytes { for byte in row.bytes.utf8 { symbols[Int(byte)] = row.bits } }
    return symbols
  }

  private static func header(_ symbols: [UInt8]) -> [Bits] {
    let described = descriptions.count - 4
    var header: [Bits] = [
      (1, 1), (2, 2), (UInt64(symbols.count - 257), 5), (UInt64(distances.count - 1), 5), (UInt64(described), 4),
    ]
    header += order.map { (UInt64(descriptions[$0]), 3) }
    let code = canonicalCode(descriptions)
    for (symbol, repeats) in runs(symbols + distances) {
      header.append(code[symbol])
      if symbol == 16 { header.append((UInt64(repeats - 3), 2)) }
    }
    return header
  }

  /// Lengths as they are described: a length, or 16 and how often the one before comes again.
  private static func runs(_ lengths: [UInt8]) -> [(symbol: Int, repeats: Int)] {
    var runs: [(symbol: Int, repeats: Int)] = []
    var rest = lengths[...]
    while let length = rest.popFirst() {
      runs.append((Int(length), 1))
      while rest.prefix(3).elementsEqual([length, length, length]) {
        let repeats = rest.prefix(6).prefix { $0 == length }.count
        runs.append((16, repeats))
        rest = rest.dropFirst(repeats)
      }
    }
    return runs
  }
}

/// Codes in the order of length and symbol (RFC 1951 §3.2.2), bits turned round, since deflate writes the lowest first
/// and a code from its highest.
private func canonicalCode(_ lengths: [UInt8]) -> [RecordCode.Bits] {
  var code = [RecordCode.Bits](repeating: (0, 0), count: lengths.count)
  var next: UInt16 = 0
  for length in 1...15 as ClosedRange<UInt8> {
    next <<= 1
    for symbol in lengths.indices where lengths[symbol] == length {
      code[symbol] = (UInt64(reversed(next) >> (16 - UInt16(length))), Int(length))
      next += 1
    }
  }
  return code
}

private func reversed(_ bits: UInt16) -> UInt16 {
  (0..<16).reduce(0) { $0 | (bits >> UInt16($1) & 1) << UInt16(15 - $1) }
}

/// A match's length as RFC 1951 §3.2.5 writes it: eight lengths without extra bits, then four symbols for each number
/// of extra bits; 258 has a symbol of its own.
private struct Match {
  let symbol: Int
  let extra: Int
  let extraBits: Int

  init(length: Int) {
    let past = length - 3
    extraBits = past < 8 || length == 258 ? 0 : past.bitWidth - past.leadingZeroBitCount - 3
    extra = past & ((1 << extraBits) - 1)
    symbol = length == 258 ? 28 : extraBits * 4 + past >> extraBits
  }
}
