internal import Archiving
internal import Cataloguing
internal import Fetching
internal import Scheduling
internal import Web

/// What holds for requests to one address: its portal's file, else the config, and what the person asked for.
struct RequestTerms: Sendable {
  let config: Config
  let portals: [Portal]
  let wishes: NamedFetch.Wishes
  let userAgent: String
  /// The portal of each origin.
  private let owners: [Origin: Int]

  init(config: Config, portals: [Portal], wishes: NamedFetch.Wishes, userAgent: String) {
    self.config = config
    self.portals = portals
    self.wishes = wishes
    self.userAgent = userAgent
    let pairs = portals.enumerated().flatMap { index, portal in
      portal.hosts.flatMap { RequestTerms.origins(of: $0) }.map { ($0, index) }
    }
    owners = Dictionary(pairs) { first, _ in first }
  }

  /// The portal whose file names the host.
  func portal(of url: CrawlURL) -> Portal? { owners[url.origin].map { portals[$0] } }

  /// The same by the authority.
  func portal(ofHost name: String) -> Portal? { CrawlURL("http://\(name)/").flatMap { portal(of: $0) } }

  /// A portal's file names a host for http and https alike.
  private static func origins(of host: String) -> [Origin] {
    ["http", "https"].compactMap { CrawlURL("\($0)://\(host)/") }.filter { $0.authority == host }.map(\.origin)
  }

  /// How that address is asked for.
  func options(for url: CrawlURL, isAttachment: Bool = false) -> FetchOptions {
    let portal = portal(of: url)
    return config.fetching.options(
      userAgent: userAgent, isAttachment: isAttachment, tls: portal?.tls ?? TLSPolicy(),
      allowsPrivate: wishes.allowsPrivateAddresses || portal?.allowPrivateAddresses ?? false)
  }

  /// Seconds between two requests to the host, whatever is wished for: none for this machine and private networks.
  ///
  /// - Parameter isPrivate: whether the host's address was found to be such a one.
  func ownDelay(of url: CrawlURL, isPrivate: Bool = false) -> Double {
    portal(of: url)?.limits.delaySeconds ?? (isPrivate || url.isLocal ? 0 : config.fetching.delaySeconds)
  }

  /// How the hosts of a portal are treated in a crawl.
  func politeness(of portal: Portal?) -> Politeness {
    var politeness = Politeness()
    let seconds = wishes.delaySeconds ?? portal?.limits.delaySeconds ?? config.fetching.delaySeconds
    politeness.delay = Milliseconds(seconds * 1_000)
    politeness.connections = portal?.limits.connectionsPerHost ?? 1
    politeness.requestsPerDay = portal?.limits.requestsPerDay
    return politeness
  }

  /// The portal's own selectors.
  func selectors(for url: CrawlURL) -> CleaningRules {
    let portal = portal(of: url)
    return CleaningRules(include: portal?.include ?? [], exclude: portal?.exclude ?? [])
  }

  /// After how many days of absence an address counts as gone.
  func goneConfirmations(for url: CrawlURL) -> Int {
    portal(of: url)?.limits.goneConfirmations ?? config.archive.goneConfirmations
  }

  /// The address under which the archive keeps that URL.
  func identity(of url: CrawlURL) -> AddressIdentity {
    AddressIdentity(key: identityKey(of: url))
  }

  /// The same, without the work of its id where the archive knows the address.
  func identity(of url: CrawlURL, known: Address?) -> AddressIdentity {
    let key = identityKey(of: url)
    guard let known, known.key == key else { return AddressIdentity(key: key) }
    return AddressIdentity(key: key, id: known.id)
  }

  private func identityKey(of url: CrawlURL) -> String {
    url.identityKey(dropping: owners[url.origin].map { portals[$0].sessionParameters } ?? [])
  }
}

extension CrawlURL {
  /// Whether the host is written as this machine or a private network: nobody else's server has to be spared.
  var isLocal: Bool {
    if let address { return !address.isPublic }
    return host == "localhost" || host.hasSuffix(".localhost")
  }

  /// Whether the path is that of a document file.
  var looksLikeFile: Bool {
    URLType.fileExtension(of: self).map { documentExtensions.contains($0) } ?? false
  }
}

private let documentExtensions: Set<String> = [
  "pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar", "7z", "ceb",
]
