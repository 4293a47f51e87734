internal import Cataloguing
internal import WARC
internal import Web

/// Walks through one file of `warc/` from one visit's records to the next: the catalogue says where responses and
/// metadata stand, and between them stand requests, certificate chains, rules and the `warcinfo`.
struct MemberWalk {
  /// What could not be read, with its offset.
  private(set) var problems: [String] = []
  private let file: CaptureExport.File
  private var position: Int64 = 0
  /// Responses that were handed over and whose request is still to come.
  private var open: Set<RecordID> = []
  /// Certificate chains and rules by the digest that visits name.
  private var named: [String: CaptureExport.Member] = [:]

  private struct Place {
    let location: RecordLocation
    let isSelected: Bool
    let isMetadata: Bool
  }

  init(_ file: CaptureExport.File) { self.file = file }

  mutating func run(_ body: (CaptureExport.Member) throws -> Void) throws {
    for place in places {
      try walk(to: place.location.offset, body)
      position = max(position, place.location.end)
      if place.isSelected { try hand(place, body) }
    }
    // Behind the last visit stand visits that were not judged yet, settings, and the request of a response whose
    // metadata is elsewhere.
    try walk(to: Int64(file.end), onlyForRequests: !file.isEverything, body)
  }

  private var places: [Place] {
    file.visits.flatMap { visit in
      [(visit.record, false), (visit.metadata, true)].compactMap { place, isMetadata in
        place.map { place in
          Place(
            location: RecordLocation(offset: Int64(place.offset), length: Int64(place.length)),
            isSelected: visit.isSelected, isMetadata: isMetadata)
        }
      }
    }.sorted { $0.location.offset < $1.location.offset }
  }

  private mutating func hand(_ place: Place, _ body: (CaptureExport.Member) throws -> Void) throws {
    let record: WARCRecord
    do { record = try file.source.record(at: place.location) } catch {
      problems.append("\(error)")
      return
    }
    if place.isMetadata {
      let fields = WARCFields(parsing: record.block)
      for name in ["certificates", "cleaning"] {
        let digest = fields[name].flatMap { LabelledDigest($0)?.sha256?.hex }
        if let member = digest.flatMap({ named.removeValue(forKey: $0) }) { try body(member) }
      }
    } else {
      open.insert(record.id)
    }
    try body(member(record, place.location))
  }

  /// Reads what stands in front of the next visit's record.
  private mutating func walk(
    to end: Int64, onlyForRequests: Bool = false, _ body: (CaptureExport.Member) throws -> Void
  ) throws {
    guard position < end else { return }
    var reader = WARCReader(file.source, from: position)
    while position < end, !onlyForRequests || !open.isEmpty {
      let found: LocatedRecord?
      do { found = try reader.next() } catch {
        // What stands between here and the next visit cannot be told.
        return problems.append("\(error)")
      }
      guard let found, found.location.offset < end else { return }
      position = found.location.end
      try take(found, body)
    }
  }

  private mutating func take(_ found: LocatedRecord, _ body: (CaptureExport.Member) throws -> Void) throws {
    let member = member(found.record, found.location)
    if found.record.kind == .warcinfo, !file.isAgain { return try body(member) }
    if file.isEverything { return try body(member) }
    if found.record.kind == .request, let response = found.record.concurrentTo.first, open.remove(response) != nil {
      return try body(member)
    }
    if found.record.kind == .resource, let digest = found.record.targetURI?.split(separator: ":").last {
      named[String(digest)] = member
    }
  }

  private func member(_ record: WARCRecord, _ location: RecordLocation) -> CaptureExport.Member {
    CaptureExport.Member(record: record, location: location, source: file.source)
  }
}
