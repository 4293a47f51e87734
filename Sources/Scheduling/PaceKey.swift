package import Web

/// Whom a pace belongs to: a host, or an address that hosts share.
package struct PaceKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// `host:www.example.gov.cn`, `ip:192.0.2.1`.
  package let description: String

  /// The keys whose paces must all agree: the host, and the address it was last seen at (nil: not yet known).
  ///
  /// All ports of a host are one host. On loopback every port stands for a host of its own and addresses are not
  /// shared.
  package static func keys(for url: CrawlURL, at address: IPAddress?) -> [PaceKey] {
    if url.host == "localhost" || (address ?? url.address)?.isLoopback == true {
      return [PaceKey(description: "host:\(url.host):\(url.effectivePort)")]
    }
    let host = PaceKey(description: "host:\(url.host)")
    return address.map { [host, PaceKey(description: "ip:\($0)")] } ?? [host]
  }

  package init(description: String) { self.description = description }

  package static func < (left: PaceKey, right: PaceKey) -> Bool { left.description < right.description }
}
