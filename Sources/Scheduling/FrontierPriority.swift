package import Web

/// The order in which a host's URLs are fetched: the smaller key goes first.
///
/// Requests of a person, robots.txt and sitemaps; entries and columns of annual reports; lists; articles, the newest
/// first; pages without a date; images. What hangs on a page comes right after it.
package struct FrontierPriority: Hashable, Sendable, Comparable, Codable {
  /// 0 … about 4,000,000.
  package let key: Int

  package init(key: Int) { self.key = key }

  package static func < (left: FrontierPriority, right: FrontierPriority) -> Bool { left.key < right.key }

  /// What a person asked for.
  package static let requested = FrontierPriority(key: 0)
  /// robots.txt, without which nothing else may be fetched.
  package static let robots = FrontierPriority(key: 10)
  package static let sitemap = FrontierPriority(key: 20)
  /// Entries of a portal file.
  package static let entry = FrontierPriority(key: 30)

  private static let reports = 10_000
  private static let lists = 100_000
  private static let datedReports = 500_000
  private static let dated = 1_000_000
  private static let undated = 2_000_000
  private static let requisites = 3_000_000

  /// Where a link goes that was found on a page of priority `parent`.
  package init(_ link: FrontierLink, parent: FrontierPriority) {
    switch link.hop {
    case .attachment: key = FrontierPriority.before(parent, by: 1)
    // A page in parts, a frame, a refresh: the rest of what was just read.
    case .frame, .refresh, .redirect: key = FrontierPriority.before(parent, by: 2)
    case .image: key = FrontierPriority.requisites
    case .sitemap: key = FrontierPriority.sitemap.key
    case .pagination, .api: key = FrontierPriority.list(link)
    case .link: key = FrontierPriority.page(link, parent)
    }
  }

  /// What hangs on a page is found when the page is done: standing before its equals, it is next.
  private static func before(_ parent: FrontierPriority, by step: Int) -> Int {
    max(0, (parent.key + 3) / 4 * 4 - step)
  }

  private static func page(_ link: FrontierLink, _ parent: FrontierPriority) -> Int {
    let type = URLType(link.url)
    if type.isAttachment { return before(parent, by: 1) }
    if type != .page { return requisites }
    let score = LinkScore.score(text: link.text, url: link.url)
    if let date = URLDate(link.url) {
      return (score >= 5 ? datedReports : dated) + age(date.day)
    }
    if let day = PostNumber.day(link.url) { return dated + age(day) }
    if score >= 5 { return reports + rank(link) }
    return looksLikeList(link.url) ? lists - score.clamped(to: 0...5) * 4_000 + rank(link) : undated + rank(link)
  }

  private static func list(_ link: FrontierLink) -> Int {
    let isReports = LinkScore.score(text: link.text, url: link.url) >= 2
    return (isReports ? reports : lists) + rank(link) + min(ListPage(link.url).number, 500) * 4
  }

  /// Less deep goes first; steps of four leave room for what hangs on a page.
  private static func rank(_ link: FrontierLink) -> Int { min(link.depth, 20) * 100 }

  /// 0 for a day in 2100, four more for each day before it.
  private static func age(_ day: ChinaDay) -> Int { max(0, end.number - day.number) * 4 }

  private static let end = ChinaDay(year: 2100, month: 1, day: 1)

  private static func looksLikeList(_ url: CrawlURL) -> Bool {
    let path = url.path
    if path.hasSuffix("/") { return true }
    guard let file = path.split(separator: "/").last else { return true }
    let stem = file.prefix { $0 != "." }.lowercased()
    return ["index", "list", "default", "node", "col"].contains { stem.hasPrefix($0) } || stem.hasSuffix("list")
  }
}

/// A link on its way into the frontier.
package struct FrontierLink: Sendable {
  /// How it was found; Heritrix's hop types, with the lists of portals told apart.
  package enum Hop: String, Sendable, Codable, CaseIterable {
    case link, pagination, attachment, frame, refresh, redirect, sitemap, api, image
  }

  package let url: CrawlURL
  package let hop: Hop
  /// The text of the link; empty without one.
  package let text: String
  /// Hops from a seed.
  package let depth: Int

  package init(url: CrawlURL, hop: Hop, text: String = "", depth: Int) {
    self.url = url
    self.hop = hop
    self.text = text
    self.depth = depth
  }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
  }
}
