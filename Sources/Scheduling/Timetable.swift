internal import Web

/// When each portal has its next round: by its cron expression, and at once when a round was missed.
///
/// What is visited in a round is what ``RevisitPolicy`` finds due by then, so the season's rules hold whatever the
/// expression is, as far as there are rounds enough.
package struct Timetable: Hashable, Sendable {
  /// One portal's line.
  package struct Entry: Hashable, Sendable {
    package let portal: String
    package let cron: Cron
    /// The next round begins then.
    package var next: Moment
  }

  /// By the next round, then by id.
  package private(set) var entries: [Entry] = []

  /// - Parameters:
  ///   - portals: ids, each with its expression; nil: daily, at a minute of its own (see ``Cron/daily(for:)``).
  ///   - last: when each portal's last round was complete; one that never had any, or missed one since, is due now.
  package init(_ portals: [(id: String, cron: Cron?)], last: [String: Moment], at now: Moment) {
    for portal in portals {
      let cron = portal.cron ?? .daily(for: portal.id)
      let due = last[portal.id].flatMap { cron.next(after: $0) } ?? now
      entries.append(Entry(portal: portal.id, cron: cron, next: max(due, now)))
    }
    sort()
  }

  /// When the next round of any portal begins but those; nil when there is none.
  package func next(except portals: Set<String> = []) -> Moment? {
    entries.first { !portals.contains($0.portal) }?.next
  }

  /// The portals whose round begins now; each is planned anew.
  package mutating func take(at now: Moment) -> [String] {
    var due: [String] = []
    for index in entries.indices where entries[index].next <= now {
      due.append(entries[index].portal)
      entries[index].next = entries[index].cron.next(after: now) ?? .distantFuture
    }
    if !due.isEmpty { sort() }
    return due
  }

  /// Brings a portal's next round forward to that moment; a later one changes nothing.
  package mutating func hasten(_ portal: String, to moment: Moment) {
    guard let index = entries.firstIndex(where: { $0.portal == portal }), entries[index].next > moment else { return }
    entries[index].next = moment
    sort()
  }

  private mutating func sort() { entries.sort { ($0.next, $0.portal) < ($1.next, $1.portal) } }
}

extension Cron {
  /// Once a day between 09:00 and 17:00 in China, at a minute that follows from the id: portals that say nothing do not
  /// all begin together.
  package static func daily(for id: String) -> Cron {
    // FNV-1a: the same minute after every restart, which Hasher does not give.
    let hash = id.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let minute = Int(hash % (8 * 60))
    return Cron(dailyAtMinute: minute % 60, hour: 9 + minute / 60)
  }
}
