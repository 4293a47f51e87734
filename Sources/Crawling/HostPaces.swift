internal import Cataloguing
internal import Scheduling
internal import Web

/// The paces of all hosts, and of the addresses they share, while a crawl runs; what changes goes into the catalogue.
struct HostPaces {
  private var paces: [PaceKey: HostPace] = [:]
  /// What holds for addresses that hosts share.
  private var rules: [PaceKey: Politeness] = [:]
  private var addresses: [String: IPAddress] = [:]
  /// What was found out of each origin; forgotten for all origins of a host when its address changes.
  private var origins: [Origin: KnownOrigin] = [:]

  private struct KnownOrigin {
    let keys: [PaceKey]
    /// The text of the address where the host was met last; nil while it was not.
    var remoteAddress: String?
  }

  init(_ rows: [PaceRow]) {
    for row in rows { paces[PaceKey(description: row.key)] = HostPace(row) }
  }

  /// The keys whose paces must agree.
  mutating func keys(for url: CrawlURL) -> [PaceKey] {
    if let known = origins[url.origin] { return known.keys }
    let keys = PaceKey.keys(for: url, at: addresses[url.host])
    origins[url.origin] = KnownOrigin(keys: keys)
    return keys
  }

  /// Whether the host is this machine or in a private network, as it is written or as it was found: nobody else's server
  /// has to be spared.
  func isPrivate(_ url: CrawlURL) -> Bool { url.isLocal || addresses[url.host]?.isPublic == false }

  /// Whether a request may start now.
  mutating func permission(of keys: [PaceKey], at moment: Moment, under politeness: Politeness) -> Permission {
    keys.reduce(Permission.ready) { permission, key in
      let own = use(politeness, for: key)
      return permission.joined(with: paces[key, default: HostPace()].mayStart(at: moment, under: own))
    }
  }

  /// Holds the next request off no longer than those rules ask for.
  mutating func shorten(_ keys: Set<PaceKey>, at moment: Moment, under politeness: Politeness) {
    for key in keys {
      rules[key] = politeness
      _ = paces[key, default: HostPace()].mayStart(at: moment, under: politeness)
    }
  }

  /// Counts a request that starts now.
  ///
  /// - Returns: the keys to finish it with.
  mutating func start(_ url: CrawlURL, at moment: Moment, under politeness: Politeness) -> [PaceKey] {
    let keys = keys(for: url)
    for key in keys { paces[key, default: HostPace()].start(at: moment, under: use(politeness, for: key)) }
    return keys
  }

  /// Takes in how a request ended, and where the host was met.
  mutating func finish(
    _ request: PacedRequest, at moment: Moment, response: Milliseconds, end: RequestEnd, remoteAddress: String?
  ) {
    if let remoteAddress { meet(request.url, at: remoteAddress) }
    let keys = keys(for: request.url)
    // A host whose address was not known has one from now on: this request counts there too.
    let added = keys.filter { !request.keys.contains($0) }
    for key in added {
      paces[key, default: HostPace()].start(at: request.started, under: use(request.politeness, for: key))
    }
    for key in request.keys + added {
      paces[key, default: HostPace()].finish(
        at: moment, url: request.url, response: response, end: end, isRobots: request.isRobots,
        under: use(request.politeness, for: key))
    }
  }

  /// The host was met at that address.
  private mutating func meet(_ url: CrawlURL, at remoteAddress: String) {
    if origins[url.origin]?.remoteAddress == remoteAddress { return }
    guard let address = IPAddress(remoteAddress) else { return }
    let host = url.host
    if addresses.updateValue(address, forKey: host) != address { origins = origins.filter { $0.key.host != host } }
    _ = keys(for: url)
    origins[url.origin]?.remoteAddress = remoteAddress
  }

  mutating func setCrawlDelay(_ seconds: Double?, for url: CrawlURL) {
    for key in keys(for: url) {
      paces[key, default: HostPace()].crawlDelayMilliseconds = seconds.map { Milliseconds(min($0, 86_400) * 1_000) }
    }
  }

  /// The host rests until then.
  mutating func rest(_ url: CrawlURL, until moment: Moment, _ reason: WaitReason) {
    for key in keys(for: url).prefix(1) { paces[key, default: HostPace()].rest(until: moment, reason) }
  }

  /// The pause that holds after a request under those keys.
  mutating func delay(of keys: [PaceKey], under politeness: Politeness) -> Milliseconds {
    keys.reduce(0) { longest, key in
      max(longest, (paces[key] ?? HostPace()).delay(under: use(politeness, for: key)))
    }
  }

  /// As the catalogue keeps them.
  func rows(_ keys: some Sequence<PaceKey>) -> [PaceRow] {
    keys.compactMap { key in paces[key].map { PaceRow(key: key, $0) } }
  }

  /// What several hosts of one address ask for: of each rule the strictest.
  private mutating func use(_ politeness: Politeness, for key: PaceKey) -> Politeness {
    guard key.description.hasPrefix("ip:") else { return politeness }
    guard let known = rules[key], known != politeness else {
      rules[key] = politeness
      return politeness
    }
    let strictest = Politeness.strictest(of: [known, politeness])
    rules[key] = strictest
    return strictest
  }
}

/// One request that is under way, as far as paces are concerned.
struct PacedRequest: Sendable {
  let url: CrawlURL
  let keys: [PaceKey]
  let started: Moment
  let politeness: Politeness
  var isRobots = false
}
