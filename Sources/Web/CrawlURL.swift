/// An absolute http or https address as the archive knows it: scheme and host lower case, no user name, no fragment,
/// no default port, dot segments resolved, percent-encoded ASCII.
package struct CrawlURL: Hashable, Sendable, CustomStringConvertible {
  /// `http` or `https`.
  package let scheme: String
  /// Lower case, internationalised names in their ASCII form; an IPv6 address stands in brackets.
  package let host: String
  /// Nil for the scheme's default port.
  package let port: Int?
  /// Begins with `/`.
  package let path: String
  /// What follows `?`; nil without one.
  package let query: String?

  /// `scheme://host[:port]path[?query]`.
  package var text: String { "\(scheme)://\(authority)\(target)" }
  /// `host[:port]`.
  package var authority: String { port.map { "\(host):\($0)" } ?? host }
  /// The request target: `path[?query]`.
  package var target: String { query.map { "\(path)?\($0)" } ?? path }
  /// The port that is connected to.
  package var effectivePort: Int { port ?? (scheme == "https" ? 443 : 80) }
  package var description: String { text }
}
