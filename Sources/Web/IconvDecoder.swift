private import Glibc

/// Encodings that the GNU C library decodes: everything but UTF-8, UTF-16 and gb18030. This file is iconv's only home.
struct IconvDecoder {
  /// How many U+FFFD were written.
  private(set) var replaced = 0
  private let charset: Charset

  init(_ charset: Charset) { self.charset = charset }

  /// The text as UTF-8, U+FFFD and one byte on for whatever the encoding does not hold; nil when this C library lacks
  /// the encoding.
  mutating func decode(_ input: ArraySlice<UInt8>) -> [UInt8]? {
    charset.isSingleByte ? decodeSingleBytes(input) : convert(input)
  }

  /// A table of 128 places, filled by iconv. What Windows code pages leave open below 0xA0 are the C1 controls
  /// (Encoding standard, "single-byte indexes").
  private mutating func decodeSingleBytes(_ input: ArraySlice<UInt8>) -> [UInt8]? {
    var table: [[UInt8]] = []
    for byte in UInt8(0x80)...0xFF {
      var probe = IconvDecoder(charset)
      guard let character = probe.convert([byte]) else { return nil }
      let isOpen = probe.replaced > 0
      table.append(isOpen && byte < 0xA0 && charset.name.hasPrefix("windows-") ? [0xC2, byte] : character)
    }
    var output: [UInt8] = []
    output.reserveCapacity(input.count * 2)
    for byte in input {
      if byte < 0x80 {
        output.append(byte)
      } else {
        let character = table[Int(byte) - 0x80]
        output += character
        if character == UTF8Text.replacement { replaced += 1 }
      }
    }
    return output
  }

  private mutating func convert(_ input: ArraySlice<UInt8>) -> [UInt8]? {
    guard let state = unsafe iconv_open("UTF-8", iconvName(of: charset)), Int(bitPattern: state) != -1 else {
      return nil
    }
    defer { unsafe _ = iconv_close(state) }
    var bad = 0
    // No character of these encodings needs more than four bytes for each of its own.
    let room = input.count * 4 + 16
    let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
      unsafe input.withUnsafeBytes { source in
        var from = unsafe UnsafeMutableRawPointer(mutating: source.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var left = source.count
        var to = unsafe UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var free = room
        while left > 0, unsafe iconv(state, &from, &left, &to, &free) == -1, left > 0, free >= 4 {
          for byte in UTF8Text.replacement {
            unsafe to?.pointee = CChar(bitPattern: byte)
            unsafe to = to.map { unsafe $0 + 1 }
          }
          free -= 3
          bad += 1
          unsafe from = from.map { unsafe $0 + 1 }
          left -= 1
        }
        count = room - free
      }
    }
    replaced = bad
    return output
  }
}
