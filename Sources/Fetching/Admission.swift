/// Who may start: at most so many at once, at most so many of one host, and otherwise first come, first served.
struct Admission<Element> {
  private let limit: Int
  private let limitPerHost: Int
  private var running: [String: Int] = [:]
  private var total = 0
  private var waiting: [String: [Element]] = [:]
  /// Hosts with somebody waiting and a free place, in the order in which they take turns.
  private var turns: [String] = []

  init(limit: Int, limitPerHost: Int) {
    self.limit = limit
    self.limitPerHost = limitPerHost
  }

  /// Whether nobody waits.
  var isIdle: Bool { waiting.isEmpty }

  /// Puts one at the end of its host's line.
  mutating func enqueue(_ element: Element, host: String) {
    waiting[host, default: []].append(element)
    if waiting[host]?.count == 1, running[host, default: 0] < limitPerHost { turns.append(host) }
  }

  /// The next one that may start, which then counts as running until ``leave(host:)``; nil when nobody may.
  mutating func next() -> Element? {
    guard total < limit, !turns.isEmpty else { return nil }
    let host = turns.removeFirst()
    guard let element = waiting[host]?.removeFirst() else { return nil }
    if waiting[host]?.isEmpty == true { waiting[host] = nil }
    total += 1
    running[host, default: 0] += 1
    takeTurn(host)
    return element
  }

  /// Gives a running one's place back.
  mutating func leave(host: String) {
    total -= 1
    let rest = running[host, default: 1] - 1
    running[host] = rest == 0 ? nil : rest
    takeTurn(host)
  }

  /// Takes everybody who waits and fits out of the lines.
  mutating func remove(where fits: (Element) -> Bool) -> [Element] {
    var removed: [Element] = []
    for (host, line) in waiting where line.contains(where: fits) {
      removed += line.filter(fits)
      let rest = line.filter { !fits($0) }
      waiting[host] = rest.isEmpty ? nil : rest
    }
    turns.removeAll { waiting[$0] == nil }
    return removed
  }

  private mutating func takeTurn(_ host: String) {
    guard waiting[host] != nil, running[host, default: 0] < limitPerHost, !turns.contains(host) else { return }
    turns.append(host)
  }
}
