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
    guard group.startedAt != nil else { return }
    do {
      try commitRecords()
    } catch {
      abandonGroup()
      throw error
    }
    CrashPoint.reach("after-commit")
    try placePages()
    group = Group()
    pagesInPlace = chain.sequence
    CrashPoint.reach("after-pages")
  }

  /// Puts everything that waits into `pages/`.
  func placePages() throws {
    let pages = group.pages
    group.pages = []
    group.pageBytes = 0
    for page in pages { try place(page) }
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

  /// Goes back to the last commit, as a crash would: what was in flight is fetched again.
  func abandonGroup() {
    try? catalogue.abandonGroup()
    segment = nil
    group = Group()
    unjudged = 0
    if let head = try? catalogue.chainHead() { chain = head } else { chain = (0, ChainLine.genesis) }
  }

  private func place(_ page: PageWork) throws {
    switch page {
    case .version(let identity, let version, let raw, let document):
      try VersionFolder(layout: pagesLayout, identity: identity, version: version).write(raw: raw, document: document)
    case .latest(let identity, let version):
      try AtomicFile.link(pagesLayout.folder(of: identity).appending(path: "latest"), to: version.text)
    case .line(let identity, let capture):
      try Timeline(layout: pagesLayout, identity: identity).append(capture)
    case .timeline(let identity):
      try Timeline(layout: pagesLayout, identity: identity).write(catalogue.captures(.of(identity.id)))
    }
  }
}
