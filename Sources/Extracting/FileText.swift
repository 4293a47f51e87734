package import Web

/// A body that is no page: a file that the publisher gave out as it is.
///
/// Plain text is read by its lines. Of other files the document says what they are; their text is read by converters,
/// which are programs of their own.
package struct FileText: Sendable {
  package let charset: CharsetEvidence?
  private let lines: [String]
  private let type: MediaType

  /// - Parameter charset: the charset parameter of the Content-Type header field, as written.
  package init(_ body: [UInt8], type: MediaType, charset: String?) {
    self.type = type
    guard type == .plain else {
      self.charset = nil
      lines = []
      return
    }
    let decoded = Charset.decode(body, headerCharset: charset)
    self.charset = decoded.decision.evidence
    lines = decoded.utf8.split { $0 == 0x0A || $0 == 0x0D }.map { TextFold.folded($0) }.filter { !$0.isEmpty }
  }

  /// The document of the file, for a source that the caller knows.
  ///
  /// - Parameter converted: what a converter read of it; nil when none was asked.
  package func document(
    address: String, version: String, source: DocumentSource, converted: ConvertedText? = nil
  ) -> Document {
    var metadata = Metadata()
    metadata.kind = type.isText ? .other : .attachment
    metadata.officialHost = source.url.flatMap { CrawlURL($0) }.map { $0.host.hasSuffix(".gov.cn") }
    metadata.title = converted?.title
    let extraction = DocumentExtraction(
      extractor: Extractor.name, version: Extractor.version, rule: converted.map { "converter:\($0.tool)" } ?? "file",
      warnings: converted?.warnings ?? [])
    let blocks =
      converted?.blocks
      ?? lines.enumerated().map { index, line in
        DocumentBlock(ordinal: index + 1, DocumentBlock.paragraph(line), locator: "line \(index + 1)")
      }
    return Document(
      id: Document.id(address: address, version: version, extraction: extraction), source: source,
      extraction: extraction, metadata: metadata, blocks: blocks)
  }
}

/// What a converter read of a file, in the shape of a body.
package struct ConvertedText: Sendable {
  /// Name and version of the tool: `pdftotext 22.12.0`.
  package let tool: String
  /// What the file's own properties call it.
  package let title: String?
  package let blocks: [DocumentBlock]
  package let warnings: [DocumentWarning]

  package init(tool: String, title: String?, blocks: [DocumentBlock], warnings: [DocumentWarning]) {
    self.tool = tool
    self.title = title
    self.blocks = blocks
    self.warnings = warnings
  }
}

/// White space as documents hold it.
private enum TextFold {
  /// Runs of blanks, NBSP and U+3000 become one space; none at the ends.
  static func folded(_ line: some Collection<UInt8>) -> String {
    String(decoding: line, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
  }
}
