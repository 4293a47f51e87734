internal import Cataloguing
internal import Fetching
internal import Scheduling
internal import Web

/// The URLs that other processes ask for by name while this one holds the archive, as far as a crawl has them in hand.
struct NamedRequests: Sendable {
  private let road: Road
  private let config: Config
  /// What holds without anybody's wishes, and the knowledge of robots.txt that goes with it.
  private let ownTerms: RequestTerms
  private let gate: RobotsGate
  private var privateGate: RobotsGate?
  private var inHand: Set<Int> = []
  private var withdrawn: Set<Int> = []

  init(road: Road, config: Config, terms: RequestTerms, gate: RobotsGate) {
    self.road = road
    self.config = config
    ownTerms = terms
    self.gate = gate
  }

  var isEmpty: Bool { inHand.isEmpty }

  /// Whoever asks gives up much sooner than this: an older request was left by one that was killed.
  private static let patience: Milliseconds = .minutes(1)

  /// Whether somebody still waits for it.
  static func isFresh(_ request: NamedRequest, at now: Moment) -> Bool {
    abs(now.milliseconds - request.at) <= patience
  }

  mutating func begin(_ requests: [NamedRequest]) { inHand.formUnion(requests.map(\.id)) }

  mutating func end(_ id: Int) {
    inHand.remove(id)
    withdrawn.remove(id)
  }

  /// Looks which of them nobody waits for any more.
  mutating func look(in catalogue: Catalogue) throws {
    for id in inHand where try catalogue.state(ofNamed: id) == .withdrawn { withdrawn.insert(id) }
  }

  func isWithdrawn(_ id: Int) -> Bool { withdrawn.contains(id) }

  /// How one request is fetched.
  mutating func fetch(for request: NamedRequest, turns: any RequestTurns) -> NamedFetch {
    let terms = terms(of: request)
    return NamedFetch(road: road, terms: terms, turns: turns, gate: gate(for: request.target, terms))
  }

  func terms(of request: NamedRequest) -> RequestTerms {
    RequestTerms(
      config: config, portals: ownTerms.portals, wishes: NamedFetch.Wishes(request), userAgent: road.userAgent)
  }

  /// The crawl's own, unless it may not ask where the request may.
  private mutating func gate(for target: String, _ terms: RequestTerms) -> RobotsGate {
    guard terms.wishes.allowsPrivateAddresses, let url = CrawlURL(target),
      !ownTerms.options(for: url).allowPrivateAddresses
    else { return gate }
    let gate = privateGate ?? RobotsGate(road: road, settings: config.robots) { terms.options(for: $0) }
    privateGate = gate
    return gate
  }
}
