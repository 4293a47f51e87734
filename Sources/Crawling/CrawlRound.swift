/// Which known addresses a crawl visits again.
package enum CrawlRound: Sendable, Hashable {
  /// What is queued; when nothing is, the portals' entries and what is due by its schedule.
  case discovery
  /// Everything known, or only what is due by its schedule; entries too are only due when their time has come then.
  case refresh(onlyDue: Bool)
}
