internal import Cataloguing
internal import Foundation
internal import WARC
internal import Web

/// The lines of the hash chain, read back from the metadata records.
struct ChainLines {
  let holdings: Holdings

  /// Hands over the lines of the captures 1 to `count`, in order.
  ///
  /// - Returns: the head of the chain after them.
  /// - Throws: `ArchiveError` when a line is missing or does not lead on from the one before.
  @discardableResult
  func forEach(upTo count: Int, _ body: (String) -> Void) throws -> Digest {
    var head = ChainLine.genesis
    var seen = 0
    var open: (name: String, file: WARCFile)?
    try holdings.catalogue.forEachCapture(upTo: count) { capture in
      let place = capture.metadata
      if open?.name != place.file { open = (place.file, try holdings.shelf.file(place.file)) }
      guard let file = open?.file else { return }
      let record = try file.record(
        at: RecordLocation(offset: Int64(place.offset), length: Int64(place.length)))
      seen += 1
      guard let visit = VisitRecord(WARCFields(parsing: record.block)), capture.sequence == seen,
        ChainLine.head(after: head, line: visit.chainLine) == visit.chain
      else {
        throw ArchiveError.damaged(
          path: "warc/" + place.file, detail: "the chain breaks at visit \(capture.sequence), byte \(place.offset)")
      }
      head = visit.chain
      body(visit.chainLine)
    }
    guard seen == count else {
      throw ArchiveError.damaged(
        path: holdings.layout.catalogue.path, detail: "it knows \(seen) of \(count) visits")
    }
    return head
  }
}
