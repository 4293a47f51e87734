internal import Cataloguing
internal import Web

/// Which visits an export of captures holds: one bit a visit, and the responses that their revisits refer to.
struct SelectedVisits {
  /// The last visit there was when the export began; later ones do not belong to it.
  let last: Int
  let isEverything: Bool
  private(set) var count = 0
  private var bits: [UInt64]
  /// Responses that come along although they were not selected, so that every revisit resolves.
  private var needed: [String: Set<Int>] = [:]
  /// Visits whose response stands in another file than their metadata, by that file: a crash came between, or a damaged
  /// judgement was made anew. There are few.
  private(set) var strays: [String: [Capture]] = [:]

  init(_ selection: ExportSelection, in holdings: Holdings) throws {
    last = try holdings.catalogue.chainHead()?.sequence ?? 0
    isEverything = selection.isEverything
    bits = [UInt64](repeating: 0, count: last / 64 + 1)
    var hosts = HostMemory(holdings: holdings)
    try holdings.catalogue.forEachCapture { capture in
      guard capture.sequence <= last else { return }
      if capture.record.file != capture.metadata.file { strays[capture.record.file, default: []].append(capture) }
      guard try Self.takes(capture, selection, holdings, &hosts) else { return }
      bits[capture.sequence / 64] |= 1 << UInt64(capture.sequence % 64)
      count += 1
      if !isEverything { try comeAlong(for: capture, holdings) }
    }
  }

  /// Whether a visit was selected, or holds what a selected revisit refers to.
  func contains(_ capture: Capture) -> Bool {
    guard capture.sequence <= last else { return false }
    return bits[capture.sequence / 64] >> UInt64(capture.sequence % 64) & 1 == 1
      || needed[capture.record.file]?.contains(capture.record.offset) == true
  }

  private mutating func comeAlong(for capture: Capture, _ holdings: Holdings) throws {
    guard let payload = capture.payload, let original = try holdings.catalogue.original(of: payload),
      original.record != capture.record
    else { return }
    needed[original.record.file, default: []].insert(original.record.offset)
  }

  private static func takes(
    _ capture: Capture, _ selection: ExportSelection, _ holdings: Holdings, _ hosts: inout HostMemory
  ) throws -> Bool {
    guard selection.covers(day: capture.at.chineseDay) else { return false }
    if selection.hosts != nil, !selection.covers(host: try hosts.host(of: capture.address)) { return false }
    guard let kinds = selection.kinds else { return true }
    guard let id = capture.version, let version = try holdings.catalogue.version(id, of: capture.address) else {
      return false
    }
    return kinds.contains(version.kind)
  }
}

/// The hosts of the addresses that were asked for last.
private struct HostMemory {
  let holdings: Holdings
  private var hosts: [AddressID: String] = [:]

  init(holdings: Holdings) { self.holdings = holdings }

  mutating func host(of id: AddressID) throws -> String {
    if let host = hosts[id] { return host }
    let host = try holdings.catalogue.address(id)?.host ?? ""
    if hosts.count > 4_096 { hosts.removeAll(keepingCapacity: true) }
    hosts[id] = host
    return host
  }
}
