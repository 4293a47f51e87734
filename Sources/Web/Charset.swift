/// A character encoding of the WHATWG Encoding standard.
package struct Charset: Hashable, Sendable, CustomStringConvertible {
  /// The standard's name in lower case: `utf-8`, `gb18030`, `windows-1252`.
  package let name: String

  /// The encoding a label means ("get an encoding"): blanks around it and ASCII case do not count, and gb2312, gbk and
  /// their kin mean gb18030, whose decoder they share; nil for a label that the standard does not know.
  package init?(label: some StringProtocol) {
    let bytes = label.utf8.drop(while: \.isASCIIBlank).map(\.asciiLowercased)
    let end = bytes.lastIndex(where: { !$0.isASCIIBlank }).map { $0 + 1 } ?? 0
    guard let name = charsetNames[String(decoding: bytes[..<end], as: UTF8.self)] else { return nil }
    self.name = name == "gbk" ? "gb18030" : name
  }

  private init(name: String) { self.name = name }

  package static let utf8 = Charset(name: "utf-8")
  package static let gb18030 = Charset(name: "gb18030")
  package static let utf16LE = Charset(name: "utf-16le")
  package static let utf16BE = Charset(name: "utf-16be")

  package var description: String { name }

  var isUTF16: Bool { self == .utf16LE || self == .utf16BE }
  /// Whether servers and editors declare it when nobody chose: Latin-1 and ASCII, which the standard reads as this one.
  var isServerDefault: Bool { name == "windows-1252" || name == "iso-8859-15" }
  /// Whether each character is one byte, so that nothing in Chinese can be written in it.
  var isSingleByte: Bool {
    name.hasPrefix("windows-") || name.hasPrefix("iso-8859-") || name.hasPrefix("koi8-") || name == "macintosh"
  }
}

/// Bytes as text, with how that was decided.
package struct DecodedText: Equatable, Sendable {
  /// Always valid UTF-8, without a byte order mark and without NUL and control bytes other than tab, LF, FF and CR.
  package let utf8: [UInt8]
  package let decision: CharsetDecision

  package var text: String { String(decoding: utf8, as: UTF8.self) }
}

/// Which encoding was used and all that spoke for or against it.
package struct CharsetDecision: Equatable, Sendable {
  /// What settled the encoding, strongest first.
  package enum Source: String, Sendable, Codable {
    /// A byte order mark.
    case bom
    /// The bytes are UTF-8, whatever was declared.
    case utf8
    /// A `<meta>` of the page, or its XML declaration.
    case meta
    /// The charset parameter of Content-Type.
    case header
    /// Nothing that could be believed: gb18030.
    case `default`
  }

  /// Why a declaration was not followed.
  package struct Rejection: Equatable, Sendable {
    /// The label as it was declared.
    package let label: String
    package let reason: Reason

    package enum Reason: String, Sendable, Codable {
      /// The Encoding standard does not know the label.
      case unknownLabel
      /// Declared UTF-8, but more of it is malformed than damage explains.
      case notUTF8
      /// Declared as Latin-1 or ASCII, but the bytes read as Chinese in gb18030.
      case readsAsChinese
      /// Valid as UTF-8, or UTF-16 shows itself, so the label is wrong.
      case contradictedByBytes
    }
  }

  package var charset: Charset
  package var source: Source
  /// The label in Content-Type, as declared.
  package var headerLabel: String?
  /// The encoding that a byte order mark names.
  package var bom: Charset?
  /// Labels of `<meta>` and the XML declaration, as declared, in order.
  package var metaLabels: [String] = []
  package var rejections: [Rejection] = []
  /// How many U+FFFD the decoder wrote.
  package var replacedCount = 0
  /// How many NUL and control bytes were dropped.
  package var droppedControls = 0
}
