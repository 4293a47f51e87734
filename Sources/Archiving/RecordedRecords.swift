internal import Cataloguing
internal import WARC
internal import Web

/// The records of visits whose metadata record is still to come.
struct RecordedRecords {
  struct Parts {
    var records: [WARCRecord] = []
    var place: RecordPlace?
    var payload: Digest?
  }

  private var waiting: [RecordID: Parts] = [:]

  mutating func add(_ record: WARCRecord, at place: RecordPlace) {
    let isRequest = record.kind == .request
    let id = isRequest ? record.concurrentTo.first ?? record.id : record.id
    // Blocks are hashed already; only heads are kept.
    waiting[id, default: Parts()].records.append(record)
    if !isRequest {
      waiting[id]?.place = place
      waiting[id]?.payload = record.countedPayload
    }
  }

  mutating func take(for metadata: WARCRecord) -> Parts {
    metadata.concurrentTo.first.flatMap { waiting.removeValue(forKey: $0) } ?? Parts()
  }
}
