internal import Archiving
internal import Cataloguing
internal import Scheduling
internal import Web

/// Tells of every change since the last time, as far as portals are watched and outcomes are asked for.
///
/// What is not taken is delivered again the next time, so everything is told at least once, over restarts too.
actor ChangeFeed {
  private let archive: Archive
  private let delivery: NoticeDelivery?
  private let outcomes: [Outcome]
  /// The watched portals by authority.
  private let owners: [String: String]
  private let board: RunBoard
  private let clock: @Sendable () -> Moment
  /// The last visit that was told of, or that nobody asked for.
  private var last: Int

  /// - Parameter delivery: where change notices go; nil: nowhere. The first start tells nothing of visits before it.
  /// - Throws: `CatalogueError`.
  init(
    of portals: [Portal], in archive: Archive, outcomes: [Outcome], delivery: NoticeDelivery?, board: RunBoard,
    clock: @escaping @Sendable () -> Moment
  ) throws {
    self.archive = archive
    self.delivery = delivery
    self.outcomes = outcomes
    self.board = board
    self.clock = clock
    owners = Dictionary(portals.flatMap { portal in portal.hosts.map { ($0, portal.id) } }) { first, _ in first }
    let end = try archive.catalogue.chainHead()?.sequence ?? 0
    last = try archive.catalogue.setting(Self.setting).flatMap { Int($0) } ?? end
  }

  /// Writes down where it begins, so that the next start goes on from there.
  func begin() async throws { try await keep(last) }

  /// Delivers what nobody was told of yet.
  ///
  /// - Throws: when the archive is broken; a delivery that fails stands on the board.
  func tell() async throws {
    // Only what is committed has happened.
    try await archive.commit()
    guard delivery != nil else { return }
    let at = clock().timestamp
    while let batch = try ChangeNotices(
      after: last, of: outcomes, in: archive.catalogue, portal: { owners[$0.authority] }, at: at)
    {
      guard await deliver(batch) else { return }
      last = batch.last
      try await keep(batch.last)
    }
    try await archive.commit()
  }

  /// False when the batch was not taken.
  private func deliver(_ batch: ChangeNotices) async -> Bool {
    do {
      if batch.count > 0 { try await delivery?.send(batch.json) }
    } catch {
      board.change { $0.noticeFailure = error.description }
      return false
    }
    board.change { status in
      status.noticeFailure = nil
      status.notices += batch.count
    }
    return true
  }

  private func keep(_ sequence: Int) async throws {
    try await archive.withinGroup { try $0.set(Self.setting, to: String(sequence)) }
  }

  private static let setting = "notices"
}
