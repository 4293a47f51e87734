internal import Cataloguing
internal import Web

/// Which addresses this process changed lately, so that what was looked up of an address before can still be trusted.
///
/// Only the archive's one writer changes them. Of a long crawl the latest some thousands are remembered: what was
/// looked up before that counts as old.
struct TouchedAddresses: Sendable {
  private static let generation = 4_096
  /// What address was touched last by what visit, since the visit that `start` says.
  private var recent: [AddressID: Int] = [:]
  private var earlier: [AddressID: Int] = [:]
  private var start: Int
  private var recentStart: Int

  /// - Parameter sequence: the archive's last visit.
  init(since sequence: Int = 0) {
    start = sequence
    recentStart = sequence
  }

  /// Remembers that something became of an address.
  ///
  /// - Parameter sequence: the archive's last visit by then; where no visit did it, the one to come.
  mutating func touch(_ address: AddressID, at sequence: Int) {
    if recent.count >= Self.generation {
      (earlier, start) = (recent, recentStart)
      (recent, recentStart) = ([:], sequence)
    }
    recent[address] = sequence
  }

  /// What was looked up of an address; nil when the address was touched since, or may have been.
  func stillTrue(_ past: AddressPast?, of address: AddressID) -> AddressPast? {
    guard let past, past.asOf >= start else { return nil }
    return (recent[address] ?? earlier[address] ?? 0) <= past.asOf ? past : nil
  }
}
