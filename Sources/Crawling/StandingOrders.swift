internal import Cataloguing
internal import Scheduling

/// What people asked of the crawl from outside: pauses and delays, by portal id.
struct StandingOrders: Sendable {
  private(set) var last = 0
  private var paused: Set<String> = []
  private var delays: [String: Double] = [:]

  mutating func take(_ requests: [StandingRequest]) {
    for request in requests {
      last = max(last, request.id)
      switch request.verb {
      case .pause: paused.insert(request.target)
      case .resume: paused.remove(request.target)
      case .delay: delays[request.target] = request.value
      }
    }
  }

  func isPaused(_ portal: String) -> Bool { paused.contains(portal) }

  /// A delay that was asked for replaces the portal's own.
  func applied(to politeness: Politeness, of portal: String) -> Politeness {
    guard let delay = delays[portal] else { return politeness }
    var changed = politeness
    changed.delay = Milliseconds(delay * 1_000)
    return changed
  }
}
