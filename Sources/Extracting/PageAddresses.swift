internal import Web

/// Resolves the addresses of a page (URL standard; `<base href>` first).
struct PageAddresses: Sendable {
  let base: CrawlURL?
  /// Where each of the page's links leads, in their order: the document and discovery both want it.
  let links: [CrawlURL?]

  init(_ page: Page, url: CrawlURL?) {
    let declared = page.baseReference
    let base = declared.flatMap { reference in url?.resolve(reference) ?? CrawlURL(reference) } ?? url
    self.base = base
    links = page.links.indices.map { PageAddresses.resolve(page.links[$0].reference, base) }
  }

  /// The absolute address; nil for what is not http or https, or relative without a base.
  func resolve(_ reference: String) -> CrawlURL? { PageAddresses.resolve(reference, base) }

  private static func resolve(_ reference: String, _ base: CrawlURL?) -> CrawlURL? {
    guard let base else { return CrawlURL(reference) }
    return base.resolve(reference)
  }

  /// The absolute address; without any base a relative reference as written; nil for what is not http or https.
  func absolute(_ reference: String) -> String? { absolute(reference, resolve(reference)) }

  /// The same for a link that is resolved already.
  func absolute(_ reference: String, _ url: CrawlURL?) -> String? {
    if let url { return url.text }
    guard base == nil, !reference.isEmpty, reference.first != "#", !PageAddresses.hasScheme(reference) else {
      return nil
    }
    return reference
  }

  /// `javascript:`, `mailto:`.
  private static func hasScheme(_ reference: String) -> Bool {
    let scheme = reference.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    return !scheme.isEmpty && reference.dropFirst(scheme.count).first == ":"
  }

  /// The absolute address, or the reference as written when it cannot be resolved.
  func text(_ reference: String) -> String { resolve(reference)?.text ?? reference }
}
