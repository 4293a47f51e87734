/// A short line as scalars, blanks folded: what labels and dates are looked for in.
struct MetadataText {
  /// Tabs, line breaks, NBSP and U+3000 are U+0020; no blank at either end, never two in a row.
  let scalars: [UInt32]

  init(_ text: String) {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      let value = scalar.value
      // U+200B and U+FEFF have no width and stand anywhere in pasted text.
      if value == 0x200B || value == 0xFEFF { continue }
      if value <= 0x20 || value == 0xA0 || value == 0x3000 || (0x2002...0x200A).contains(value) {
        if let last = scalars.last, last != 0x20 { scalars.append(0x20) }
      } else {
        scalars.append(value)
      }
    }
    if scalars.last == 0x20 { scalars.removeLast() }
    self.scalars = scalars
  }

  /// The part of the line as text, without blanks at its ends.
  func text(_ range: Range<Int>) -> String { MetadataText.text(scalars[range]) }

  static func text(_ scalars: ArraySlice<UInt32>) -> String {
    var slice = scalars
    while slice.first == 0x20 { slice.removeFirst() }
    while slice.last == 0x20 { slice.removeLast() }
    var view = String.UnicodeScalarView()
    for scalar in slice { if let scalar = Unicode.Scalar(scalar) { view.append(scalar) } }
    return String(view)
  }
}

/// A unified ideograph of the common blocks.
func isHan(_ scalar: UInt32) -> Bool {
  (0x4E00...0x9FFF).contains(scalar) || (0x3400...0x4DBF).contains(scalar) || scalar == 0x3007
}

/// The value of a decimal digit, full-width ones included.
func digit(_ scalar: UInt32) -> Int? {
  switch scalar {
  case 0x30...0x39: Int(scalar - 0x30)
  case 0xFF10...0xFF19: Int(scalar - 0xFF10)
  default: nil
  }
}
