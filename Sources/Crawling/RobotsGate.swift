internal import Archiving
internal import Cataloguing
package import Fetching
package import Scheduling
internal import WARC
package import Web

/// What robots.txt says of each host, fetched once a run over the same road as everything else (RFC 9309).
package actor RobotsGate {
  private let road: Road
  private let settings: RobotsSettings
  private var known: [String: (access: RobotsAccess, until: Timestamp)] = [:]
  private var asking: [String: Task<RobotsAccess, any Error>] = [:]

  package init(road: Road, settings: RobotsSettings) {
    self.road = road
    self.settings = settings
  }

  /// The rules for the host of that URL; fetches them when they are not known or too old.
  ///
  /// - Throws: only when the archive is broken.
  package func access(for url: CrawlURL, run: String, options: FetchOptions) async throws -> RobotsAccess {
    let origin = "\(url.scheme)://\(url.authority)"
    if let held = known[origin], held.until > road.now() { return held.access }
    if let task = asking[origin] { return try await task.value }
    let task = Task { try await fetch(for: url, run: run, options: options) }
    asking[origin] = task
    defer { asking[origin] = nil }
    let access = try await task.value
    known[origin] = (access, road.now().advanced(by: Int64(settings.cacheSeconds)))
    return access
  }

  private func fetch(for url: CrawlURL, run: String, options: FetchOptions) async throws -> RobotsAccess {
    guard var next = url.resolve("/robots.txt") else { return .allowAll(reason: "no robots.txt address") }
    var options = options
    options.maxBodyBytes = settings.maxBytes
    var via: String?
    // RFC 9309 §2.3.1.2: at least five consecutive redirects are followed.
    for hop in 0...5 {
      var facts = VisitFacts(run: run, robots: "robots.txt itself")
      facts.via = via
      facts.hops = hop
      facts.materialise = .none
      var visit = Visit(url: next, identity: next.identity(), facts: facts, options: options)
      visit.isConditional = false
      let kept = try await visit.make(on: road)
      guard let status = kept.capture.status else { return .disallowAll(reason: kept.capture.reason ?? "unreachable") }
      guard (300..<400).contains(status) else {
        return RobotsAccess(status: status, body: kept.arrival?.decoded.bytes ?? [])
      }
      guard let target = kept.arrival?.redirectTarget else { break }
      via = next.text
      next = target
    }
    return .allowAll(reason: "robots.txt redirects more than five times")
  }
}
