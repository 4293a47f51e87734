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
    var basic = (0..<0x10000).map { Self.lowerCase($0) }
    for (scalar, plain) in compatible where scalar < 0x10000 { basic[Int(scalar)] = Self.lowerCase(plain) }
    var simplified = (0..<0x10000).map { UInt32($0) }
    for (scalar, simple) in scripts where scalar < 0x10000 { simplified[Int(scalar)] = simple }
    self.basic = basic.map { $0 < 0x10000 ? simplified[Int($0)] : scripts[$0] ?? $0 }
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
    switch scalar {
    // Han and the scripts around it, hangul, what is no character: none has cases, and they are most of the plane.
    case 0x2E80...0xA63F, 0xAC00...0xFAFF: return scalar
    default: break
    }
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
