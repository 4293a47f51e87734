internal import Cataloguing
internal import Extracting
internal import WARC
internal import Web

/// What a response that waits for its judgement is written down with.
struct VisitContext: Sendable {
  let facts: VisitFacts
  /// The address's identity.
  let key: String

  /// Judging it began when it was stored: when that ends the program, it was tried once.
  func pending(at place: RecordPlace) -> PendingResponse {
    var fields = facts.fields
    fields.add("key", key)
    return PendingResponse(record: place, context: String(decoding: fields.serialized(), as: UTF8.self), attempts: 1)
  }
}

extension VisitFacts {
  /// Whether the visit makes a version that gets a folder.
  func makesFolder(_ outcome: Outcome, _ document: Document?) -> Bool {
    guard outcome.makesVersion, let document else { return false }
    return materialise.covers(kind: document.metadata.kind.rawValue)
  }
}
