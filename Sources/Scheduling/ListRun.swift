/// How long a list has gone on without anything new: a small value per list (``ListPage/list``), kept while a run lasts.
package struct ListRun: Hashable, Sendable, Codable {
  /// Pages in a row without a link that was not known.
  package private(set) var emptyPages = 0

  package init() {}

  /// Two pages without news end a list (portals.md §3, 22).
  package static let limit = 2

  /// Takes in one page of the list.
  package mutating func visited(newLinks: Int) { emptyPages = newLinks > 0 ? 0 : emptyPages + 1 }

  /// The trap, when the list goes on for nothing.
  package var trap: Trap? { emptyPages >= ListRun.limit ? Trap(.listRun, "") : nil }
}
