internal import Archiving
internal import Cataloguing
internal import Foundation
internal import Scheduling
internal import Web

extension Crawl {
  /// Makes the frontier ready: what a crash left, what is due again, where the portals begin.
  func prepare(_ round: CrawlRound) async throws {
    let due: Int64 = round == .refresh(onlyDue: false) ? .max : (clock() + limits.dueAhead).milliseconds
    let seeds = try portalSeeds()
    // A round by the schedule takes them in as well: without a row in the frontier nothing is ever due.
    let known = round == .discovery ? [] : try knownAddresses()
    try await road.archive.withinGroup { catalogue in
      try catalogue.requeueLeased()
      for portal in seeds { try portal.queue(in: catalogue, for: round, dueBefore: due) }
      try catalogue.add(known)
    }
    try await road.archive.commit()
    try await takeIn(road.archive.catalogue.queuedHosts().filter { terms.portal(ofHost: $0.key) != nil })
    try await hearRequests()
  }

  private func portalSeeds() throws -> [PortalSeeds] {
    let waiting = try road.archive.catalogue.queuedHosts()
    return terms.portals.map { portal in
      let urls = portal.entries.map { admission.seed($0.url, hop: $0.kind == .sitemap ? .sitemap : .link) }
      return PortalSeeds(hosts: portal.hosts, urls: urls, isResumed: portal.hosts.contains { waiting[$0] != nil })
    }
  }

  /// What `fetch` visited and `import` brought on the portals' hosts, where the frontier does not have it.
  private func knownAddresses() throws -> [FoundURL] {
    var found: [FoundURL] = []
    for portal in terms.portals {
      for host in portal.hosts {
        for address in try road.archive.catalogue.addressesToQueue(host: host) {
          guard let url = CrawlURL(address.url), url.path != "/robots.txt" else { continue }
          found.append(admission.seed(url, hop: .link))
        }
      }
    }
    return found.filter { $0.exclusion == nil }
  }

  /// Counts addresses that are in the frontier now, and opens their hosts.
  func takeIn(_ gain: FrontierGain) async throws {
    for (host, count) in gain {
      progress.queued += count
      try await welcomeHost(host)
    }
  }

  /// Opens a host that has work.
  func welcomeHost(_ name: String) async throws {
    let key = PaceKey(description: name)
    if let host = hosts[key] {
      // What was found may go before what was read from the catalogue already.
      host.batch.removeAll()
      return offer(key, at: clock())
    }
    guard let url = CrawlURL("http://\(name)/"), let portal = terms.portal(of: url) else { return }
    var rules = terms.selectors(for: url)
    rules.template = road.archive.shelf.template(of: name)
    let cleaning = try await road.archive.adopt(rules)
    var politeness = terms.politeness(of: portal)
    politeness.workingHours = portal.allowPrivateAddresses ? nil : limits.workingHours
    hosts[key] = CrawlHost(name: name, url: url, portal: portal, politeness: politeness, cleaning: cleaning)
    offer(key, at: clock())
  }

  /// Takes in what other processes asked for since.
  func hearRequests() async throws {
    let news = try road.archive.catalogue.requests(after: orders.last)
    if news.isEmpty { return }
    orders.take(news)
    let now = clock()
    for key in hosts.keys { offer(key, at: now) }
  }

  /// Counts what stays where it is.
  func countRest() throws {
    report.queued = [:]
    report.excluded = [:]
    for count in try road.archive.catalogue.frontierCounts() {
      guard let portal = terms.portal(ofHost: count.host) else { continue }
      if count.state == .queued { report.queued[portal.id, default: 0] += count.count }
      if count.state == .excluded { report.excluded[portal.id, default: 0] += count.count }
    }
  }
}

/// Where the crawl of a portal begins.
private struct PortalSeeds: Sendable {
  let hosts: [String]
  /// Its entries.
  let urls: [FoundURL]
  /// Whether something waits that an earlier crawl left.
  let isResumed: Bool

  /// Queues the entries, and what is visited again of the portal's addresses.
  func queue(in catalogue: Catalogue, for round: CrawlRound, dueBefore due: Int64) throws {
    for host in hosts {
      try catalogue.requeue(.failed, host: host)
      try catalogue.requeue(.done, host: host, dueBefore: due)
      if !isResumed { try catalogue.requeueExcluded(host: host) }
    }
    let mayWait = isResumed && round == .discovery || round == .refresh(onlyDue: true)
    if mayWait { try catalogue.add(urls) } else { try catalogue.requeue(urls) }
  }
}
