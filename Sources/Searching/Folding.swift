/// What search takes for the same: letters in upper and lower case, full-width and half-width forms, compatibility
/// characters, traditional and simplified Chinese.
///
/// It maps scalar by scalar and many to one, for index and query alike; the stored text keeps its own characters. That
/// merges 干, 乾 and 幹 on purpose: a traditional page must be found by a simplified query and the other way round.
package struct Folding: Sendable {
  /// For each scalar of the basic plane the one that stands for it.
  private let basic: [UInt32]
  /// For each scalar of the basic plane, folded already, how it takes part in words.
  private let roles: [Role]
  private let supplementary: [UInt32: UInt32]

  /// How a scalar takes part in words.
  enum Role: UInt8, Sendable {
    /// Between words: blanks, punctuation, symbols.
    case separator
    /// A letter or digit of a script that is written with blanks between words.
    case word
    /// A character of a script without blanks: Han, kana, hangul.
    case ideograph
  }

  /// The one folding; its tables are made on first use.
  package static let standard = Folding()

  /// The scalar that stands for this one in the index.
  package func fold(_ scalar: UInt32) -> UInt32 {
    scalar < 0x10000 ? basic[Int(scalar)] : supplementary[scalar] ?? scalar
  }

  func role(_ folded: UInt32) -> Role {
    if folded < 0x10000 { return roles[Int(folded)] }
    return Self.isIdeograph(folded) ? .ideograph : Self.isLetter(folded) ? .word : .separator
  }

  private init() {
    let compatible = Self.compatibility
    let scripts = Self.scripts
    basic = (0..<0x10000).map { (scalar: UInt32) in
      let plain = compatible[scalar] ?? scalar
      let lower = Self.lowerCase(plain)
      return scripts[lower] ?? lower
    }
    supplementary = compatible.merging(scripts) { compatible, _ in compatible }.filter { $0.key >= 0x10000 }
    roles = (0..<0x10000).map { Self.isIdeograph($0) ? .ideograph : Self.isLetter($0) ? .word : .separator }
  }

  private static var scripts: [UInt32: UInt32] {
    let scalars = FoldingTable.scripts.unicodeScalars.map(\.value)
    return Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: scalars.count, by: 2).map { (scalars[$0], scalars[$0 + 1]) })
  }

  private static var compatibility: [UInt32: UInt32] {
    let points = FoldingTable.compatibility.utf8.split(separator: 0x20).compactMap { UInt32(Substring($0), radix: 16) }
    return Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: points.count, by: 2).map { (points[$0], points[$0 + 1]) })
  }

  /// Only mappings to one scalar, so that a folded text has as many scalars as the text.
  private static func lowerCase(_ scalar: UInt32) -> UInt32 {
    guard let mapping = Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars, mapping.count == 1
    else { return scalar }
    return mapping.first?.value ?? scalar
  }

  private static func isIdeograph(_ scalar: UInt32) -> Bool {
    switch scalar {
    // 々 〇 and Han; kana; hangul; bopomofo.
    case 0x3005, 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD, 0x3041...0x3096,
      0x30A1...0x30FA, 0x30FC, 0xAC00...0xD7A3, 0x3105...0x312F, 0x2E80...0x2FDF:
      true
    default: false
    }
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
