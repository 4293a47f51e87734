package import Extracting
package import Web

/// What beside the built-in algorithm makes a document: the portal's selectors, and the template learned of the host.
///
/// Rules that were in force stand in `warc/` as a `resource` record `urn:fangzhi:cleaning:<sha256>`; visits and
/// versions name them by that digest, so that a rebuild cleans as it was cleaned then (invariant I5).
package struct CleaningRules: Sendable, Hashable {
  package var include: [String]
  package var exclude: [String]
  package var template: SiteTemplate?

  package init(include: [String] = [], exclude: [String] = [], template: SiteTemplate? = nil) {
    self.include = include
    self.exclude = exclude
    self.template = template
  }

  package var isEmpty: Bool { include.isEmpty && exclude.isEmpty && template == nil }

  /// The same rules with another template.
  func with(_ template: SiteTemplate) -> CleaningRules {
    CleaningRules(include: include, exclude: exclude, template: template)
  }

  /// SHA-256 of the JSON; nil for no rules at all.
  package var digest: Digest? { isEmpty ? nil : Digest(of: json) }

  /// The record's block: include, exclude, template; the same rules give the same bytes.
  package var json: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { rules in
      rules.member("include", include)
      rules.member("exclude", exclude)
      rules.member("template", ifPresent: template?.canonicalText)
    }
    return writer.bytes
  }

  /// Reads a record's block; nil when it is not what `json` writes.
  package init?(json: [UInt8]) {
    guard let value = try? JSONValue.parse(json), let include = value["include"]?.strings,
      let exclude = value["exclude"]?.strings
    else { return nil }
    self.init(include: include, exclude: exclude)
    if case .string(let text)? = value["template"] {
      guard let template = try? SiteTemplate(parsing: text) else { return nil }
      self.template = template
    }
  }

  /// The extractor that follows these rules; a selector that cannot be read is left out.
  var extractor: Extractor {
    let rules = PortalRules(
      include: include.compactMap { Selector($0) }, exclude: exclude.compactMap { Selector($0) })
    return Extractor(rules: include.isEmpty && exclude.isEmpty ? nil : rules, template: template)
  }
}

extension JSONValue {
  fileprivate var strings: [String]? {
    guard case .array(let values) = self else { return nil }
    let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    return texts.count == values.count ? texts : nil
  }
}
