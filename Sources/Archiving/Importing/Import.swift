internal import Cataloguing
internal import Foundation
internal import WARC
package import Web

/// What holds for the captures of an address that are imported.
package struct ImportTerms: Sendable {
  package var identity: AddressIdentity
  package var rules: CleaningRules
  package var materialise: Materialisation
  package var goneConfirmations: Int

  package init(
    identity: AddressIdentity, rules: CleaningRules, materialise: Materialisation, goneConfirmations: Int
  ) {
    self.identity = identity
    self.rules = rules
    self.materialise = materialise
    self.goneConfirmations = goneConfirmations
  }
}

/// Brings captures that others made into the same history as our own: stored, judged and chained on the same road.
///
/// A capture keeps its date and is judged against what was current then. One that is older than what the archive has
/// takes its place in the address's timeline and changes nothing of what is current.
package struct Import {
  private let archive: Archive
  private let terms: @Sendable (CrawlURL) -> ImportTerms
  private let allowsBreak: Bool
  private var payloads: PayloadFinder

  /// - Parameter allowsBreak: whether a broken file is imported up to the break instead of being refused.
  /// - Parameter terms: what holds for an address.
  package init(into archive: Archive, allowsBreak: Bool, terms: @escaping @Sendable (CrawlURL) -> ImportTerms) {
    self.archive = archive
    self.allowsBreak = allowsBreak
    self.terms = terms
    payloads = PayloadFinder(shelf: archive.shelf)
  }

  /// Imports one file. What it has that the archive has already is counted and left.
  ///
  /// - Throws: `ImportProblem` when it cannot be read at all, `ArchiveError` when the archive is broken.
  package mutating func take(_ path: String) async throws -> ImportReport {
    let file = try ForeignFile(path: path)
    let survey = ForeignSurvey(of: file)
    var report = ImportReport(file: path, digest: file.digest)
    report.others = survey.others
    report.refusals = survey.refusals
    report.breaks = survey.breaks
    if !survey.breaks.isEmpty, !allowsBreak {
      report.isRefused = true
      return report
    }
    let source = ImportSource(file: file, warcinfos: survey.warcinfos)
    var waiting: [ForeignSurvey.Candidate] = []
    try await take(survey.candidates, source, &report) { waiting.append($0) }
    // The original of a revisit may stand behind it, or in another file of a WACZ.
    var missing: [ForeignSurvey.Candidate] = []
    try await take(waiting, source, &report) { missing.append($0) }
    for candidate in missing {
      report.refuse(candidate, in: file, "the payload of this revisit is neither in the file nor in the archive")
    }
    return report
  }

  private mutating func take(
    _ candidates: [ForeignSurvey.Candidate], _ source: ImportSource, _ report: inout ImportReport,
    unresolved: (ForeignSurvey.Candidate) -> Void
  ) async throws {
    guard !source.file.parts.isEmpty else { return }
    var records = ForeignRecords(source.file)
    var requests = ForeignRecords(source.file)
    for candidate in candidates {
      try Task.checkCancellation()
      let terms = terms(candidate.url)
      if let payload = try known(candidate, terms.identity) {
        report.known += 1
        let record = try records.record(at: candidate.place, isAlone: !candidate.place.sharesMember)
        if let payload { payloads.remember(record, payload: payload) }
        continue
      }
      let exchange = ForeignExchange(
        candidate: candidate,
        record: try records.record(at: candidate.place, isAlone: !candidate.place.sharesMember),
        request: try candidate.request.map { try requests.record(at: $0, isAlone: !$0.sharesMember).block })
      let isTaken = try await take(exchange, terms, source, &report)
      if !isTaken { unresolved(candidate) }
    }
  }

  /// - Returns: false when it is a revisit whose payload is not known yet.
  private mutating func take(
    _ exchange: ForeignExchange, _ terms: ImportTerms, _ source: ImportSource, _ report: inout ImportReport
  ) async throws -> Bool {
    let candidate = exchange.candidate
    if candidate.date > archive.now() {
      report.refuse(candidate, in: source.file, "\(candidate.url): dated \(candidate.date), which is still to come")
      return true
    }
    if let refusal = exchange.refusal {
      report.refuse(candidate, in: source.file, refusal)
      return true
    }
    guard let original = try original(of: exchange, terms) else { return false }
    let arrival: Arrival
    do { arrival = try exchange.arrival(standingFor: original) } catch {
      report.refuse(candidate, in: source.file, "\(candidate.url): no HTTP response: \(error)")
      return true
    }
    let kept = try await keep(arrival, exchange, terms, source)
    if let payload = kept.capture.payload { payloads.remember(exchange.record, payload: payload) }
    report.outcomes[kept.capture.outcome, default: 0] += 1
    if exchange.request != nil { report.requests += 1 }
    return true
  }

  /// What a revisit stands for, `.some(nil)` for records that stand for themselves; nil when it is not known.
  private func original(of exchange: ForeignExchange, _ terms: ImportTerms) throws -> OriginalMessage?? {
    guard exchange.record.kind == .revisit else { return .some(nil) }
    if exchange.record.profile == .serverNotModified {
      let date = exchange.candidate.date
      let standing = try archive.catalogue.lastGoodCapture(of: terms.identity.id, until: date)
      return standing == nil ? nil : .some(nil)
    }
    return try payloads.original(of: exchange.record, at: exchange.candidate.url).map { .some($0) }
  }

  private func keep(
    _ arrival: Arrival, _ exchange: ForeignExchange, _ terms: ImportTerms, _ source: ImportSource
  ) async throws -> KeptVisit {
    try await archive.describe(source)
    var facts = VisitFacts(run: archive.run.id, robots: "unknown")
    facts.materialise = terms.materialise
    facts.goneConfirmations = terms.goneConfirmations
    facts.cleaning = try await archive.adopt(terms.rules)
    facts.imported = ImportOrigin(
      file: source.file.digest, record: exchange.record.id.uri, type: exchange.record.kind.description)
    let stored = try await archive.store(arrival, identity: terms.identity, facts: facts)
    let reading = try await archive.shelf.read(stored)
    let kept = try await archive.keep(stored, reading.judgement, document: reading.document, files: reading.files)
    if let version = kept.lacksFolder { try await archive.materialise(version) }
    try await archive.commitIfDue()
    return kept
  }

  /// The payload of the capture that this record became in an earlier import, `.some(nil)` for one without; nil when
  /// it never was imported.
  private func known(_ candidate: ForeignSurvey.Candidate, _ identity: AddressIdentity) throws -> Digest?? {
    for capture in try archive.catalogue.captures(.of(identity.id)) where capture.at == candidate.date {
      let metadata = try archive.shelf.record(at: capture.metadata)
      if ImportOrigin(WARCFields(parsing: metadata.block))?.record == candidate.id.uri { return .some(capture.payload) }
    }
    return nil
  }
}

extension ImportReport {
  fileprivate mutating func refuse(_ candidate: ForeignSurvey.Candidate, in file: ForeignFile, _ message: String) {
    let place = candidate.place
    refusals.append(
      ImportNote(file: file.parts[place.part].name, offset: Int(place.location.offset), message: message))
  }
}
