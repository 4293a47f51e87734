internal import Cataloguing
internal import Foundation
internal import WARC
internal import Web

/// Reads every byte of an archive and says exactly what is wrong and where. Nothing is written.
package struct Verification: ~Copyable {
  /// What was read.
  package private(set) var files = 0
  package private(set) var records = 0
  package private(set) var visits = 0
  package private(set) var damages: [Damage] = []
  private let holdings: Holdings
  private let isDeep: Bool
  private var ids: Set<RecordID> = []
  private var payloads: [RecordID: Digest] = [:]
  private var head = ChainLine.genesis

  /// - Parameter isDeep: whether `pages/` is derived again and compared byte for byte.
  package init(of holdings: Holdings, isDeep: Bool) {
    self.holdings = holdings
    self.isDeep = isDeep
  }

  /// Checks everything.
  ///
  /// - Throws: when the catalogue itself cannot be read; damage in it is reported, not thrown.
  package mutating func run() async throws {
    for problem in try holdings.catalogue.integrityProblems() {
      damages.append(Damage(.catalogueDamaged, "catalogue.sqlite", problem))
    }
    let known = try holdings.catalogue.files()
    for file in known { try check(file) }
    reportUnknownFiles(Set(known.map(\.name)))
    try checkVisitCount()
    var pages = PageVerification(holdings: holdings, isDeep: isDeep)
    try await pages.run()
    damages += pages.damages
  }

  private func name(_ file: ArchivedFile) -> String { "warc/" + (file.isSealed ? file.name : file.name + ".open") }

  private mutating func check(_ file: ArchivedFile) throws {
    files += 1
    guard let source = try? holdings.shelf.file(file.name) else {
      damages.append(Damage(.missingFile, name(file), "the catalogue counts \(file.committedEnd) bytes in it"))
      return
    }
    var reader = WARCReader(source)
    var visit = RecordedRecords()
    var end = 0
    reading: while true {
      do {
        guard let found = try reader.next(), found.location.offset < Int64(file.committedEnd) else { break }
        end = Int(found.location.end)
        check(found, file, &visit)
      } catch {
        if error.offset >= Int64(file.committedEnd) { break }
        damages.append(Damage(.unreadableRecord, name(file), at: Int(error.offset), "\(error.problem)"))
        if try reader.resynchronise() == nil { break reading }
      }
    }
    checkEnd(file, end: end, source)
  }

  private mutating func checkEnd(_ file: ArchivedFile, end: Int, _ source: WARCFile) {
    if end < file.committedEnd {
      damages.append(
        Damage(.unreadableRecord, name(file), at: end, "whole records end here, \(file.committedEnd) bytes were committed"))
    }
    let hasMore = (try? source.bytes(at: Int64(file.committedEnd), count: 1))?.isEmpty == false
    if file.isSealed, hasMore {
      damages.append(Damage(.unreadableRecord, name(file), at: file.committedEnd, "bytes behind the sealed end"))
    }
  }

  private mutating func check(_ found: LocatedRecord, _ file: ArchivedFile, _ visit: inout RecordedRecords) {
    let record = found.record
    let offset = Int(found.location.offset)
    records += 1
    func add(_ kind: Damage.Kind, _ message: String) { damages.append(Damage(kind, name(file), at: offset, message)) }
    if record.blockMatchesDigest != true { add(.wrongDigest, "the block of \(record.id) differs from WARC-Block-Digest") }
    if record.payloadMatchesDigest == false { add(.wrongDigest, "the payload of \(record.id) differs from its digest") }
    if !ids.insert(record.id).inserted { add(.repeatedRecordID, "\(record.id) stands twice") }
    let place = RecordPlace(file: file.name, offset: offset, length: Int(found.location.length))
    switch record.kind {
    case .response:
      payloads[record.id] = record.payloadDigest?.sha256
      visit.add(record, at: place)
    case .revisit:
      if let original = record.refersTo, let known = payloads[original], known == record.payloadDigest?.sha256 {
      } else {
        add(.unresolvedRevisit, "\(record.id) refers to \(record.refersTo?.description ?? "nothing"), which does not hold its payload")
      }
      visit.add(record, at: place)
    case .request: visit.add(record, at: place)
    case .metadata: checkVisit(record, place, file, &visit)
    default: break
    }
  }

  private mutating func checkVisit(
    _ metadata: WARCRecord, _ place: RecordPlace, _ file: ArchivedFile, _ visit: inout RecordedRecords
  ) {
    func add(_ kind: Damage.Kind, _ message: String) { damages.append(Damage(kind, name(file), at: place.offset, message)) }
    guard let record = VisitRecord(WARCFields(parsing: metadata.block)), let url = metadata.targetURI else {
      return add(.unreadableRecord, "the metadata record \(metadata.id) says nothing of a visit")
    }
    visits += 1
    let parts = visit.take(for: metadata)
    let line = ChainLine(
      sequence: visits, url: url, date: metadata.date, status: record.status, outcome: record.outcome,
      payload: parts.payload, blocks: parts.records.compactMap { $0.blockDigest?.sha256 },
      records: (parts.records.map(\.id) + [metadata.id]).map(\.uri))
    if line.text != record.chainLine { add(.wrongChainLine, "visit \(visits): the line is not what the records say") }
    head = ChainLine.head(after: head, line: record.chainLine)
    if head != record.chain { add(.brokenChain, "visit \(visits): its head does not follow from the visit before") }
    // One break is one damage: go on from what is written.
    head = record.chain
    if let message = disagreement(visits, record, url, place, parts) { add(.catalogueDisagrees, message) }
  }

  /// What the catalogue's row says otherwise; nil when it agrees.
  private func disagreement(
    _ sequence: Int, _ record: VisitRecord, _ url: String, _ place: RecordPlace, _ parts: RecordedRecords.Parts
  ) -> String? {
    guard let row = try? holdings.catalogue.captures(.number(sequence)).first else {
      return "visit \(sequence) has no row in the catalogue"
    }
    let isSame =
      row.url == url && row.outcome == record.outcome && row.status == record.status && row.version == record.version
      && row.chain == record.chain && row.metadata == place && row.record == parts.place ?? place
      && row.payload == parts.payload && row.body == record.body && row.run == record.facts.run
    return isSame ? nil : "visit \(sequence): the catalogue's row says something else"
  }

  private mutating func reportUnknownFiles(_ known: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: holdings.layout.warc.path)) ?? []
    for name in names.sorted() where !known.contains(name.replacing(".open", with: "")) {
      damages.append(Damage(.unknownFile, "warc/" + name, "the catalogue does not know it"))
    }
  }

  private mutating func checkVisitCount() throws {
    guard let last = try holdings.catalogue.chainHead() else { return }
    if last.sequence > visits {
      damages.append(
        Damage(.catalogueDisagrees, "catalogue.sqlite", "it counts \(last.sequence) visits, warc/ has \(visits)"))
    }
  }
}

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
      waiting[id]?.payload = record.payloadDigest?.sha256
    }
  }

  mutating func take(for metadata: WARCRecord) -> Parts {
    metadata.concurrentTo.first.flatMap { waiting.removeValue(forKey: $0) } ?? Parts()
  }
}
