package import Archiving
internal import Cataloguing
package import Fetching
internal import Scheduling
private import Synchronization
internal import WARC
package import Web

/// What robots.txt means for one address.
package enum RobotsClearance: Sendable {
  /// It may be fetched; `note` says by which rule, `delay` how many seconds the host asks to leave between requests.
  case allowed(note: String, delay: Double?)
  case disallowed(reason: String)
  /// The host did not answer at all, or may not be asked: nothing may be fetched (RFC 9309 §2.3.1.4), and nothing could.
  case unreachable(Judgement)
}

/// What a host's robots.txt says to whoever is about to crawl it.
package struct RobotsWelcome: Sendable {
  /// Why nothing at all may be fetched for now; nil when something may.
  package var closure: String?
  /// Whether that is because no answer came at all: no name, no connection.
  package var isUnreached = false
  /// Seconds asked for between two requests.
  package var crawlDelay: Double?
  /// Sitemaps that the file names.
  package var sitemaps: [CrawlURL] = []
}

/// What robots.txt says of each host, fetched once a run over the same road as everything else (RFC 9309).
package actor RobotsGate {
  fileprivate enum Answer: Sendable {
    case access(RobotsAccess)
    case unreachable(Judgement)
  }

  private let road: Road
  private let settings: RobotsSettings
  private let options: @Sendable (CrawlURL) -> FetchOptions
  /// Read without waiting for the actor, by every visit.
  private let known = Mutex<[Origin: (answer: Answer, until: Timestamp)]>([:])
  private var asking: [Origin: Task<Answer, any Error>] = [:]

  /// - Parameter options: how an address is asked for; every redirect hop asks anew, so that one host's exceptions never
  ///   serve another.
  package init(road: Road, settings: RobotsSettings, options: @escaping @Sendable (CrawlURL) -> FetchOptions) {
    self.road = road
    self.settings = settings
    self.options = options
  }

  /// Whether our agent may fetch that URL; fetches the host's rules when they are not known or too old.
  ///
  /// - Throws: only when the archive is broken, or the task was cancelled.
  package func clearance(for url: CrawlURL) async throws -> RobotsClearance {
    RobotsClearance(try await answer(for: url), url)
  }

  /// The same, when the host's rules are at hand, so that no request is needed; nil when they are not.
  ///
  /// - Parameter evenIfOld: also rules that hold no longer.
  package nonisolated func knownClearance(for url: CrawlURL, evenIfOld: Bool = false) -> RobotsClearance? {
    held(for: url.origin, evenIfOld: evenIfOld).map { RobotsClearance($0, url) }
  }

  private nonisolated func held(for origin: Origin, evenIfOld: Bool = false) -> Answer? {
    known.withLock { $0[origin] }.flatMap { evenIfOld || $0.until > road.now() ? $0.answer : nil }
  }

  /// What robots.txt says of the host as a whole; fetches it when it is not known.
  package func welcome(at url: CrawlURL) async throws -> RobotsWelcome {
    var welcome = RobotsWelcome()
    switch try await answer(for: url) {
    case .unreachable(let judgement):
      welcome.closure = judgement.reason ?? "robots.txt: no answer"
      welcome.isUnreached = true
    case .access(.disallowAll(let reason)): welcome.closure = reason
    case .access(.allowAll): break
    case .access(.rules(let rules)):
      welcome.crawlDelay = rules.crawlDelay(for: Self.agent)
      welcome.sitemaps = rules.sitemaps.compactMap { url.resolve($0) }
    }
    return welcome
  }

  /// The product token that rules are looked up by.
  fileprivate static let agent = "Fangzhi"

  private func answer(for url: CrawlURL) async throws -> Answer {
    let origin = url.origin
    if let held = held(for: origin) { return held }
    let task = asking[origin] ?? Task { try await ask(url) }
    asking[origin] = task
    defer { asking[origin] = nil }
    let answer = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    let until = road.now().advanced(by: Int64(settings.cacheSeconds))
    known.withLock { $0[origin] = (answer, until) }
    return answer
  }

  private func ask(_ url: CrawlURL) async throws -> Answer {
    guard var next = url.resolve("/robots.txt") else { return .access(.allowAll(reason: "no robots.txt address")) }
    var via: String?
    for hop in 0...RobotsAccess.maxRedirects {
      let kept = try await visit(next, via: via, hop: hop)
      guard let arrival = kept.arrival else { return Self.unanswered(kept.capture, isFirst: hop == 0) }
      // Half a file may lack the very rule that counts; at our own limit enough of it was read (RFC 9309 §2.5).
      if let cut = arrival.truncated, cut != .length {
        return .access(RobotsAccess(unreachable: "it came cut (\(cut))"))
      }
      guard (300..<400).contains(arrival.status), let target = arrival.redirectTarget else {
        return .access(RobotsAccess(status: arrival.status, body: arrival.decoded.bytes))
      }
      via = next.text
      next = target
    }
    return .access(RobotsAccess(status: 302, body: []))
  }

  private func visit(_ url: CrawlURL, via: String?, hop: Int) async throws -> KeptVisit {
    var facts = VisitFacts(run: road.archive.run.id, robots: "robots.txt itself")
    facts.via = via
    facts.hops = hop
    facts.materialise = .none
    var options = options(url)
    options.maxBodyBytes = settings.maxBytes
    var visit = Visit(url: url, identity: url.identity(), facts: facts, options: options)
    visit.isConditional = false
    return try await visit.make(on: road)
  }

  private static func unanswered(_ capture: Capture, isFirst: Bool) -> Answer {
    let reason = capture.reason ?? "no answer"
    return isFirst
      ? .unreachable(Judgement(capture.outcome, reason)) : .access(RobotsAccess(unreachable: reason))
  }
}

extension RobotsClearance {
  fileprivate init(_ answer: RobotsGate.Answer, _ url: CrawlURL) {
    switch answer {
    case .unreachable(let judgement): self = .unreachable(judgement)
    case .access(let access): self.init(access, url)
    }
  }

  private init(_ access: RobotsAccess, _ url: CrawlURL) {
    let verdict = access.verdict(for: url, agent: RobotsGate.agent)
    if verdict.isAllowed {
      let note = access.reason ?? verdict.rule.map { _ in verdict.ruleText }
      self = .allowed(
        note: note.map { "allowed: \($0)" } ?? "allowed", delay: access.crawlDelay(for: RobotsGate.agent))
    } else {
      self = .disallowed(reason: access.reason ?? "robots.txt: \(verdict.ruleText)")
    }
  }
}

extension RobotsAccess {
  /// Why one answer holds for all addresses; nil when there are rules.
  fileprivate var reason: String? {
    switch self {
    case .allowAll(let reason), .disallowAll(let reason): reason
    case .rules: nil
    }
  }
}

extension RobotsVerdict {
  fileprivate var ruleText: String {
    guard let rule, let line else { return "no rule" }
    return "line \(line) \(isAllowed ? "allows" : "disallows") \(rule)"
  }
}
