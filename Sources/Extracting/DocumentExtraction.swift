package import Web

/// What made a document: the same extractor, rule and configuration make the same document of the same bytes.
package struct DocumentExtraction: Hashable, Sendable {
  /// `fangzhi-html`, or the tool that read an attachment.
  package var extractor: String
  /// The extractor's semantic version.
  package var version: String
  /// What chose the body: the name of a mark, a template, a portal's rule or an algorithm.
  package var rule: String
  /// Of the settings and rules that applied; nil when none but the built-in ones did.
  package var configDigest: Digest?
  package var warnings: [DocumentWarning]

  package init(
    extractor: String, version: String, rule: String, configDigest: Digest? = nil, warnings: [DocumentWarning] = []
  ) {
    self.extractor = extractor
    self.version = version
    self.rule = rule
    self.configDigest = configDigest
    self.warnings = warnings
  }
}

/// Something that may have been lost or may be wrong; the document is kept and says so.
package struct DocumentWarning: Hashable, Sendable, Decodable {
  /// Snake case, for programs: `table_too_large`.
  package var code: String
  /// For people: what, where, what to do.
  package var message: String
  /// The id of the block that it concerns.
  package var block: String?

  /// The page says that its whole site is out of order, in these words.
  init(outage phrase: String) {
    self.init(code: Self.outageCode, message: "the site is out of order (\(phrase)): this says nothing of the page")
  }

  /// `site_outage`
  package static let outageCode = "site_outage"

  package init(code: String, message: String, block: String? = nil) {
    self.code = code
    self.message = message
    self.block = block
  }
}
