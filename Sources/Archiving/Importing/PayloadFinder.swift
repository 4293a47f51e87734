internal import Cataloguing
internal import WARC
internal import Web

/// Finds the payload that a foreign revisit stands for: in the files that are being imported, and in the archive.
struct PayloadFinder {
  private let shelf: RecordShelf
  /// Stored payloads by the id of the foreign record, and by the digest that it stated.
  private var byRecord: [RecordID: Digest] = [:]
  private var byLabel: [LabelledDigest: Digest] = [:]

  init(shelf: RecordShelf) { self.shelf = shelf }

  /// Remembers what an imported record brought.
  mutating func remember(_ record: WARCRecord, payload: Digest) {
    byRecord[record.id] = payload
    if let label = record.payloadDigest { byLabel[label] = payload }
  }

  /// What the revisit stands for; nil when neither the files nor the archive have it.
  func original(of revisit: WARCRecord, at url: CrawlURL) throws -> OriginalMessage? {
    let label = revisit.payloadDigest
    if let known = revisit.refersTo.flatMap({ byRecord[$0] }) ?? label.flatMap({ byLabel[$0] }),
      let message = try message(behind: known)
    {
      return message
    }
    if label?.matches([]) == true { return OriginalMessage(head: [], status: 200, body: []) }
    let referred = revisit.refersToTargetURI.flatMap { CrawlURL($0) } ?? url
    for capture in try shelf.catalogue.captures(.of(referred.identity().id)) {
      guard let payload = capture.payload, let message = try message(behind: payload) else { continue }
      // The digest decides; where it counts something else, the date that the revisit names.
      let isSame = label?.matches(message.body[...]) == true
      if isSame || (revisit.refersToDate == capture.at && capture.url == referred.text) { return message }
    }
    return nil
  }

  private func message(behind payload: Digest) throws -> OriginalMessage? {
    guard let original = try shelf.catalogue.original(of: payload) else { return nil }
    let record = try shelf.record(at: original.record)
    guard let message = record.httpMessage else { return nil }
    return OriginalMessage(
      head: Array(record.block[..<message.body.startIndex]), status: message.head.status ?? 200,
      body: Array(message.body))
  }
}
