internal import Web

/// A page as the adapters see it.
struct DiscoverySource: Sendable {
  let page: Page
  let url: CrawlURL
  private let addresses: PageAddresses
  /// What relative references are resolved against: `<base href>`, else the page's own address.
  let base: CrawlURL
  /// The words of the inline scripts that adapters know.
  let scripts: [ScriptWords]

  init(_ page: Page, _ addresses: PageAddresses, at url: CrawlURL) {
    self.page = page
    self.url = url
    base = addresses.base ?? url
    self.addresses = addresses
    scripts = page.scripts.filter { !DiscoverySource.isMarkup($0) }.map { ScriptWords($0) }
  }

  /// Where each of the page's links leads, in their order; nil for what is no address.
  var targets: [CrawlURL?] { addresses.links }

  /// Whether a script element holds XML; `<!--` is how scripts were hidden from old browsers.
  static func isMarkup(_ script: String) -> Bool {
    let start = script.utf8.drop { $0 <= 0x20 }
    return start.first == 0x3C && !start.starts(with: "<!".utf8)
  }

  /// Whether a script uses that word outside of strings and comments.
  func uses(_ word: ScriptWord) -> Bool { scripts.contains { script in script.marks.contains { $0.word == word } } }

  func link(
    _ reference: some StringProtocol, _ kind: DiscoveredLink.Kind, text: String = "", adapter: String
  ) -> DiscoveredLink? {
    base.resolve(reference).map { DiscoveredLink(url: $0, kind: kind, text: text, adapter: adapter) }
  }

  /// The first whole number that one of the scripts gives a word: `var countPage = 12`, `totalRecord: "90"`.
  func number(_ word: ScriptWord) -> Int? {
    for script in scripts {
      for mark in script.marks where mark.word == word {
        if let number = script.value(after: mark)?.number { return number }
      }
    }
    return nil
  }
}
