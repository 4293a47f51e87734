package import Archiving
internal import Cataloguing
package import Scheduling
internal import WARC
package import Web

/// Why an address is or is not visited by a crawl: its portal's rules, robots.txt as the archive has it, its place in the
/// frontier, and what its host is owed.
package struct CrawlStanding: Sendable {
  /// What is said, in the order in which a crawl asks: a name for programs, a sentence for people.
  package private(set) var answers: [(name: String, text: String)] = []
  private let url: CrawlURL

  /// - Parameter holdings: nil where there is no archive yet.
  /// - Throws: `SettingsError` for a scope that cannot be; when the archive cannot be read.
  package init(
    of url: CrawlURL, config: Config, portals: [Portal], holdings: Holdings?, at now: Moment
  ) throws {
    self.url = url
    let terms = RequestTerms(
      config: config, portals: portals, wishes: NamedFetch.Wishes(), userAgent: Road.userAgent(contact: config.contact))
    let portal = terms.portal(of: url)
    let row = try holdings?.catalogue.queued(terms.identity(of: url).id)
    add("portal", portal.map(\.id) ?? "none: no portal file names \(url.authority)")
    let verdict = try LinkAdmission(terms: terms).verdict(for: url, depth: row?.depth ?? 0, from: portal)
    let rule = verdict?.rule ?? "default: no rule accepts \(url.authority)"
    add("scope", "\(verdict?.isAccepted == true ? "accepted" : "rejected") by \(rule)")
    try addRobots(holdings)
    addFrontier(row, at: now)
    try addVisits(terms.identity(of: url).id, holdings)
    try addPace(terms.politeness(of: portal), portal, holdings, at: now)
  }

  /// One object with a member for each answer.
  package var json: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { object in
      object.member("url", url.text)
      for answer in answers { object.member(answer.name, answer.text) }
    }
    return writer.bytes
  }

  private mutating func add(_ name: String, _ text: String) { answers.append((name, text)) }

  private mutating func addRobots(_ holdings: Holdings?) throws {
    guard let holdings, let file = url.resolve("/robots.txt"),
      let capture = try holdings.catalogue.captures(.of(file.identity().id)).last
    else { return add("robots", "robots.txt was not asked for yet") }
    let at = capture.at.iso8601
    guard let status = capture.status, capture.outcome != .failed || capture.status != nil else {
      return add("robots", "at \(at) the host did not answer: \(capture.reason ?? "no reason")")
    }
    // A redirected robots.txt stands at the address that it led to.
    if (300..<400).contains(status) { return add("robots", "at \(at) robots.txt redirects (\(status))") }
    let access = RobotsAccess(status: status, body: try holdings.shelf.page(of: capture).raw.bytes)
    let decided = access.verdict(for: url, agent: "Fangzhi")
    let rule = decided.line.flatMap { line in decided.rule.map { "line \(line), \($0)" } }
    add("robots", "\(decided.isAllowed ? "allowed" : "disallowed") by \(rule ?? access.note), as of \(at)")
  }

  private mutating func addFrontier(_ row: QueuedURL?, at now: Moment) {
    guard let row else { return add("frontier", "no page that was visited leads there, and it is no seed") }
    let due = Moment(milliseconds: row.due)
    let when = row.due <= now.milliseconds ? "due now" : "due \(due.timestamp.iso8601)"
    switch row.state {
    case .queued: add("frontier", "queued, \(when)\(row.reason.map { ": \($0)" } ?? "")")
    case .leased:
      add("frontier", "under way in a crawl of an earlier release that was cut short; the next crawl queues it again")
    case .done: add("frontier", "visited; \(when)")
    case .failed: add("frontier", "given up until the next crawl: \(row.reason ?? "no reason")")
    case .excluded: add("frontier", "excluded by \(row.reason ?? "a rule of an earlier release")")
    }
    let from = row.via.map { "from \($0)" } ?? "as a seed"
    add("found", "\(from), by \(row.hop), \(row.depth) links from a seed")
    if row.period > 0 { add("interval", "every \(Self.span(row.period)) as long as nothing changes") }
  }

  private mutating func addVisits(_ id: AddressID, _ holdings: Holdings?) throws {
    guard let address = try holdings?.catalogue.address(id), let visit = address.lastVisit,
      let last = try holdings?.catalogue.captures(.number(visit)).first
    else { return add("visits", "never visited") }
    let reason = last.reason.map { " (\($0))" } ?? ""
    let place = address.standing.movedTo.map { ", to \($0)" } ?? ""
    add(
      "visits",
      "last \(last.at.iso8601): \(last.outcome.rawValue)\(reason); it is \(address.standing.state.rawValue)\(place)")
  }

  private mutating func addPace(
    _ politeness: Politeness, _ portal: Portal?, _ holdings: Holdings?, at now: Moment
  ) throws {
    var orders = StandingOrders()
    orders.take(try holdings?.catalogue.requests() ?? [])
    let rules = orders.applied(to: politeness, of: portal?.id ?? "")
    let keys = Set(PaceKey.keys(for: url, at: nil).map(\.description))
    let row = try holdings?.catalogue.paces().first { keys.contains($0.key) }
    let delay = rules.delay(afterResponse: row?.response ?? 0, crawlDelay: row?.crawlDelay)
    var why = "configured \(Self.span(rules.delay))"
    if let response = row?.response, response > 0 { why += ", last answer took \(Self.span(response))" }
    if let asked = row?.crawlDelay { why += ", Crawl-delay \(Self.span(asked))" }
    add("delay", "\(Self.span(delay)) between two requests to \(url.authority): \(why)")
    if let portal, orders.isPaused(portal.id) { add("paused", "by `fangzhi pause \(portal.id)`") }
    if let row, let rest = row.rest, rest > now.milliseconds {
      add("rests", "until \(Moment(milliseconds: rest).timestamp.iso8601): \(row.reason ?? "delay")")
    }
  }

  private static func span(_ span: Milliseconds) -> String {
    if span < 120_000 { return "\(Double(span) / 1_000) s" }
    return span < .days(2) ? "\(span / .minutes(1)) min" : "\(span / .days(1)) days"
  }
}
