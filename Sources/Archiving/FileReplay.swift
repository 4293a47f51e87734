internal import Cataloguing
private import Foundation
internal import WARC
internal import Web

/// The visits of one file of `warc/`, in the order in which they were counted.
struct FileReplay: ~Copyable {
  enum Event {
    case response(WARCRecord, RecordPlace)
    case visit(RecordedVisit)
    /// Something that cannot be read, in words, with file and offset.
    case damage(String)
  }

  /// The name without `.open`.
  let sealedName: String
  let isOpen: Bool
  /// Up to where the file is read.
  let end: Int
  private var reader: WARCReader
  private var waiting: [RecordID: (record: WARCRecord, place: RecordPlace)] = [:]

  /// - Parameter committedEnd: up to where the catalogue counts the file; nil when the catalogue is lost: then up to
  ///   the last whole record.
  init(name: String, layout: ArchiveLayout, committedEnd: Int?) throws {
    isOpen = name.hasSuffix(".open")
    sealedName = name.replacing(".open", with: "")
    let file = try WARCFile(path: layout.warc.appending(path: name).path)
    end = try committedEnd ?? Int(WARCTail(of: file).wholeLength)
    reader = WARCReader(file)
  }

  mutating func next() throws -> Event? {
    while true {
      let found: LocatedRecord?
      do { found = try reader.next() } catch {
        if error.offset >= Int64(end) { return nil }
        guard try reader.resynchronise() != nil else { return nil }
        return .damage("\(error)")
      }
      guard let found, found.location.offset < Int64(end) else { return nil }
      let place = RecordPlace(
        file: sealedName, offset: Int(found.location.offset), length: Int(found.location.length))
      if let event = event(found.record, place) { return event }
    }
  }

  private mutating func event(_ record: WARCRecord, _ place: RecordPlace) -> Event? {
    switch record.kind {
    case .response, .revisit:
      waiting[record.id] = (record, place)
      return .response(record, place)
    case .metadata: return visit(record, place).map { .visit($0) }
    default: return nil
    }
  }

  private mutating func visit(_ metadata: WARCRecord, _ place: RecordPlace) -> RecordedVisit? {
    guard let record = VisitRecord(WARCFields(parsing: metadata.block)), let url = metadata.targetURI.flatMap({ CrawlURL($0) })
    else { return nil }
    let response = metadata.concurrentTo.first.flatMap { waiting.removeValue(forKey: $0) }
    return RecordedVisit(
      url: url, at: metadata.date, record: record, metadata: place, place: response?.place,
      payload: response?.record.payloadDigest?.sha256, head: record.head ?? response?.record.httpMessage?.head,
      key: record.key)
  }
}
