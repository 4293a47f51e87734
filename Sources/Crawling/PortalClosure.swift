internal import Cataloguing
internal import Scheduling

/// That a portal was left alone because its robots.txt could not be read, as the catalogue keeps it over a restart.
struct PortalClosure: Sendable, Hashable {
  /// How often in a row.
  let count: Int
  /// When it is tried again.
  let next: Moment

  /// - Parameter former: what was known of it until then; nil when it was open.
  init(after former: PortalClosure?, at now: Moment) {
    count = (former?.count ?? 0) + 1
    next = Reopening().next(afterClosures: count, at: now)
  }

  /// Nil for no such text: a portal that is open has an empty one.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let count = Int(parts[0]), count > 0, let next = Int64(parts[1]) else { return nil }
    self.count = count
    self.next = Moment(milliseconds: next)
  }

  var text: String { "\(count) \(next.milliseconds)" }

  /// The name of the setting under which a portal's closure is kept.
  static func setting(_ portal: String) -> String { "closed:\(portal)" }
}

extension Catalogue {
  /// What is known of those portals that were left alone in their last round, by id.
  func closures(of portals: [Portal]) throws(CatalogueError) -> [String: PortalClosure] {
    var closures: [String: PortalClosure] = [:]
    for portal in portals {
      closures[portal.id] = try setting(PortalClosure.setting(portal.id)).flatMap { PortalClosure($0) }
    }
    return closures
  }
}
