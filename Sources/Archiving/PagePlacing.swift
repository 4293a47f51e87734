internal import Cataloguing
private import Dispatch
private import Synchronization
internal import Web

/// Puts what commits bring to `pages/` in place: one group after another on a queue of its own, so that the archive can
/// write the next group meanwhile.
///
/// After a failure nothing more is placed, since only an unbroken row of groups lets the next start know where to go on.
final class PagePlacing: Sendable {
  private let catalogue: Catalogue
  private let queue = DispatchQueue(label: "fangzhi.pages")
  private let failure = Mutex<(any Error)?>(nil)

  init(_ catalogue: Catalogue) { self.catalogue = catalogue }

  /// Places the pages of one group and waits for it, and for those before it.
  ///
  /// - Parameter last: the last visit of the group.
  func place(_ pages: PageGroup, in layout: ArchiveLayout, upTo last: Int) throws {
    try inTurn { try self.placeNow(pages, layout, last) }
  }

  /// The same for a caller that leaves its thread to others meanwhile.
  func place(_ pages: PageGroup, in layout: ArchiveLayout, upTo last: Int) async throws {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.placeNow(pages, layout, last) }) }
    }
  }

  /// Comes back once all groups before are in place.
  func finishTurn() async {
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
  }

  /// Does something to `pages/` once all groups before are in place.
  func inTurn(_ body: () throws -> Void) throws { try queue.sync(execute: body) }

  private func placeNow(_ pages: PageGroup, _ layout: ArchiveLayout, _ last: Int) throws {
    if let failure = failure.withLock({ $0 }) { throw failure }
    do {
      // An address whose timeline was just written has all its lines.
      var whole: Set<AddressID> = []
      while let page = pages.next() {
        if let address = page.lines, whole.contains(address) { continue }
        try page.place(in: layout, catalogue, upTo: last)
        if case .timeline(let identity) = page { whole.insert(identity.id) }
      }
    } catch {
      failure.withLock { $0 = error }
      throw error
    }
  }
}

/// What one group brings to `pages/`; each piece is let go of once it is in place, so that the next group has room.
final class PageGroup: Sendable {
  /// The first one last.
  private let waiting: Mutex<[PageWork]>

  init(_ pages: [PageWork]) { waiting = Mutex(pages.reversed()) }

  func next() -> PageWork? { waiting.withLock { $0.popLast() } }
}

extension PageWork {
  /// The address to whose timeline it adds; nil for everything else.
  fileprivate var lines: AddressID? {
    switch self {
    case .line(let identity, _), .timeline(let identity): identity.id
    case .opening, .version, .latest, .removal: nil
    }
  }
}
