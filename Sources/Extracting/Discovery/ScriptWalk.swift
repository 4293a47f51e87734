/// Walks over a script from name to name.
struct ScriptWalk {
  private let bytes: [UInt8]
  private var index = 0
  private var braces = 0
  private var isGuarded = false

  private let guards = ScriptWalk.guards

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The words whose statement is not reached always, each as one number with its last letter in the lowest byte.
  private static let guards = ["if", "else", "for", "while", "case", "catch", "function"].map { word in
    word.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  /// The next name outside of strings and comments.
  mutating func nextName() -> (range: Range<Int>, isUnconditional: Bool)? {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x5F, 0x24: return takeName()
      case 0x22, 0x27, 0x60: skipString(byte)
      case 0x2F: skipComment()
      case 0x7B: (braces, index) = (braces + 1, index + 1)
      case 0x7D: (braces, index, isGuarded) = (max(0, braces - 1), index + 1, false)
      case 0x3B:
        isGuarded = false
        index += 1
      default: index += 1
      }
    }
    return nil
  }

  private mutating func takeName() -> (Range<Int>, Bool) {
    let start = index
    var name: UInt64 = 0
    while index < bytes.count, isNameByte(bytes[index]) {
      name = name << 8 | UInt64(bytes[index])
      index += 1
    }
    // `if (x) location.href = …` holds without braces too, up to the semicolon.
    if index - start <= 8, guards.contains(name) { isGuarded = true }
    return (start..<index, braces == 0 && !isGuarded)
  }

  /// A string ends with its line at the latest: so a quote in a regular expression does no harm for long.
  private mutating func skipString(_ quote: UInt8) {
    index += 1
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == 0x5C { index += 1 }
      if index < bytes.count, bytes[index] == 0x0A, quote != 0x60 { return }
      index += 1
    }
    index += 1
  }

  private mutating func skipComment() {
    index += 1
    guard index < bytes.count else { return }
    if bytes[index] == 0x2F {
      // `<!--` and `//-->` open and close old inline scripts: only the line is a comment.
      while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    } else if bytes[index] == 0x2A {
      index += 1
      while index + 1 < bytes.count, !(bytes[index] == 0x2A && bytes[index + 1] == 0x2F) { index += 1 }
      index += 2
    }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x24: true
    default: false
    }
  }
}
