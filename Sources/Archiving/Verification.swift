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
  /// What could not be compared on this machine, and why: no damage.
  package private(set) var notes: [String] = []
  /// Where records were taken down, and why: no damage.
  package private(set) var redactions: [Damage.Place] = []
  private let holdings: Holdings
  private let isDeep: Bool
  private var ids: Set<RecordID> = []
  private var payloads: [RecordID: Digest] = [:]
  private var redactedPayloads: Set<Digest> = []
  private var head = ChainLine.genesis
  /// The number of the last visit.
  private var last = 0
  private var checkpoints: CheckpointVerification

  /// - Parameter isDeep: whether `pages/` is derived again and compared byte for byte.
  package init(of holdings: Holdings, isDeep: Bool) {
    self.holdings = holdings
    self.isDeep = isDeep
    checkpoints = CheckpointVerification(log: CheckpointLog(layout: holdings.layout))
  }

  /// Checks everything.
  ///
  /// - Throws: when the catalogue itself cannot be read; damage in it is reported, not thrown.
  package mutating func run() async throws {
    for problem in try holdings.catalogue.integrityProblems() {
      damages.append(Damage(.catalogueDamaged, "catalogue.sqlite", problem))
    }
    // Asked first: visits that are committed while this reads are not missed.
    let counted = try holdings.catalogue.chainHead()?.sequence ?? 0
    let known = try holdings.catalogue.files()
    for file in known { try check(file) }
    reportUnknownFiles(Set(known.map(\.name)))
    if counted > last {
      damages.append(
        Damage(.catalogueDisagrees, "catalogue.sqlite", "it counts \(counted) visits, warc/ has \(last)"))
    }
    damages += try checkpoints.finish()
    var pages = PageVerification(holdings: holdings, isDeep: isDeep)
    try await pages.run()
    damages += pages.damages
    notes += pages.notes
  }

  private func name(_ file: ArchivedFile) -> String { "warc/" + (file.isSealed ? file.name : file.name + ".open") }

  private mutating func check(_ file: ArchivedFile) throws {
    files += 1
    guard let source = try? holdings.shelf.file(file.name) else {
      damages.append(Damage(.missingFile, name(file), "the catalogue counts \(file.committedEnd) bytes in it"))
      return
    }
    var reader = try SegmentReader(source)
    var visit = RecordedRecords()
    var end = 0
    // The archive may stand where nothing can be written.
    let stem = FileManager.default.temporaryDirectory.appending(path: "fangzhi-\(UUID().uuidString)").path
    var index = CDXJSorter(stem: stem, runBytes: ReplayIndex.runBytes)
    let known = damages.count
    defer { if file.isSealed, damages.count == known { checkIndex(index.taken(), of: file) } }
    while let item = try reader.next() {
      switch item {
      case .record(let found) where found.location.offset < Int64(file.committedEnd):
        end = Int(found.location.end)
        check(found, file, &visit)
        try index.add(found.record, at: found.location, filename: file.name)
      case .damage(let error) where error.offset < Int64(file.committedEnd):
        damages.append(Damage(.unreadableRecord, name(file), at: Int(error.offset), "\(error.problem)"))
      default: return checkEnd(file, end: end, source)
      }
    }
    checkEnd(file, end: end, source)
  }

  /// The index of a sealed file must be what the file gives.
  private mutating func checkIndex(_ index: consuming CDXJSorter, of file: ArchivedFile) {
    let place = holdings.layout.index(of: file.name)
    if (try? Self.holds(place, index)) != true {
      damages.append(
        Damage(.wrongIndex, "indexes/" + place.lastPathComponent, "it is not what warc/\(file.name) gives"))
    }
  }

  private static func holds(_ place: URL, _ index: consuming CDXJSorter) throws -> Bool {
    let found = try WARCFile(path: place.path)
    var offset: Int64 = 0
    var isSame = true
    try index.forEachLine { line in
      if isSame { isSame = try found.bytes(at: offset, count: line.count) == line }
      offset += Int64(line.count)
    }
    return try isSame && found.bytes(at: offset, count: 1).isEmpty
  }

  private mutating func checkEnd(_ file: ArchivedFile, end: Int, _ source: WARCFile) {
    if end < file.committedEnd {
      damages.append(
        Damage(
          .unreadableRecord, name(file), at: end, "whole records end here, \(file.committedEnd) bytes were committed"))
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
    if record.blockMatchesDigest != true {
      add(.wrongDigest, "the block of \(record.id) differs from WARC-Block-Digest")
    }
    if record.payloadMatchesDigest == false { add(.wrongDigest, "the payload of \(record.id) differs from its digest") }
    if !ids.insert(record.id).inserted { add(.repeatedRecordID, "\(record.id) stands twice") }
    let place = RecordPlace(file: file.name, offset: offset, length: Int(found.location.length))
    switch record.kind {
    case .response:
      payloads[record.id] = record.payloadSHA256
      visit.add(record, at: place)
      if let message = lacksPayloadRow(record) { add(.catalogueDisagrees, message) }
    case .revisit:
      if let original = record.refersTo, let known = payloads[original], known == record.payloadSHA256 {
      } else {
        add(
          .unresolvedRevisit,
          "\(record.id) refers to \(record.refersTo?.description ?? "nothing"), which does not hold its payload")
      }
      visit.add(record, at: place)
    case .request: visit.add(record, at: place)
    case .tombstone:
      payloads[record.id] = record.countedPayload
      if let payload = record.countedPayload { redactedPayloads.insert(payload) }
      redactions.append(Damage.Place(name(file), at: offset, "\(record.targetURI ?? ""): \(record.redactionReason)"))
      visit.add(record, at: place)
    case .metadata: checkVisit(record, place, file, &visit)
    default: break
    }
  }

  private mutating func checkVisit(
    _ metadata: WARCRecord, _ place: RecordPlace, _ file: ArchivedFile, _ visit: inout RecordedRecords
  ) {
    func add(_ kind: Damage.Kind, _ message: String) {
      damages.append(Damage(kind, name(file), at: place.offset, message))
    }
    guard let record = VisitRecord(WARCFields(parsing: metadata.block)), let url = metadata.targetURI else {
      return add(.unreadableRecord, "the metadata record \(metadata.id) says nothing of a visit")
    }
    visits += 1
    let parts = visit.take(for: metadata)
    let number = ChainLine.sequence(of: record.chainLine) ?? last + 1
    if number != last + 1 { add(.brokenChain, "visit \(number) follows visit \(last)") }
    last = max(last, number)
    let line = ChainLine(
      sequence: number, url: url, date: metadata.date, status: record.status, outcome: record.outcome,
      payload: parts.payload, blocks: parts.records.compactMap(\.countedBlock),
      records: (parts.records.map(\.id) + [metadata.id]).map(\.uri))
    if line.text != record.chainLine { add(.wrongChainLine, "visit \(number): the line is not what the records say") }
    head = ChainLine.head(after: head, line: record.chainLine)
    if head != record.chain { add(.brokenChain, "visit \(number): its head does not follow from the visit before") }
    // One break is one damage: go on from what is written.
    head = record.chain
    checkpoints.count(record.chainLine, head: head)
    if let message = disagreement(number, record, url, place, parts) { add(.catalogueDisagrees, message) }
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
    if !isSame { return "visit \(sequence): the catalogue's row says something else" }
    // What was taken down is no version any more, at whatever address it stood.
    if parts.payload.map({ redactedPayloads.contains($0) }) == true { return nil }
    guard record.outcome.makesVersion, let id = record.version else { return nil }
    let version = try? holdings.catalogue.version(id, of: row.address)
    let isThere = version.map { $0.sequence == sequence && $0.body == record.body } ?? false
    return isThere ? nil : "visit \(sequence): the catalogue's row of version \(id.text) is missing or wrong"
  }

  /// A whole payload that revisits could not find; nil when all is well.
  private func lacksPayloadRow(_ record: WARCRecord) -> String? {
    guard record.truncated == nil, record.httpMessage?.body.isEmpty == false, let digest = record.payloadSHA256
    else { return nil }
    let row = try? holdings.catalogue.original(of: digest)
    let isHeld = row.flatMap { RecordID($0.recordID) }.flatMap { payloads[$0] } == digest
    return isHeld ? nil : "the catalogue's row of the payload of \(record.id) is missing or wrong"
  }

  private mutating func reportUnknownFiles(_ known: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: holdings.layout.warc.path)) ?? []
    for name in names.sorted() where !known.contains(name.replacing(".open", with: "")) {
      damages.append(Damage(.unknownFile, "warc/" + name, "the catalogue does not know it"))
    }
  }
}

extension WARCRecord {
  /// Why a tombstone stands there.
  fileprivate var redactionReason: String { WARCFields(parsing: block)["reason"] ?? "no reason was kept" }
}
