/// How a body was packed for the way (RFC 9110 §8.4.1).
package enum ContentCoding: Hashable, Sendable {
  /// `gzip` or `x-gzip`.
  case gzip
  /// `deflate`: by the standard zlib's form, in the wild also the bare one.
  case deflate
  case identity
  /// Anything else, lower case: `br`, `zstd`. We never ask for them.
  case unknown(String)

  package init(_ name: some StringProtocol) {
    switch name.lowercased() {
    case "gzip", "x-gzip": self = .gzip
    case "deflate": self = .deflate
    case "identity", "": self = .identity
    case let other: self = .unknown(other)
    }
  }

  /// Reads the value of Content-Encoding: the codings in the order in which they were put on.
  package static func list(_ value: String?) -> [ContentCoding] {
    (value ?? "").split(separator: ",").map { ContentCoding($0.filter { !$0.isWhitespace }) }
  }
}

/// A body with its content coding undone, as far as that was possible.
package struct DecodedBody: Hashable, Sendable {
  /// Everything that could be decoded; what was received where nothing could.
  package var bytes: [UInt8]
  /// Nil when all is well.
  package var problem: CodingProblem?
}

/// What was wrong with a coded body. Positions count bytes of the coded body.
package enum CodingProblem: Hashable, Sendable {
  /// The bytes from there on cannot be decoded.
  case corrupt(at: Int)
  /// All was decoded, but the checksum differs.
  case badChecksum
  /// The body ends too early.
  case truncated
  /// More came out than allowed; the rest is left off.
  case capExceeded
  /// The header promised a coding that the body does not have; the body is returned as it is.
  case notCompressed
  /// A coding that we never asked for; the body is returned as it is.
  case unknownCoding(String)
  /// Everything was decoded, but more bytes follow.
  case trailingBytes(at: Int)
}

extension ContentCoding {
  /// Undoes one coding.
  ///
  /// - Parameter sniffing: whether a gzip body is unpacked although no coding was declared: some portals send it
  ///   unasked. Turn it off where a gzip file may be the document itself. Default true.
  /// - Parameter cap: the most bytes that may come out.
  package static func decode(
    _ body: [UInt8], coding: ContentCoding, sniffing: Bool = true, cap: Int
  ) -> DecodedBody {
    switch coding {
    case .gzip: isGzip(body) ? inflate(body, .gzip, cap) : unpacked(body)
    case .deflate: decodeDeflate(body, cap)
    case .identity: sniffing && isGzip(body) ? inflate(body, .gzip, cap) : DecodedBody(bytes: body, problem: nil)
    case .unknown(let name): DecodedBody(bytes: body, problem: .unknownCoding(name))
    }
  }

  /// Undoes several codings, the last one first; at most four, a longer list is no coding that we know.
  package static func decode(
    _ body: [UInt8], codings: [ContentCoding], sniffing: Bool = true, cap: Int
  ) -> DecodedBody {
    if codings.count > 4 { return DecodedBody(bytes: body, problem: .unknownCoding("\(codings.count) codings")) }
    let real = codings.filter { $0 != .identity }
    guard let last = real.last else { return decode(body, coding: .identity, sniffing: sniffing, cap: cap) }
    var decoded = decode(body, coding: last, cap: cap)
    for coding in real.dropLast().reversed() {
      // What was cut once is cut: the first problem is the one to tell.
      let inner = decode(decoded.bytes, coding: coding, cap: cap)
      decoded = DecodedBody(bytes: inner.bytes, problem: decoded.problem ?? inner.problem)
    }
    return decoded
  }

  private static func unpacked(_ body: [UInt8]) -> DecodedBody {
    DecodedBody(bytes: body, problem: body.isEmpty ? nil : .notCompressed)
  }

  /// RFC 1952 §2.3: magic, the only method, no reserved flag.
  private static func isGzip(_ body: [UInt8]) -> Bool {
    body.count >= 4 && body.starts(with: gzipHeader.prefix(3)) && body[3] & 0xE0 == 0
  }

  private static func decodeDeflate(_ body: [UInt8], _ cap: Int) -> DecodedBody {
    guard body.count >= 2 else { return unpacked(body) }
    if isGzip(body) { return inflate(body, .gzip, cap) }
    let isWrapped = body[0] & 0x0F == 8 && body[0] >> 4 <= 7 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
    if isWrapped { return inflate(body, .zlib, cap) }
    let decoded = inflate(body, .raw, cap)
    // Bare deflate has no mark, so a text sent under that name may begin to inflate by chance.
    return decoded.problem != nil && looksLikeText(body) ? unpacked(body) : decoded
  }

  private static func looksLikeText(_ body: [UInt8]) -> Bool {
    body.prefix(64).allSatisfy { $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains($0) }
  }

  /// Inflates all members; what follows the last one is reported.
  private static func inflate(_ body: [UInt8], _ wrapping: Inflater.Wrapping, _ cap: Int) -> DecodedBody {
    var inflater = Inflater(wrapping)
    var bytes: [UInt8] = []
    // The last four bytes of gzip say how much comes out (RFC 1952 §2.3.1); who lies gains little room by it.
    let length = body.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    if wrapping == .gzip { bytes.reserveCapacity(min(length, cap, body.count * 32)) }
    var position = 0
    while true {
      let step = inflater.inflate(body[position...], limit: cap - bytes.count, to: &bytes)
      position += step.used
      switch step.pause {
      case .needsInput where position < body.count: continue
      case .needsInput: return DecodedBody(bytes: bytes, problem: .truncated)
      case .limitReached: return DecodedBody(bytes: bytes, problem: .capExceeded)
      case .corrupt: return DecodedBody(bytes: bytes, problem: .corrupt(at: position))
      case .badChecksum: return DecodedBody(bytes: bytes, problem: .badChecksum)
      case .ended: break
      }
      if position == body.count { return DecodedBody(bytes: bytes, problem: nil) }
      guard wrapping == .gzip, isGzip(Array(body[position...].prefix(4))) else {
        return DecodedBody(bytes: bytes, problem: .trailingBytes(at: position))
      }
      inflater.reset()
    }
  }
}
