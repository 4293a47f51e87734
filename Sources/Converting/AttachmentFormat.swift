internal import Web

/// What kind of file an attachment is, by its bytes first and its declared type second.
enum AttachmentFormat: Sendable, Equatable {
  case pdf, doc, xls, docx, xlsx, rtf
  /// Known, and not read: its common name.
  case other(String)

  init(bytes: [UInt8], mediaType: MediaType) {
    if bytes.starts(with: "%PDF-".utf8) || bytes.prefix(1_024).holds(Array("%PDF-".utf8)) {
      self = .pdf
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = AttachmentFormat.compound(bytes)
    } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = AttachmentFormat.package(bytes)
    } else if bytes.starts(with: "{\\rtf".utf8) {
      self = .rtf
    } else {
      self = .other(mediaType.essence)
    }
  }

  /// The streams of a compound file are named in UTF-16.
  private static func compound(_ bytes: [UInt8]) -> AttachmentFormat {
    if bytes.holds(wide("WordDocument")) { return .doc }
    if bytes.holds(wide("Workbook")) || bytes.holds(wide("Book")) { return .xls }
    return .other(bytes.holds(wide("PowerPoint Document")) ? "ppt" : "compound file")
  }

  /// A ZIP names its members at their heads and again at its end.
  private static func package(_ bytes: [UInt8]) -> AttachmentFormat {
    if bytes.holds(Array("word/document.xml".utf8)) { return .docx }
    if bytes.holds(Array("xl/workbook.xml".utf8)) { return .xlsx }
    return .other(bytes.holds(Array("OFD.xml".utf8)) ? "ofd" : "zip")
  }

  private static func wide(_ text: String) -> [UInt8] { text.utf8.flatMap { [$0, 0] } }
}

extension Collection<UInt8> {
  /// Whether the other stands in it, in one piece.
  func holds(_ other: [UInt8]) -> Bool {
    guard let first = other.first, count >= other.count else { return false }
    var rest = self[...]
    while let place = rest.firstIndex(of: first) {
      if rest[place...].starts(with: other) { return true }
      rest = rest[index(after: place)...]
    }
    return false
  }
}
