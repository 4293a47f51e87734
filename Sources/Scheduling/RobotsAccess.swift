package import Web

/// What a host's answer to the request for /robots.txt means (RFC 9309 §2.3.1).
package enum RobotsAccess: Equatable, Sendable {
  /// There is a file, and it rules.
  case rules(RobotsRules)
  /// Unavailable (§2.3.1.3): no restrictions.
  case allowAll(reason: String)
  /// Unreachable (§2.3.1.4): nothing may be fetched for now.
  case disallowAll(reason: String)

  /// Redirects that are followed before the file counts as unavailable (§2.3.1.2).
  package static let maxRedirects = 5
  /// How long an answer holds, a good one and an unreachable one alike: 24 hours (§2.4).
  package static let maxAgeSeconds: Int64 = 86_400

  /// From the last answer, redirects followed: 2xx is parsed, 3xx means too many redirects, 4xx but 429 means that there
  /// is no file. Everything else, 429 included, means that the host cannot be asked now.
  package init(status: Int, body: [UInt8]) {
    switch status {
    case 200..<300: self = .rules(.parse(body))
    case 300..<400: self = .allowAll(reason: "robots.txt: more than \(RobotsAccess.maxRedirects) redirects (\(status))")
    case 429: self = .disallowAll(reason: "robots.txt: the host asks for fewer requests (429)")
    case 400..<500: self = .allowAll(reason: "robots.txt: there is none (\(status))")
    default: self = .disallowAll(reason: "robots.txt: the host cannot answer (\(status))")
    }
  }

  /// No answer at all: name resolution, connection, TLS or time.
  package init(unreachable reason: String) { self = .disallowAll(reason: "robots.txt: \(reason)") }

  /// Whether that agent may fetch that address; the file itself always may be fetched.
  package func verdict(for url: CrawlURL, agent: String) -> RobotsVerdict {
    switch self {
    case .rules(let rules): rules.verdict(for: url, agent: agent)
    case .allowAll: .allowed
    case .disallowAll: url.path == "/robots.txt" ? .allowed : .disallowed
    }
  }

  /// Seconds that agent is asked to wait between fetches; nil when nothing is said.
  package func crawlDelay(for agent: String) -> Double? {
    if case .rules(let rules) = self { rules.crawlDelay(for: agent) } else { nil }
  }
}
