package import Cataloguing
internal import Foundation

/// The texts that wait for the full-text index.
///
/// A crawl puts them into it in its pauses, a command that ends a few more, and who searches the rest.
package struct SearchBacklog {
  private let holdings: Holdings

  package init(of holdings: Holdings) { self.holdings = holdings }

  /// Puts every waiting text into the index; leaves them to the process that holds the archive where there is one, and
  /// on a volume that cannot be written to.
  ///
  /// - Parameter tell: is told how many wait before they enter the index; not called when they cannot.
  /// - Returns: how many still wait.
  /// - Throws: `CatalogueError` when the catalogue cannot be read.
  package func clear(tell: (Int) -> Void) throws(CatalogueError) -> Int {
    let waiting = try holdings.catalogue.waitingTexts
    guard waiting > 0, isFree,
      let writer = try? Catalogue(path: holdings.layout.catalogue.path, access: .asking)
    else { return waiting }
    tell(waiting)
    // Without the lock, which would turn away a crawl that begins meanwhile: that waits for a batch at most.
    try? writer.indexAllTexts()
    try? writer.close()
    return try holdings.catalogue.waitingTexts
  }

  /// Whether nobody writes to the archive: a crawl leaves hardly a moment between its groups.
  private var isFree: Bool {
    do { _ = try ArchiveLock(layout: holdings.layout) } catch { return false }
    return true
  }
}

extension Archive {
  /// Puts a few texts into the full-text index: in a crawl's pauses, and when a command ends.
  ///
  /// - Parameter limit: at most so many; by default a tenth of a second's work.
  package func indexTexts(limit: Int = 64) throws {
    guard hasWaitingTexts else { return }
    hasWaitingTexts = try step { try catalogue.indexTexts(limit: limit) } == limit
  }
}
