internal import Cataloguing
internal import Extracting
private import Foundation
internal import WARC
internal import Web

extension Archive {
  /// Commits when the group is full or old.
  package func commitIfDue() throws {
    guard let startedAt = group.startedAt else { return }
    let isOld = startedAt.duration(to: .now) >= .seconds(settings.groupSeconds)
    // Documents wait in memory for the commit: a few large ones are a group as well.
    if group.visits >= settings.groupVisits || isOld || group.pageBytes > 32 << 20 { try commit() }
  }

  /// Makes everything written so far durable and puts its pages in place.
  package func commit() throws {
    try step {
      guard group.startedAt != nil else { return }
      try commitRecords()
      CrashPoint.reach("after-commit")
      try placePages()
      group = Group()
      if arePagesKnown { pagesInPlace = chain.sequence }
      CrashPoint.reach("after-pages")
    }
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

  /// Puts everything that waits into `pages/`.
  func placePages() throws {
    let pages = group.pages
    group.pages = []
    group.pageBytes = 0
    var whole: Set<AddressID> = []
    for page in pages { try place(page, &whole) }
  }

  private func commitRecords() throws {
    CrashPoint.reach("before-sync")
    try segment?.synchronize()
    CrashPoint.reach("after-sync")
    if let state = segment?.state {
      try catalogue.save(ArchivedFile(name: state.name, committedEnd: state.end, isSealed: false))
    }
    // Pages of the groups before this one are in place; after a crash only this group's are looked at again.
    try catalogue.set(Self.pagesSetting, to: String(pagesInPlace))
    CrashPoint.reach("before-commit")
    try catalogue.commitGroup()
  }

  /// Goes back to the last commit, as a crash would.
  private func abandonGroup() {
    try? catalogue.abandonGroup()
    segment = nil
    group = Group()
    unjudged = 0
    if let head = try? catalogue.chainHead() { chain = head } else { chain = (0, ChainLine.genesis) }
  }

  /// - Parameter whole: addresses whose timeline was just written with all its lines.
  private func place(_ page: PageWork, _ whole: inout Set<AddressID>) throws {
    switch page {
    case .version(let identity, let version, let raw, let document):
      try VersionFolder(layout: pagesLayout, identity: identity, version: version).write(raw: raw, document: document)
    case .latest(let identity, let version):
      let folder = pagesLayout.folder(of: identity)
      try pagesLayout.make(folder)
      try AtomicFile.link(folder.appending(path: "latest"), to: version.text)
    case .removal(let identity, let version):
      try? FileManager.default.removeItem(at: pagesLayout.folder(of: version, at: identity))
    case .line(let identity, _) where whole.contains(identity.id): break
    case .timeline(let identity) where whole.contains(identity.id): break
    case .line(let identity, let capture):
      let timeline = Timeline(layout: pagesLayout, identity: identity)
      if timeline.exists { return try timeline.append(capture) }
      // Somebody removed the folder: that is for `verify` to say, not a reason to stop.
      try place(.timeline(identity), &whole)
    case .timeline(let identity):
      try Timeline(layout: pagesLayout, identity: identity).write(catalogue.captures(.of(identity.id)))
      whole.insert(identity.id)
    }
  }
}
