private import Foundation
package import Web

/// The part of a document that counts as its content, as canonical JSON (RFC 8785): two captures with equal digests say
/// the same, whatever became of counters, templates and tokens.
///
/// `{"attachments":[{"title","url"}…], "blocks":[…], "doc_number", "published", "source_org", "title"}`, keys sorted, an
/// absent value's key absent. `blocks` holds the text of each block in order, and of a table its grid (rows of strings,
/// null where no cell exists). `published` is the ISO value. Levels, locators and image addresses are left out.
package enum ContentCanon {
  package static func digest(
    metadata: Metadata, blocks: [DocumentBlock], attachments: [DocumentAttachment]
  ) -> Digest {
    Digest(of: json(metadata: metadata, blocks: blocks, attachments: attachments))
  }

  /// The canonical JSON itself, UTF-8.
  package static func json(
    metadata: Metadata, blocks: [DocumentBlock], attachments: [DocumentAttachment]
  ) -> [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.key("attachments")
      writer.array { writer in for attachment in attachments { write(attachment, to: &writer) } }
      writer.key("blocks")
      writer.array { writer in for block in blocks { write(block, to: &writer) } }
      writer.member("doc_number", ifPresent: metadata.docNumber)
      writer.member("published", ifPresent: metadata.published?.value)
      writer.member("source_org", ifPresent: metadata.sourceOrg)
      writer.member("title", ifPresent: metadata.title)
    }
    return writer.bytes
  }

  private static func write(_ attachment: DocumentAttachment, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("title", ifPresent: attachment.title)
      writer.member("url", attachment.url)
    }
  }

  private static func write(_ block: DocumentBlock, to writer: inout JSONWriter) {
    if let table = block.table { table.writeGrid(to: &writer) } else { writer.string(block.text) }
  }
}

extension PlainText {
  /// SHA-256 of the plain text, NFC, without white space (Unicode White_Space).
  package static func digest(of text: String) -> Digest {
    if let bytes = compact(text) { return Digest(of: bytes) }
    return Digest(of: withoutSpaces(text.precomposedStringWithCanonicalMapping))
  }

  /// The text without white space; nil when it may not be in NFC already, which Chinese prose nearly always is.
  private static func compact(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { unsafe compact($0) }
  }

  /// Copies what stands between white space whole.
  private static func compact(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    var run = 0
    var index = 0
    while index < utf8.count {
      let byte = unsafe utf8[index]
      if byte > 0x20, byte < 0x7F {
        index += 1
      } else if byte >= 0xE4, byte <= 0xE9 {
        // U+4000 … U+9FFF, most of a page, need no further question.
        index += 3
      } else {
        let start = index
        let scalar = unsafe UTF8Text.takeScalar(utf8.span, &index)
        if scalar >= 0x300, !isStableInNFC(scalar) { return nil }
        if UTF8Text.isWhiteSpace(scalar) {
          unsafe bytes.append(contentsOf: utf8[run..<start])
          run = index
        }
      }
    }
    unsafe bytes.append(contentsOf: utf8[run...])
    return bytes
  }

  private static func withoutSpaces(_ text: String) -> [UInt8] {
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.lazy.filter { !$0.properties.isWhitespace })
    return Array(String(kept).utf8)
  }

  /// Blocks of Unicode whose characters are their own NFC whatever stands beside them (NFC_Quick_Check=Yes and
  /// combining class 0, UAX #15): Greek and Cyrillic letters, punctuation, arrows and mathematical signs, enclosed
  /// numbers, kana without sound marks, unified ideographs, full-width forms, pictures.
  private static func isStableInNFC(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x388...0x482, 0x48A...0x52F, 0x2002...0x20CF, 0x2100...0x2125, 0x2127...0x2129, 0x212C...0x2328,
      0x232B...0x2ADB, 0x2B00...0x2BFF, 0x3000...0x3029, 0x3030...0x3098, 0x309B...0x30FF, 0x3100...0x9FFF,
      0xE000...0xF8FF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFEFF...0xFFFD, 0x1F000...0x1FAFF, 0x20000...0x2EBEF:
      true
    default: false
    }
  }
}
