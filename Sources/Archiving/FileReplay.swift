internal import Cataloguing
internal import Extracting
private import Foundation
internal import WARC
internal import Web

/// The visits of one file of `warc/`, in the order in which they were counted.
struct FileReplay: ~Copyable {
  enum Event {
    case response(WARCRecord, RecordPlace)
    /// The request behind a response: the response can be judged.
    case exchange(RecordPlace)
    case visit(RecordedVisit)
    /// A response that was taken down: its payload, and why.
    case tombstone(Digest, String)
    case rules(CleaningRules)
    /// A template that was learned then: all earlier captures of its host are cleaned by it.
    case template(SiteTemplate, Timestamp)
    /// A document that was recognised at another address.
    case move(DocumentMove)
    /// Something that cannot be read, in words, with file and offset.
    case damage(String)
  }

  typealias Waiting = [RecordID: (record: WARCRecord, place: RecordPlace)]

  /// The name without `.open`.
  let sealedName: String
  let isOpen: Bool
  /// Where the last record that was read ends.
  private(set) var end: Int
  /// Up to where the file is read; nil: up to its last whole record.
  private let limit: Int?
  private var reader: SegmentReader
  private var waiting: Waiting
  private var ready: [Event] = []
  /// Unreadable bytes of an open file: damage when records follow, else a torn tail.
  private var torn: Event?

  /// - Parameter committedEnd: up to where the catalogue counts the file; nil when it does not say: then up to the
  ///   last whole record.
  /// - Parameter waiting: responses that stand in front of `offset` and wait for their judgement.
  init(
    name: String, layout: ArchiveLayout, committedEnd: Int?, from offset: Int = 0, waiting: Waiting = [:]
  ) throws {
    isOpen = name.hasSuffix(".open")
    sealedName = name.replacing(".open", with: "")
    limit = committedEnd
    end = offset
    self.waiting = waiting
    reader = try SegmentReader(WARCFile(path: layout.warc.appending(path: name).path), from: offset)
  }

  mutating func next() throws -> Event? {
    while ready.isEmpty {
      switch try reader.next() {
      case nil: return nil
      case .damage(let error):
        if let limit, error.offset >= Int64(limit) { return nil }
        if isOpen, limit == nil { torn = .damage("\(error)") } else { ready.append(.damage("\(error)")) }
      case .record(let found):
        if let limit, found.location.offset >= Int64(limit) { return nil }
        take(found)
      }
    }
    return ready.removeFirst()
  }

  private mutating func take(_ found: LocatedRecord) {
    let place = RecordPlace(
      file: sealedName, offset: Int(found.location.offset), length: Int(found.location.length))
    end = place.offset + place.length
    ready += [torn, event(found.record, place)].compactMap { $0 }
    torn = nil
  }

  private mutating func event(_ record: WARCRecord, _ place: RecordPlace) -> Event? {
    switch record.kind {
    case .response, .revisit:
      waiting[record.id] = (record, place)
      return .response(record, place)
    case .request:
      // An imported capture that nobody judged is left: importing its file again brings it with its provenance.
      let response = record.concurrentTo.first.flatMap { waiting[$0] }
      return response.flatMap { $0.record.importedID == nil ? .exchange($0.place) : nil }
    case .metadata: return visit(record, place).map { .visit($0) }
    case .tombstone:
      waiting[record.id] = (record, place)
      let reason = WARCFields(parsing: record.block)["reason"] ?? ""
      return record.countedPayload.map { .tombstone($0, reason) }
    case .resource: return settings(record)
    default: return nil
    }
  }

  private func settings(_ record: WARCRecord) -> Event? {
    guard let uri = record.targetURI else { return nil }
    if uri.hasPrefix(Archive.cleaningURN) { return CleaningRules(json: record.block).map { .rules($0) } }
    if uri.hasPrefix(DocumentMove.urn) { return DocumentMove(record).map { .move($0) } }
    guard uri.hasPrefix(Archive.templateURN) else { return nil }
    return (try? SiteTemplate(parsing: String(decoding: record.block, as: UTF8.self))).map {
      .template($0, record.date)
    }
  }

  private mutating func visit(_ metadata: WARCRecord, _ place: RecordPlace) -> RecordedVisit? {
    guard let record = VisitRecord(WARCFields(parsing: metadata.block)),
      let url = metadata.targetURI.flatMap({ CrawlURL($0) })
    else { return nil }
    let response = metadata.concurrentTo.first.flatMap { waiting.removeValue(forKey: $0) }
    return RecordedVisit(
      url: url, at: metadata.date, record: record, metadata: place, place: response?.place,
      payload: response?.record.countedPayload, head: record.head ?? response?.record.httpMessage?.head,
      key: record.key)
  }
}
