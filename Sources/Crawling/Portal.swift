package import Archiving
package import Fetching
package import Scheduling
package import Web

/// One portal as its file in `seeds/` describes it: what belongs to it, where to begin, how to behave there.
package struct Portal: Sendable, Equatable {
  /// Stable key, never reused, for example `gd-gz-huadu`.
  package var id: String
  /// `name`, or `name:port`; without a port 80 and 443 are meant.
  package var hosts: [String]
  package var entries: [PortalEntry]
  package var name: String?
  /// 网站标识码, a string: it is not always digits.
  package var siteIDCode: String?
  /// Whether this is the organ's own portal; default true.
  package var official: Bool = true
  package var formerHosts: [String] = []
  package var organs: [PortalOrgan] = []
  /// In order; the last rule that matches decides.
  package var scope: [PortalScopeRule] = []
  package var limits = PortalLimits()
  /// When `run` visits it, Asia/Shanghai; nil: daily at a minute of its own.
  package var schedule: Cron?
  package var materialise: Materialisation?
  package var requisites: PortalRequisites = .none
  /// Whether loopback, private and link-local addresses may be fetched; default false.
  package var allowPrivateAddresses: Bool = false
  package var tls = TLSPolicy()
  /// Query parameters that never tell two pages apart.
  package var sessionParameters: Set<String> = []
  /// Selectors of what is, and what is never, body text.
  package var include: [String] = []
  package var exclude: [String] = []

  package init(id: String, hosts: [String], entries: [PortalEntry]) {
    self.id = id
    self.hosts = hosts
    self.entries = entries
  }

  /// Whether the portal's file names the host of that URL.
  package func covers(_ url: CrawlURL) -> Bool {
    hosts.contains { $0.contains(":") ? $0 == url.authority : $0 == url.host && url.port == nil }
  }
}

/// Where a crawl of a portal begins.
package struct PortalEntry: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable { case home, column, sitemap, gkmlpt, document }

  package var kind: Kind
  package var url: CrawlURL
  /// Only titles with this text are wanted from a column that many organs share.
  package var filter: String?

  package init(kind: Kind, url: CrawlURL, filter: String? = nil) {
    self.kind = kind
    self.url = url
    self.filter = filter
  }
}

/// One organ that publishes on the portal.
package struct PortalOrgan: Sendable, Hashable {
  package enum Level: String, Sendable, CaseIterable {
    case province, city, district, department, town, subdistrict, zone
  }

  package var id: String
  package var name: String
  package var aliases: [String]
  package var level: Level?

  package init(id: String, name: String, aliases: [String] = [], level: Level? = nil) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.level = level
  }
}

/// One accept or reject rule of a portal's scope.
package struct PortalScopeRule: Sendable, Hashable {
  package enum Subject: String, Sendable, CaseIterable { case host, prefix, regex, depth, type }

  package var isAccept: Bool
  package var subject: Subject
  package var value: String
}

/// The portal's own limits; nil means the program's default.
package struct PortalLimits: Sendable, Hashable {
  package var delaySeconds: Double?
  package var connectionsPerHost: Int?
  package var maxDepth: Int?
  package var maxPages: Int?
  package var requestsPerDay: Int?
  package var goneConfirmations: Int?

  package init() {}
}

/// What is fetched with a page although no reader clicks on it.
package enum PortalRequisites: String, Sendable, CaseIterable {
  case none
  /// The images of the body.
  case body
}
