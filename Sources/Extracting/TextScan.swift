/// Walks UTF-8 once, from blank to blank, and counts what it passes.
@safe struct TextScan {
  /// One blank or invisible character.
  struct Blank {
    let start: Int
    let end: Int
    /// False for U+200B, U+2060 and U+FEFF, which show nothing at all.
    let isVisible: Bool
    /// U+3000 or NBSP, as paragraphs are indented with.
    let isWide: Bool
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private(set) var scalars: Int32 = 0
  private(set) var ideographs: Int32 = 0
  private(set) var punctuation: Int32 = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = unsafe bytes }

  /// Passes text up to and including the next blank; nil at the end.
  mutating func nextBlank() -> Blank? {
    while unsafe index < bytes.count {
      let byte = unsafe bytes[index]
      if byte >= 0xE4, byte < 0xEE {
        pass(3)
        ideographs += 1
      } else if byte > 0x20, byte < 0x80 {
        if byte < 0x40, isSentenceMark(byte) { punctuation += 1 }
        pass(1)
      } else if let blank = passRare(byte) {
        return blank
      }
    }
    return nil
  }

  private mutating func passRare(_ byte: UInt8) -> Blank? {
    switch byte {
    case ...0x20: return blank(1, wide: false)
    case 0xC2 where second == 0xA0: return blank(2, wide: true)
    case 0xE2 where second == 0x80 && (0x80...0x8A).contains(third): return blank(3, wide: true)
    case 0xE2 where second == 0x80 && third == 0x8B, 0xE2 where second == 0x81 && third == 0xA0,
      0xEF where second == 0xBB && third == 0xBF:
      return blank(3, wide: false, visible: false)
    case 0xE3 where second == 0x80 && third == 0x80: return blank(3, wide: true)
    case 0xE3:
      if second == 0x80, third == 0x82 { punctuation += 1 }
      if second > 0x80 { ideographs += 1 }
      pass(3)
    case 0xEF:
      if second == 0xBC, third == 0x8C || third == 0x9B || third == 0x81 || third == 0x9F { punctuation += 1 }
      pass(3)
    case 0x80..<0xC0: index += 1
    case ..<0xE0: pass(2)
    case ..<0xF0: pass(3)
    default:
      ideographs += 1
      pass(4)
    }
    return nil
  }

  private var second: UInt8 { unsafe index + 1 < bytes.count ? bytes[index + 1] : 0 }
  private var third: UInt8 { unsafe index + 2 < bytes.count ? bytes[index + 2] : 0 }

  private mutating func pass(_ width: Int) {
    index += width
    scalars += 1
  }

  private mutating func blank(_ width: Int, wide: Bool, visible: Bool = true) -> Blank {
    defer { index += width }
    return Blank(start: index, end: unsafe min(index + width, bytes.count), isVisible: visible, isWide: wide)
  }

  /// `,` `.` `;` `!` `?` after a letter and before a blank, the end or a character outside ASCII.
  private func isSentenceMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x2C, 0x2E, 0x3B, 0x3F: break
    default: return false
    }
    guard index > 0 else { return false }
    let before = unsafe bytes[index - 1]
    let after = second
    return (before >= 0x80 || before | 0x20 >= 0x61) && (after <= 0x22 || after >= 0x80)
  }
}
