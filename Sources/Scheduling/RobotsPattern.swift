private import Web

/// The pattern of a rule (RFC 9309 §2.2.2 and §2.2.3), ready to be matched.
///
/// It is kept as the pieces between its stars: the first one must begin the target, each other one is looked for after
/// the one before, so that a match costs the target's length times the longest piece at worst, whatever the stars.
struct RobotsPattern: Equatable, Sendable {
  private let pieces: [[UInt8]]
  /// Whether the last piece must end the target.
  private let isAnchored: Bool
  /// How specific the pattern is: its bytes after normalisation, stars and dollar counted.
  let length: Int

  init(_ written: ArraySlice<UInt8>) {
    isAnchored = written.last == 0x24
    let body = isAnchored ? written.dropLast() : written
    let normal = normalisedBytes(body, escaping: [0x24])
    pieces = normal.split(separator: 0x2A, omittingEmptySubsequences: false).map { Array($0) }
    length = normal.count + (isAnchored ? 1 : 0)
  }

  /// A request target as patterns see it: its own stars and dollars escaped.
  static func normalised(target: String) -> [UInt8] {
    normalisedBytes(Array(target.utf8)[...], escaping: [0x2A, 0x24])
  }

  /// Whether it matches a target that was normalised.
  func matches(_ target: [UInt8]) -> Bool {
    guard let first = pieces.first, target.starts(with: first) else { return false }
    var rest = target[first.count...]
    for piece in pieces.dropFirst().dropLast(isAnchored ? 1 : 0) {
      guard let end = find(piece, in: rest) else { return false }
      rest = rest[end...]
    }
    guard isAnchored else { return true }
    guard pieces.count > 1, let last = pieces.last else { return rest.isEmpty }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  private func find(_ piece: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let head = piece.first else { return bytes.startIndex }
    guard bytes.count >= piece.count else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - piece.count)
    where bytes[start] == head && bytes[start..<start + piece.count].elementsEqual(piece) {
      return start + piece.count
    }
    return nil
  }
}

/// Percent-encoding made comparable: escapes of unreserved characters undone, the others in upper case, bytes outside
/// ASCII and those of `escaping` escaped; after the first `?` also `:`, `/`, `?` and `@` undone.
private func normalisedBytes(_ bytes: ArraySlice<UInt8>, escaping: [UInt8]) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(bytes.count)
  var index = bytes.startIndex
  var isQuery = false
  while index < bytes.endIndex {
    let byte = bytes[index]
    if byte == 0x25, index + 2 < bytes.endIndex, let high = UInt8(hexDigit: bytes[index + 1]),
      let low = UInt8(hexDigit: bytes[index + 2])
    {
      let value = high << 4 | low
      if isUnreserved(value) || (isQuery && queryLiterals.contains(value)) {
        output.append(value)
      } else {
        output.append(escaped: value)
      }
      index += 3
      continue
    }
    if byte == 0x3F { isQuery = true }
    if byte >= 0x80 || escaping.contains(byte) { output.append(escaped: byte) } else { output.append(byte) }
    index += 1
  }
  return output
}

private let queryLiterals: [UInt8] = [0x2F, 0x3A, 0x3F, 0x40]

/// RFC 3986 §2.3.
private func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
  default: false
  }
}

extension [UInt8] {
  fileprivate mutating func append(escaped byte: UInt8) {
    append(0x25)
    for digit in [byte >> 4, byte & 15] { append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
  }
}
