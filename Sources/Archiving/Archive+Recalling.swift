internal import Cataloguing
internal import Extracting
private import Foundation
internal import WARC
internal import Web

/// What became of a visit that `warc/` tells.
struct RecalledVisit {
  var madeVersion = false
  /// Version folders that were written.
  var folders = 0
  /// Why its document or the visit itself is not there again; nil when all is.
  var damage: String?
}

extension RebuildReport {
  mutating func add(_ visit: RecalledVisit) {
    visits += 1
    versions += visit.madeVersion ? 1 : 0
    folders += visit.folders
    if let damage = visit.damage { damages.append(damage) }
  }
}

extension Archive {
  /// The files of `warc/` in the order in which they were begun; each says how many visits there were before it.
  func warcNamesInOrder() -> [String] {
    let places = warcNames().map { name -> (visits: Int, serial: Int, name: String) in
      var first: WARCFields?
      if let file = try? WARCFile(path: layout.warc.appending(path: name).path), var reader = try? SegmentReader(file),
        case .record(let found)? = try? reader.next()
      {
        first = WARCFields(parsing: found.record.block)
      }
      let visits = first?["chainLength"].flatMap { Int($0) }
      return (visits ?? .max, WARCFileName(name)?.serial ?? .max, name)
    }
    // A damaged beginning leaves the order of the names.
    if places.contains(where: { $0.visits == .max }) { return places.map(\.name) }
    return places.sorted { ($0.visits, $0.serial, $0.name) < ($1.visits, $1.serial, $1.name) }.map(\.name)
  }

  /// A response: its payload can be referred to from now on.
  func recall(_ record: WARCRecord, _ place: RecordPlace) throws {
    guard record.kind == .response, record.truncated == nil, let message = record.httpMessage, !message.body.isEmpty,
      let uri = record.targetURI, let url = CrawlURL(uri)
    else { return }
    let coded = Array(message.body)
    let raw = Arrival.decode(coded, head: message.head, url: url, cap: Arrival.maxDecodedBytes)
    try catalogue.add(
      OriginalPayload(
        payload: record.payloadSHA256 ?? Digest(of: coded), body: Digest(of: raw.bytes), record: place,
        recordID: record.id.description, url: uri, at: record.date))
  }

  /// Rules that visits name from now on.
  func recall(_ rules: CleaningRules) throws {
    try catalogue.addCleaningRules(rules.json, digest: rules.digest ?? Digest(of: rules.json))
  }

  /// A template that was learned then: what stood before it is cleaned by it.
  func recall(_ template: SiteTemplate, learned date: Timestamp) async throws {
    _ = try await apply(template, learned: date)
    try placePages()
  }

  /// A judgement: the visit happens again, the document is read anew.
  func recall(_ visit: RecordedVisit) async throws -> RecalledVisit {
    var recalled = RecalledVisit()
    let number = visit.number ?? chain.sequence + 1
    guard try catalogue.captures(.number(number)).isEmpty else {
      recalled.damage = "\(visit.metadata.file) at \(visit.metadata.offset): visit \(number) stands there again"
      return recalled
    }
    if number > chain.sequence { chain = (number, visit.record.chain) }
    let identity = visit.identity
    let capture = visit.capture(sequence: number, address: identity.id)
    if let place = visit.place { try catalogue.removePending(at: place) }
    let page = try page(of: capture, identity, &recalled)
    let document = try await Cleaning(shelf.rules(visit.record.facts.cleaning)).document(of: page)
    let kept = try settle(
      capture, identity, visit.record.facts, document, raw: page?.raw.bytes ?? [], target: visit.target)
    recalled.madeVersion = document != nil
    if document != nil, kept.version?.hasFolder == true { recalled.folders += 1 }
    if let missing = kept.lacksFolder {
      try await materialise(missing)
      recalled.folders += 1
    }
    try placePages()
    return recalled
  }

  /// The page of a visit that made a version; nil for other visits, and for a page whose bytes are damaged.
  private func page(
    of capture: Capture, _ identity: AddressIdentity, _ recalled: inout RecalledVisit
  ) throws -> StoredPage? {
    guard capture.outcome.makesVersion else { return nil }
    // The address must be known before its page can be read back.
    if try catalogue.address(identity.id) == nil { try catalogue.save(Address(capture: capture, identity: identity)) }
    do { return try shelf.page(of: capture) } catch ArchiveError.redacted {
      // There is no document any more, and that is no damage.
    } catch let error as ArchiveError {
      recalled.damage = "visit \(capture.sequence), \(capture.url): \(error)"
    } catch let error as WARCError {
      recalled.damage = "visit \(capture.sequence), \(capture.url): \(error)"
    }
    return nil
  }
}
