internal import Web

/// What libcurl is told of names that somebody else than the system's resolver knows (CURLOPT_RESOLVE).
struct NamedAddresses {
  private let addressOf: (@Sendable (String) -> IPAddress?)?
  /// Names that libcurl was told an address of.
  private var told: Set<String> = []

  /// Nil when the system knows all names.
  init(_ addressOf: (@Sendable (String) -> IPAddress?)?) { self.addressOf = addressOf }

  /// The line for a request to that address: the name's own address, or that the one told before does not hold any more;
  /// nil when there is nothing to say.
  mutating func line(for url: CrawlURL) -> String? {
    guard let addressOf, url.address == nil else { return nil }
    let place = "\(url.host):\(url.effectivePort)"
    guard let address = addressOf(url.host) else { return told.remove(place).map { "-\($0)" } }
    told.insert(place)
    return "\(place):\(address.isV6 ? "[\(address)]" : address.text)"
  }
}
