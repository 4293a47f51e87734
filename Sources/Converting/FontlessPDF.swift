internal import Extracting

/// A PDF in which no page can show text, because the file names no font (ISO 32000-1 §9.3.1: text is shown with a font
/// of the page's resources). Scanners write such files; to say so needs no tool and no process.
struct FontlessPDF {
  private let pages: Int
  private let hasPictures: Bool

  /// Nil when the file may hold text, or properties worth reading: then a tool reads it.
  init?(_ bytes: [UInt8]) {
    let words = FontlessPDF.words.map { Array($0.utf8) }
    guard bytes.starts(with: "%PDF-".utf8), FontlessPDF.ends(bytes) else { return nil }
    var pages = 0
    var hasPictures = false
    var index = 0
    while let slash = bytes[index...].firstIndex(of: 0x2F) {
      index = slash + 1
      let rest = bytes[index...]
      if words.contains(where: { rest.starts(with: $0) }) { return nil }
      if rest.starts(with: "Image".utf8) { hasPictures = true }
      if rest.starts(with: "Page".utf8), !rest.dropFirst(4).prefix(1).allSatisfy(FontlessPDF.isLetter) { pages += 1 }
    }
    guard pages > 0 else { return nil }
    self.pages = pages
    self.hasPictures = hasPictures
  }

  /// What such a file amounts to.
  var extraction: AttachmentExtraction {
    var extraction = AttachmentExtraction(tool: "none")
    extraction.pages = pages
    extraction.warnings = [hasPictures ? .scannedPDF(pages: pages, of: pages) : .noText]
    return extraction
  }

  /// Fonts; objects packed or encrypted, where fonts may hide; a title.
  private static let words = ["Font", "ObjStm", "Encrypt", "Title"]

  /// Whether the file is whole.
  private static func ends(_ bytes: [UInt8]) -> Bool {
    let tail = bytes.suffix(1_024)
    return tail.indices.contains { tail[$0...].starts(with: "%%EOF".utf8) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

extension DocumentWarning {
  static let noText = DocumentWarning(code: "no_text", message: "The file holds no text.")

  static func scannedPDF(pages: Int, of all: Int) -> DocumentWarning {
    DocumentWarning(
      code: "scanned_pdf", message: "\(pages) of \(all) pages are pictures without text; their words are not extracted."
    )
  }
}
