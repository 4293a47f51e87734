package import Web

/// What one robots.txt says (RFC 9309), parsed once and asked often; who parses never matches, and the reverse.
///
/// The standard's rules, by its sections:
/// - §2.1: lines end with CR, LF or CRLF; `#` begins a comment; blanks around keys and values do not count.
/// - §2.2.1: a group begins with one or more `user-agent` lines and ends where the next ones follow its rules. Tokens
///   match without regard to case; groups of one token are one group; `*` is for whoever has no group; without either
///   there are no rules.
/// - §2.2.2: the longest matching pattern decides, `allow` before `disallow` at the same length; no match allows; an
///   empty pattern matches nothing. Patterns match from the path's first byte, query included, percent-encoding
///   normalised on both sides; `/robots.txt` is always allowed.
/// - §2.2.3: `*` stands for any bytes, `$` at the end for the end; `%2A` and `%24` for themselves.
/// - §2.2.4: other records (sitemap, crawl-delay) never end a group.
/// - §2.5: 512 KiB are read, whole lines only (the standard asks for 500 KiB at least).
///
/// Where we go further, since an archive would rather obey once too often:
/// - a byte order mark, UTF-16, and bytes of any charset are read; a pattern in GBK matches GBK escapes;
/// - `Useragent`, `user agent`, five misspellings of `disallow`, and a blank instead of the colon are understood;
/// - `Crawl-delay` is read; of several for one agent the longest holds;
/// - in a query `%2F`, `%3A`, `%3F` and `%40` are the characters themselves, as the table in §2.2.2 shows;
/// - a page of HTML sent for robots.txt holds no rules, and says so in ``isHTML``.
package struct RobotsRules: Equatable, Sendable {
  /// Sitemap addresses as written, in order.
  package internal(set) var sitemaps: [String] = []
  /// Whether the body was a web page: then there are no rules.
  package internal(set) var isHTML = false
  /// Whether there was more than ``maxBytes``.
  package internal(set) var isCut = false
  /// By product token in lower case; `*` is for everybody else.
  var groups: [String: Group] = [:]

  /// How much of a robots.txt is read: 512 KiB.
  package static let maxBytes = 512 * 1_024

  init() {}

  /// What one agent is told.
  struct Group: Equatable, Sendable {
    /// The first one that matches decides.
    var rules: [Rule] = []
    var crawlDelay: Double?
  }

  /// One `allow` or `disallow` line.
  struct Rule: Equatable, Sendable {
    let isAllow: Bool
    let pattern: RobotsPattern
    /// The pattern as written.
    let text: String
    /// Counted from 1.
    let line: Int

    /// Longer patterns first, `allow` before `disallow`, then as written.
    func decidesBefore(_ other: Rule) -> Bool {
      let left = (-pattern.length, isAllow ? 0 : 1, line)
      return left < (-other.pattern.length, other.isAllow ? 0 : 1, other.line)
    }
  }
}

extension RobotsRules {
  /// Whether that agent may fetch that address, and the rule that says so.
  ///
  /// `agent` is a product token or a whole User-Agent value, of which the token is taken (`Fangzhi/1.0 (+…)`).
  package func verdict(for url: CrawlURL, agent: String) -> RobotsVerdict {
    guard url.path != "/robots.txt", let group = group(for: agent) else { return .allowed }
    let target = RobotsPattern.normalised(target: url.target)
    guard let rule = group.rules.first(where: { $0.pattern.matches(target) }) else { return .allowed }
    return RobotsVerdict(decision: rule.isAllow ? .allowed : .disallowed, rule: rule.text, line: rule.line)
  }

  /// Seconds that agent is asked to wait between fetches; nil when nothing is said.
  package func crawlDelay(for agent: String) -> Double? { group(for: agent)?.crawlDelay }

  private func group(for agent: String) -> Group? {
    groups[RobotsRules.token(of: Array(agent.utf8)[...])] ?? groups["*"]
  }
}

/// What robots.txt says about one address, with the line that says it.
package struct RobotsVerdict: Equatable, Sendable {
  package enum Decision: String, Sendable, Codable {
    case allowed
    case disallowed
  }

  package let decision: Decision
  /// The pattern as written; nil when no rule matched.
  package let rule: String?
  /// The rule's line, counted from 1.
  package let line: Int?

  package var isAllowed: Bool { decision == .allowed }

  static let allowed = RobotsVerdict(decision: .allowed, rule: nil, line: nil)
  static let disallowed = RobotsVerdict(decision: .disallowed, rule: nil, line: nil)
}
