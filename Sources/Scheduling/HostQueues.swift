/// Which host is served next: every host with work stands in one of two heaps, those that may be asked now and those
/// that must wait. Each step costs O(log hosts); URLs themselves stay in the catalogue, a host's first one is enough.
///
/// The verbs are URL Frontier's: a host is offered (``offer(_:head:at:)``), the next one is taken, and put back when
/// its request has ended; ``block(_:until:)`` makes it wait.
package struct HostQueues: Sendable {
  private var ready = IndexedHeap<ReadyKey>()
  private var waiting = IndexedHeap<Moment>()
  /// Every host that was ever offered, and what its best URL is while it stands in a heap.
  private var hosts: [(key: PaceKey, head: FrontierPriority?)] = []
  private var numbers: [PaceKey: Int] = [:]
  private var turn: UInt64 = 0

  package init() {}

  /// Hosts that have work.
  package var count: Int { ready.count + waiting.count }
  package var isEmpty: Bool { count == 0 }

  /// Says that a host has work, what its best URL's priority is, and when it may be asked.
  package mutating func offer(_ host: PaceKey, head: FrontierPriority, at moment: Moment) {
    let number = number(of: host)
    hosts[number].head = head
    wait(number, until: moment)
  }

  /// The host must not be asked before that moment; nothing happens when it has no work.
  package mutating func block(_ host: PaceKey, until moment: Moment) {
    guard let number = numbers[host], hosts[number].head != nil else { return }
    wait(number, until: moment)
  }

  /// The host has no work left, or its request is under way.
  package mutating func remove(_ host: PaceKey) {
    if let number = numbers[host] { remove(number) }
  }

  /// The host to ask now, taken out until it is offered again; or when to look again.
  ///
  /// `permission` is asked for a host that seems ready; a host that turns out to have to wait, because its address is
  /// shared for instance, is put back until then.
  package mutating func next(at moment: Moment, permission: (PaceKey) -> Permission) -> Selection {
    wake(at: moment)
    while let number = ready.first?.key {
      let host = hosts[number].key
      switch permission(host) {
      case .ready:
        remove(number)
        return .start(host, isProbe: false)
      case .probe:
        remove(number)
        return .start(host, isProbe: true)
      case .wait(let until, _): wait(number, until: max(until, moment + 1))
      }
    }
    return waiting.first.map { .wait(until: $0.value) } ?? .idle
  }

  /// Moves hosts whose time has come; those that have waited longest go first, and before all what a person asked for.
  private mutating func wake(at moment: Moment) {
    while let soonest = waiting.first, soonest.value <= moment {
      waiting.remove(soonest.key)
      turn += 1
      let isRequested = hosts[soonest.key].head == .requested
      ready.insert(soonest.key, ReadyKey(isRequested: isRequested, since: soonest.value, turn: turn))
    }
  }

  private mutating func wait(_ number: Int, until moment: Moment) {
    ready.remove(number)
    waiting.insert(number, moment)
  }

  private mutating func remove(_ number: Int) {
    hosts[number].head = nil
    ready.remove(number)
    waiting.remove(number)
  }

  private mutating func number(of host: PaceKey) -> Int {
    if let number = numbers[host] { return number }
    numbers[host] = hosts.count
    hosts.append((host, nil))
    return hosts.count - 1
  }
}

/// What ``HostQueues`` chose.
package enum Selection: Hashable, Sendable {
  /// `isProbe`: a page known to be good goes first, the circuit is open.
  case start(PaceKey, isProbe: Bool)
  /// `Moment.distantFuture` when only the end of a request in flight changes anything.
  case wait(until: Moment)
  /// No host has work.
  case idle
}

private struct ReadyKey: Comparable, Sendable {
  let isRequested: Bool
  let since: Moment
  let turn: UInt64

  static func < (left: ReadyKey, right: ReadyKey) -> Bool {
    if left.isRequested != right.isRequested { return left.isRequested }
    return left.since == right.since ? left.turn < right.turn : left.since < right.since
  }
}
