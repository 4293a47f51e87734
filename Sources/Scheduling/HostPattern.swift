package import Web

/// A host as portal files name it: `name` (ports 80 and 443), `name:port`, `*.name` for every host below it.
package struct HostPattern: Hashable, Sendable {
  private let host: String
  private let port: Int?
  private let isWildcard: Bool

  /// Nil when it is no host name.
  package init?(_ text: String) {
    let name = text.hasPrefix("*.") ? String(text.dropFirst(2)) : text
    // The URL parser knows what a host may be, international names included.
    guard let url = CrawlURL("http://\(name)/"), url.path == "/", url.query == nil, !name.contains("/") else {
      return nil
    }
    isWildcard = text.hasPrefix("*.")
    host = url.host
    port = url.port ?? (name.hasSuffix(":80") ? 80 : nil)
  }

  package func matches(_ url: CrawlURL) -> Bool {
    let known = url.effectivePort
    guard port.map({ $0 == known }) ?? (known == 80 || known == 443) else { return false }
    let name = url.host
    return isWildcard ? name.hasSuffix(".\(host)") : name == host
  }
}
