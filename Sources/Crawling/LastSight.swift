internal import Cataloguing
internal import Web

/// When a document was last seen at its address, so that one elsewhere is a move and no copy that always stood beside it.
struct LastSight {
  /// The last visit that found it.
  let sequence: Int
  /// That visit's run, when the document was known before: in one run the new place may be visited before the old one.
  private let run: String?
  /// What appeared up to here stood beside it.
  let start: Int

  /// Everything up to that visit stood beside it.
  init(upTo sequence: Int) {
    self.sequence = sequence
    run = nil
    start = sequence
  }

  /// Nil for an address where nothing good was ever found.
  init?(of address: AddressID, in catalogue: Catalogue) throws {
    guard let last = try catalogue.lastGoodCapture(of: address) else { return nil }
    let before = try catalogue.captures(.of(address)).last { $0.outcome.isGood && $0.run != last.run }
    sequence = last.sequence
    run = before == nil ? nil : last.run
    start = before?.sequence ?? last.sequence
  }

  /// Whether that version appeared after it, or in the same run.
  func isBefore(_ version: Version, in catalogue: Catalogue) throws -> Bool {
    if version.sequence > sequence { return true }
    guard let run, version.sequence > start else { return false }
    return try catalogue.captures(.number(version.sequence)).first?.run == run
  }
}
