internal import Scheduling

extension RobotsAccess {
  var weight: PortalDiagnosis.Finding.Weight {
    switch self {
    case .rules: .fine
    case .allowAll: .note
    case .disallowAll: .obstacle
    }
  }

  /// What it says in one line.
  var note: String {
    switch self {
    case .allowAll(let reason), .disallowAll(let reason): reason
    case .rules(let rules):
      if rules.isHTML {
        "robots.txt: a page of HTML, which holds no rules"
      } else {
        "robots.txt: there are rules; Crawl-delay \(rules.crawlDelay(for: "Fangzhi").map { "\($0) s" } ?? "none"), "
          + "\(rules.sitemaps.count) sitemaps"
      }
    }
  }
}
