internal import Cataloguing
internal import Web

/// When a document was last seen at its address, so that one elsewhere is a move and no copy that stood beside it.
///
/// Visits of one round are in no order that tells anything: the new place may be visited before the old one, and what was
/// found after the old one may always have been there. A round is what one run visits within half a day; `fangzhi run` is
/// one run for weeks.
struct LastSight {
  private let last: (sequence: Int, run: String?, at: Timestamp?)
  /// Whether the document was known in an earlier round.
  private let wasKnown: Bool
  /// What appeared up to here stood beside it.
  let start: Int

  private static let roundSeconds: Int64 = 43_200

  /// Everything up to that visit stood beside it.
  init(upTo sequence: Int) {
    last = (sequence, nil, nil)
    wasKnown = false
    start = sequence
  }

  /// Nil for an address where nothing good was ever found.
  init?(of address: AddressID, in catalogue: Catalogue) throws {
    guard let last = try catalogue.lastGoodCapture(of: address) else { return nil }
    let before = try catalogue.captures(.of(address)).last { $0.outcome.isGood && !Self.isOneRound($0, last) }
    self.last = (last.sequence, last.run, last.at)
    wasKnown = before != nil
    start = min(before?.sequence ?? last.sequence, last.sequence)
  }

  /// Whether that version appeared after it; in the same round only when the document was known before that.
  func isBefore(_ version: Version, in catalogue: Catalogue) throws -> Bool {
    guard version.sequence > start else { return false }
    guard let run = last.run, let at = last.at,
      let capture = try catalogue.captures(.number(version.sequence)).first
    else { return true }
    if Self.isOneRound((capture.run, capture.at), (run, at)) { return wasKnown }
    return version.sequence > last.sequence
  }

  private static func isOneRound(_ one: Capture, _ other: Capture) -> Bool {
    isOneRound((one.run, one.at), (other.run, other.at))
  }

  private static func isOneRound(_ one: (run: String, at: Timestamp), _ other: (run: String, at: Timestamp)) -> Bool {
    one.run == other.run && abs(one.at.seconds - other.at.seconds) < roundSeconds
  }
}
