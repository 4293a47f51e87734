internal import Scheduling

/// Hosts that wait for the end of a request: their own, or that of another host at their address.
struct CrowdedHosts: Sendable {
  /// By each of the keys that their pace goes by.
  private var waiting: [PaceKey: Set<PaceKey>] = [:]

  mutating func insert(_ host: PaceKey, under keys: [PaceKey]) {
    for key in keys { waiting[key, default: []].insert(host) }
  }

  mutating func remove(_ host: PaceKey, under keys: [PaceKey]) {
    for key in keys where waiting[key]?.remove(host) != nil && waiting[key]?.isEmpty == true { waiting[key] = nil }
  }

  /// Takes out whom the end of a request under those keys may have made room for.
  mutating func release(_ keys: [PaceKey]) -> Set<PaceKey> {
    keys.reduce(into: []) { released, key in released.formUnion(waiting.removeValue(forKey: key) ?? []) }
  }

  /// Takes out all of them.
  mutating func releaseAll() -> Set<PaceKey> { release(Array(waiting.keys)) }
}
