internal import Cataloguing
internal import Extracting
internal import WARC
internal import Web

extension Archive {
  /// Commits when the group is full or old, and puts its pages in place while others go on writing.
  ///
  /// One group is being placed at most: on a slow disk whoever fills the next one waits, and memory stays what it is.
  package func commitIfDue() async throws {
    while isDue, isPlacing { await placing.finishTurn() }
    guard isDue else { return }
    let pages = try step { try commitRecords() }
    let last = chain.sequence
    isPlacing = true
    defer { isPlacing = false }
    do { try await placing.place(pages, in: pagesLayout, upTo: last) } catch { try step { throw error } }
    arePlaced(upTo: last)
  }

  /// Pages wait in memory for the commit: so much of them is a group as well.
  private static let groupPageBytes = 2 << 20

  private var isDue: Bool {
    guard let startedAt = group.startedAt else { return false }
    return group.visits >= settings.groupVisits || group.pageBytes >= Self.groupPageBytes
      || startedAt.duration(to: .now) >= .seconds(settings.groupSeconds)
  }

  /// Makes everything written so far durable and puts its pages in place.
  package func commit() throws {
    try step {
      guard group.startedAt != nil else { return try placing.inTurn {} }
      try placing.place(commitRecords(), in: pagesLayout, upTo: chain.sequence)
      arePlaced(upTo: chain.sequence)
    }
  }

  /// Groups are placed in their order, but two that wait for it may go on in any order.
  private func arePlaced(upTo last: Int) {
    if arePagesKnown { pagesInPlace = max(pagesInPlace, last) }
    CrashPoint.reach("after-pages")
  }

  /// Does one step of a group. When it fails, the group is lost, and nothing more is written through this value: the
  /// next start takes up what was committed.
  func step<Value>(_ body: () throws -> Value) throws -> Value {
    if let failure { throw failure }
    do { return try body() } catch {
      failure = error
      abandonGroup()
      throw error
    }
  }

  /// Puts everything that waits into `pages/`, in a rebuild also before it is committed.
  func placePages() throws { try placing.place(takePages(), in: pagesLayout, upTo: chain.sequence) }

  /// Puts the whole timeline of an address in place anew, and its `latest` where a folder stands for it.
  func placeTimeline(of address: Address, latest: VersionID?) throws {
    let link = latest.map { [PageWork.latest(address.identity, $0)] } ?? []
    try placing.place(PageGroup([.timeline(address.identity)] + link), in: pagesLayout, upTo: chain.sequence)
  }

  private func takePages() -> PageGroup {
    defer { (group.pages, group.pageBytes) = ([], 0) }
    return PageGroup(group.pages)
  }

  /// Makes the group durable.
  ///
  /// - Returns: what it brings to `pages/`.
  private func commitRecords() throws -> PageGroup {
    CrashPoint.reach("before-sync")
    try segment?.synchronize()
    CrashPoint.reach("after-sync")
    if let state = segment?.state {
      try catalogue.save(ArchivedFile(name: state.name, committedEnd: state.end, isSealed: false))
    }
    for (place, context) in group.unjudged { try catalogue.save(context.pending(at: place)) }
    // After a crash only the pages of later visits are looked at again.
    try catalogue.set(Self.pagesSetting, to: String(pagesInPlace))
    CrashPoint.reach("before-commit")
    try catalogue.commitGroup()
    CrashPoint.reach("after-commit")
    let pages = takePages()
    group = Group()
    return pages
  }

  /// Goes back to the last commit, as a crash would.
  private func abandonGroup() {
    try? catalogue.abandonGroup()
    segment = nil
    group = Group()
    unjudged = 0
    if let head = try? catalogue.chainHead() { chain = head } else { chain = (0, ChainLine.genesis) }
  }
}
