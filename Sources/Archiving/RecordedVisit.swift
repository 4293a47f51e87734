internal import Cataloguing
internal import WARC
internal import Web

/// A visit as `warc/` tells it: the metadata record, and the response beside it.
struct RecordedVisit {
  let url: CrawlURL
  let at: Timestamp
  let record: VisitRecord
  /// Where the metadata record stands.
  let metadata: RecordPlace
  /// Where the response or revisit stands; nil when there was no answer.
  let place: RecordPlace?
  let payload: Digest?
  let head: HeaderList?
  /// The address's key as it was when the visit was counted.
  let key: String?

  /// The number that its line gives it; nil when the line cannot be read.
  var number: Int? { ChainLine.sequence(of: record.chainLine) }

  /// Where the answer pointed.
  var target: CrawlURL? { head?.location.flatMap { url.resolve($0) } }

  var identity: AddressIdentity { key.map { AddressIdentity(key: $0) } ?? url.identity() }

  func capture(sequence: Int, address: AddressID) -> Capture {
    Capture(
      sequence: sequence, address: address, url: url.text, at: at, status: record.status, outcome: record.outcome,
      version: record.version, run: record.facts.run, reason: record.reason, via: record.facts.via,
      hops: record.facts.hops, record: place ?? metadata, metadata: metadata, payload: payload, body: record.body,
      etag: head?["ETag"], lastModified: head?["Last-Modified"], chain: record.chain)
  }
}
