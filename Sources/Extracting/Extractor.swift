package import Web

/// Turns one response into a cleaned document: decode, parse, label, read, render-ready parts.
///
/// Pure: the same input, rules and template give the same extraction.
package struct Extractor: Sendable {
  /// Stands in `document.json` as `extraction.extractor`.
  package static let name = "fangzhi"
  /// Semantic version; raised whenever the same bytes may give another document.
  package static let version = "1.0.0"

  /// `fangzhi-1.0.0`.
  package static var fullName: String { "\(name)-\(version)" }

  private let rules: PortalRules?
  private let template: SiteTemplate?
  private let limits: PageLimits

  /// - Parameters:
  ///   - rules: selectors of the portal's own file; nil for the built-in algorithm alone.
  ///   - template: what was learned of the host; nil for a page by itself.
  package init(rules: PortalRules? = nil, template: SiteTemplate? = nil, limits: PageLimits = PageLimits()) {
    self.rules = rules
    self.template = template
    self.limits = limits
  }

  /// Reads a response whose body is HTML. Never fails: what cannot be read is an empty document of a kind that says so.
  package func extract(_ input: PageInput) -> Extraction {
    let decoded = Charset.decode(input.body, headerCharset: input.headerCharset)
    let reading = PageReading(page(decoded.utf8))
    var labeller = Labeller(reading, rules: rules, template: template)
    let blocks = labeller.run()
    return Extraction(
      input: input, charset: decoded.decision, reading: reading, labelled: blocks, region: labeller.region,
      configuration: configuration, share: labeller.share)
  }

  /// The plain text of the body alone, with no metadata read and no links resolved: for corpora.
  package func text(of input: PageInput) -> String {
    let decoded = Charset.decode(input.body, headerCharset: input.headerCharset)
    let reading = PageReading(page(decoded.utf8))
    var labeller = Labeller(reading, rules: rules, template: template)
    let blocks = labeller.run()
    let kind = KindJudge(input: input, reading: reading, labelled: blocks).judge().kind
    return kind.hasBody ? BodyText(blocks, of: reading.page).text : ""
  }

  private func page(_ utf8: [UInt8]) -> Page {
    let page = Page(utf8: utf8, limits: limits)
    let shown = ScriptedBody.shown(in: utf8, of: page).map { Page(utf8: $0, limits: limits) }
    return TableFold.fold(shown ?? page)
  }

  /// SHA-256 of the rules and the template's version; nil when only the built-in algorithm applies.
  package var configuration: ExtractionConfiguration {
    guard rules != nil || template != nil else { return ExtractionConfiguration() }
    let text = (rules?.canonicalText ?? "") + "\n" + (template?.canonicalText ?? "")
    return ExtractionConfiguration(
      digest: Digest(of: Array(text.utf8)), template: template?.version,
      usualShare: template?.bodyShare)
  }
}

/// Which settings beside the built-in ones made a document.
package struct ExtractionConfiguration: Sendable, Hashable {
  package var digest: Digest?
  /// The version of the site template; nil without one.
  package var template: String?
  /// What share of a page's own text is body on the host, in percent; nil when that is not known.
  package var usualShare: Int?
}
