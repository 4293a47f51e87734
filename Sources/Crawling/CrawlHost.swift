internal import Cataloguing
internal import Fetching
internal import Scheduling
internal import Web

/// One authority of a crawl; only the crawl itself holds it.
final class CrawlHost {
  let name: String
  let url: CrawlURL
  let portal: Portal
  let politeness: Politeness
  let cookies = CookieJar()
  /// By what rules its pages are cleaned.
  let cleaning: Digest?
  /// The next addresses, the best one last.
  var batch: [DueURL] = []
  /// Schemes whose robots.txt was read in this run, and those for which no visit followed yet: the first one goes by what
  /// was read, for however short a time that holds.
  var knownRobots: Set<String> = []
  var freshRobots: Set<String> = []
  /// Whether robots.txt is being asked for.
  var asksRobots = false
  /// Why it is left alone in this run.
  var closure: String?

  init(name: String, url: CrawlURL, portal: Portal, politeness: Politeness, cleaning: Digest?) {
    self.name = name
    self.url = url
    self.portal = portal
    self.politeness = politeness
    self.cleaning = cleaning
  }
}
