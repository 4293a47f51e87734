/// Walks over UTF-8 scalar by scalar; the text is handed to it each time, because a stored `Span` would bind it.
struct ScalarCursor {
  /// Where the last scalar begins, in bytes.
  private(set) var start = 0
  /// Where it ends.
  private(set) var end = 0

  /// The next scalar; U+FFFD for a byte that begins none; nil at the end.
  @inline(__always)
  mutating func next(in text: Span<UInt8>) -> UInt32? {
    guard end < text.count else { return nil }
    start = end
    let first = text[end]
    if first < 0x80 {
      end += 1
      return UInt32(first)
    }
    return first >= 0xE0 && first < 0xF0 ? three(first, text) : other(first, text)
  }

  /// Reads the last scalar once more next time.
  mutating func stepBack() { end = start }

  /// The length of nearly every character in Chinese.
  @inline(__always)
  private mutating func three(_ first: UInt8, _ text: Span<UInt8>) -> UInt32? {
    guard end + 2 < text.count else { return broken() }
    let (second, third) = (text[end + 1], text[end + 2])
    guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return broken() }
    end += 3
    let scalar = UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
    // A surrogate is none, nor is what a shorter form could say.
    return scalar >= 0x800 && scalar & 0xF800 != 0xD800 ? scalar : 0xFFFD
  }

  private mutating func other(_ first: UInt8, _ text: Span<UInt8>) -> UInt32? {
    if first >= 0xC2, first < 0xE0, end + 1 < text.count, let second = tail(text[end + 1]) {
      end += 2
      return UInt32(first & 0x1F) << 6 | second
    }
    guard first >= 0xF0, first < 0xF5, end + 3 < text.count, let second = tail(text[end + 1]),
      let third = tail(text[end + 2]),
      let fourth = tail(text[end + 3])
    else { return broken() }
    end += 4
    let scalar = UInt32(first & 0x07) << 18 | second << 12 | third << 6 | fourth
    return (0x10000...0x10FFFF).contains(scalar) ? scalar : 0xFFFD
  }

  private func tail(_ byte: UInt8) -> UInt32? { byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil }

  private mutating func broken() -> UInt32 {
    end += 1
    return 0xFFFD
  }
}

/// The folded bytes of a token in the making.
struct TokenBytes {
  /// The first `count` of them are the token.
  private(set) var bytes = [UInt8](repeating: 0, count: Tokenizer.longestWord + 4)
  private(set) var count = 0

  mutating func removeAll() { count = 0 }

  mutating func append(_ scalar: UInt32) {
    switch scalar {
    case 0..<0x80: put(scalar)
    case 0x80..<0x800:
      put(0xC0 | scalar >> 6)
      put(0x80 | scalar & 0x3F)
    case 0x800..<0x10000:
      put(0xE0 | scalar >> 12)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    default:
      put(0xF0 | scalar >> 18 & 0x07)
      put(0x80 | scalar >> 12 & 0x3F)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    }
  }

  private mutating func put(_ byte: UInt32) {
    bytes[count] = UInt8(truncatingIfNeeded: byte)
    count += 1
  }
}
