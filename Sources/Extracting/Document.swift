package import Web

/// A cleaned document, schema `fangzhi/document/1`: what one response says, and where each part of it stood.
///
/// It holds nothing that was learned elsewhere (attachment digests, states, the joined text of several pages), so the
/// same response makes the same bytes again. Its JSON Schema is `docs/document.schema.json`.
package struct Document: Hashable, Sendable {
  /// `<address id>/<version>/<extractor>-<semver>`.
  package var id: String
  package var source: DocumentSource
  package var extraction: DocumentExtraction
  package var metadata: Metadata
  /// The body in the reader's order, numbered `b1`, `b2` ….
  package let blocks: [DocumentBlock]
  /// The body as plain text: its lines joined by line feeds, none at the end (see `PlainText`).
  package let text: String
  package var attachments: [DocumentAttachment]
  /// The addresses of the other pages of an article that is spread over several.
  package var parts: [String]
  package var links: [DocumentLink]
  /// Differs exactly when the content `changed` (see `ContentCanon`).
  package private(set) var contentDigest: Digest
  /// Of the plain text in NFC without white space: finds moved and duplicate documents.
  package private(set) var textDigest: Digest

  /// The document made of these parts; both digests are computed here.
  package init(
    id: String, source: DocumentSource, extraction: DocumentExtraction, metadata: Metadata, blocks: [DocumentBlock],
    attachments: [DocumentAttachment] = [], parts: [String] = [], links: [DocumentLink] = []
  ) {
    self.id = id
    self.source = source
    self.extraction = extraction
    self.metadata = metadata
    self.blocks = blocks
    self.attachments = attachments
    self.parts = parts
    self.links = links
    text = PlainText.body(of: blocks)
    contentDigest = ContentCanon.digest(metadata: metadata, blocks: blocks, attachments: attachments)
    textDigest = PlainText.digest(of: text)
  }

  /// A document read back, with the digests that were written in it.
  init(
    id: String, source: DocumentSource, extraction: DocumentExtraction, metadata: Metadata, blocks: [DocumentBlock],
    attachments: [DocumentAttachment], parts: [String], links: [DocumentLink], contentDigest: Digest,
    textDigest: Digest
  ) {
    self.id = id
    self.source = source
    self.extraction = extraction
    self.metadata = metadata
    self.blocks = blocks
    self.attachments = attachments
    self.parts = parts
    self.links = links
    text = PlainText.body(of: blocks)
    self.contentDigest = contentDigest
    self.textDigest = textDigest
  }

  /// The schema's name, the first value of every `document.json`.
  package static let schema = "fangzhi/document/1"

  /// The identity of a document: which address, which version of it, read by which extractor.
  package static func id(address: String, version: String, extraction: DocumentExtraction) -> String {
    "\(address)/\(version)/\(extraction.extractor)-\(extraction.version)"
  }

  /// The tables of the body, in order: the first is `table-1.csv`.
  package var tables: [Table] { blocks.compactMap(\.table) }
}
