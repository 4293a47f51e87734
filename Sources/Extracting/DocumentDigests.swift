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
  package static func digest(of blocks: [DocumentBlock]) -> Digest {
    let text = body(of: blocks)
    if let bytes = compact(text) { return Digest(of: bytes) }
    return Digest(of: withoutSpaces(text.precomposedStringWithCanonicalMapping))
  }

  /// The text without white space; nil when it may not be in NFC already, which Chinese prose nearly always is.
  private static func compact(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      let value = scalar.value
      switch value {
      case 0x21..<0x7F: bytes.append(UInt8(value))
      // Unified ideographs, most of a page, need no further question.
      case 0x4E00...0x9FFF: append(value, to: &bytes)
      case 0x300... where !isStableInNFC(value): return nil
      default: if !isWhiteSpace(value) { bytes.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
      }
    }
    return bytes
  }

  /// A scalar of three bytes in UTF-8.
  private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    bytes.append(UInt8(0xE0 | value >> 12))
    bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | value & 0x3F))
  }

  /// The property White_Space (Unicode 15.1 PropList), told by value: looking it up costs more than all the rest.
  private static func isWhiteSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  private static func withoutSpaces(_ text: String) -> [UInt8] {
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.lazy.filter { !$0.properties.isWhitespace })
    return Array(String(kept).utf8)
  }

  /// Blocks of Unicode that neither decompose nor combine (UAX #15): punctuation, enclosed numbers, kana without
  /// sound marks, unified ideographs, full-width forms.
  private static func isStableInNFC(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2002...0x20CF, 0x2103...0x2125, 0x2150...0x218F, 0x2460...0x27FF, 0x3000...0x3029, 0x3030...0x3098,
      0x309B...0x30FF, 0x3100...0x9FFF, 0xE000...0xF8FF, 0xFF01...0xFFEF, 0x20000...0x2EBEF:
      true
    default: false
    }
  }
}
