internal import Archiving
internal import Cataloguing
internal import Foundation
internal import Web

/// What is told to whoever wants to know of changes: a batch of visits with the outcomes that were asked for.
struct ChangeNotices: Sendable {
  /// JSON, one object (docs/formats.md).
  let json: [UInt8]
  let count: Int
  /// The last visit that was looked at: the next batch begins after it.
  let last: Int

  /// Visits that are looked at for one batch.
  static let batchSize = 500

  /// Reads the visits after that one; nil when there is none.
  init?(
    after sequence: Int, of outcomes: [Outcome], in catalogue: Catalogue, portal: (CrawlURL) -> String?, at: Timestamp
  ) throws {
    let batch = try catalogue.captures(.batch(after: sequence, count: Self.batchSize))
    guard let end = batch.last?.sequence else { return nil }
    let changes = try batch.filter { outcomes.contains($0.outcome) }.compactMap { capture in
      try Change(capture, in: catalogue, portal: CrawlURL(capture.url).flatMap(portal))
    }
    var writer = JSONWriter(.compact)
    writer.object { notice in
      notice.member("schema", "fangzhi/notice/1")
      notice.member("at", at.iso8601)
      notice.key("changes")
      notice.array { list in for change in changes { change.write(to: &list) } }
    }
    json = writer.bytes
    count = changes.count
    last = end
  }

  /// One visit.
  private struct Change {
    let capture: Capture
    let portal: String
    let state: AddressState
    let version: Version?

    /// Nil for what belongs to no portal, and for addresses that never held a document: robots.txt, dead links.
    init?(_ capture: Capture, in catalogue: Catalogue, portal: String?) throws {
      guard let portal, let address = try catalogue.address(capture.address), let id = address.version,
        !capture.url.hasSuffix("/robots.txt")
      else { return nil }
      self.capture = capture
      self.portal = portal
      state = address.standing.state
      version = try catalogue.version(capture.version ?? id, of: capture.address)
    }

    func write(to list: inout JSONWriter) {
      list.object { change in
        change.member("seq", capture.sequence)
        change.member("url", capture.url)
        change.member("portal", portal)
        change.member("at", capture.at.iso8601)
        change.member("outcome", capture.outcome.rawValue)
        change.member("state", state.rawValue)
        change.member("version", ifPresent: version?.id.text)
        change.member("kind", ifPresent: version?.kind)
        change.member("title", ifPresent: version?.title)
        change.member("published", ifPresent: version?.published)
        change.member("reason", ifPresent: capture.reason)
      }
    }
  }
}
