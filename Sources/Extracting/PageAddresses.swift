internal import Web

/// Resolves the addresses of a page (URL standard; `<base href>` first).
struct PageAddresses {
  private let base: CrawlURL?

  init(_ page: Page, url: CrawlURL?) {
    let declared = page.baseReference
    base = declared.flatMap { reference in url?.resolve(reference) ?? CrawlURL(reference) } ?? url
  }

  /// The absolute address; nil for what is not http or https, or relative without a base.
  func resolve(_ reference: String) -> CrawlURL? {
    guard let base else { return CrawlURL(reference) }
    return base.resolve(reference)
  }

  /// The absolute address, or the reference as written when it cannot be resolved.
  func text(_ reference: String) -> String { resolve(reference)?.text ?? reference }
}
