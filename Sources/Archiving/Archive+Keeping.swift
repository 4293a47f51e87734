package import Cataloguing
package import Extracting
internal import WARC
package import Web

/// One visit as the archive has it now.
package struct KeptVisit: Sendable {
  package let capture: Capture
  package let address: Address
  /// The version that was current before.
  package let previous: VersionID?
  /// The document, when one was read.
  package private(set) var document: Document?
  /// The answer; nil when there was none, and in a rebuild.
  package private(set) var arrival: Arrival?
  /// What the document says of itself, or the version that stands there.
  package let title: String?
  package let warnings: [DocumentWarning]
  /// Where the answer points; nil when it does not.
  package let redirectTarget: CrawlURL?
  /// The version that stands there; nil when the visit stands for none.
  package let version: Version?
  /// A version that is to have a folder from now on and has none yet: give it to `materialise`.
  package let lacksFolder: Version?
  /// How many addresses of each host the visit brought into the frontier.
  package var gain: FrontierGain = [:]

  /// The same without document and answer, which need not stay in memory until the commit.
  package var withoutContents: KeptVisit {
    var visit = self
    visit.document = nil
    visit.arrival = nil
    return visit
  }
}

extension Archive {
  /// Appends the judgement of a stored response and counts the visit: it happens with the next commit.
  ///
  /// - Parameter document: what was read of the body; nil when the judgement needed none.
  /// - Parameter files: the files of the version's folder, where they were made already.
  /// - Parameter queued: what becomes of the address in the frontier: it happens with the same commit.
  package func keep(
    _ stored: StoredResponse, _ judgement: Judgement, document: Document?, files: [FolderFile]? = nil,
    queued: FrontierStep? = nil
  ) throws -> KeptVisit {
    try step {
      // Another visit's commit may have ended the group in which the response was stored.
      try begin()
      let capture = try write(VisitDraft(stored, judgement, document))
      if group.unjudged.removeValue(forKey: stored.place) == nil { try catalogue.removePending(at: stored.place) }
      unjudged = max(0, unjudged - 1)
      var kept = try settle(
        capture, stored.identity, stored.facts, document, before: stored.before, standing: stored.past.current,
        arrival: stored.arrival, files: files, target: stored.arrival.redirectTarget)
      if let queued { kept.gain = try catalogue.complete(queued) }
      return kept
    }
  }

  /// Counts a visit that got no answer: a lone metadata record says so.
  package func keepFailure(
    _ judgement: Judgement, url: CrawlURL, identity: AddressIdentity, at: Timestamp, facts: VisitFacts,
    queued: FrontierStep? = nil
  ) throws -> KeptVisit {
    try step {
      try begin()
      let date = at.after(try catalogue.lastVisitDate(of: identity.id))
      let draft = VisitDraft(failed: judgement, url: url, identity: identity, at: date, facts: facts)
      var kept = try settle(try write(draft), identity, facts, nil)
      if let queued { kept.gain = try catalogue.complete(queued) }
      return kept
    }
  }

  /// Appends the metadata record and returns the capture's row.
  private func write(_ draft: VisitDraft) throws -> Capture {
    let id = newRecordID()
    let line = draft.chainLine(sequence: chain.sequence + 1, metadata: id)
    let head = ChainLine.head(after: chain.head, line: line.text)
    let record = WARCRecord.metadata(
      id: id, event: CaptureEvent(targetURI: draft.url.text, date: draft.at, warcinfoID: warcinfo),
      concurrentTo: draft.stored?.response.id, fields: draft.visitRecord(line: line.text, head: head).fields)
    let place = try append(record)
    chain = (line.sequence, head)
    return draft.capture(sequence: line.sequence, metadata: place, chain: head)
  }

  /// Moves the address on, adds the rows, and queues what `pages/` is to show. `rebuild` takes the same way.
  ///
  /// - Parameters:
  ///   - before: what was known of the address when it was asked.
  ///   - standing: the version that stood there before the visit, where it was looked up already.
  ///   - raw: the decoded body, where no arrival holds it.
  ///   - files: the files of the version's folder, where they were made already.
  ///   - target: where the answer pointed.
  func settle(
    _ capture: Capture, _ identity: AddressIdentity, _ facts: VisitFacts, _ document: Document?,
    before: AddressPast? = nil, standing: Version? = nil, arrival: Arrival? = nil, raw: [UInt8] = [],
    files: [FolderFile]? = nil, target: CrawlURL? = nil
  ) throws -> KeptVisit {
    let known =
      if let past = touched.stillTrue(before, of: identity.id) { past.address } else {
        try catalogue.address(identity.id)
      }
    var address = known ?? Address(capture: capture, identity: identity)
    let previous = address.version
    let isLate = try facts.imported != nil && isOlder(capture, than: address)
    let shownBefore = address.shownVersion
    if !isLate { address.move(on: capture, facts: facts, target: target?.text) }
    let wasThere = address.hasFolder
    // Saved once where it can be foreseen.
    address.hasFolder = wasThere || facts.materialise == .named || facts.makesFolder(capture.outcome, document)
    try save(address, over: known)
    touched.touch(address.id, at: capture.sequence)
    let foreseen = address
    try catalogue.add(capture)
    if isLate { address.version = try catalogue.lastGoodCapture(of: identity.id)?.version }
    let queued = group.pages.count
    let shelved = try shelve(
      capture, identity, facts, document, files: files, raw: arrival?.decoded.bytes ?? raw,
      standing: standing, current: (before: previous, now: address.version))
    if capture.outcome.makesVersion, let document, let version = shelved.version {
      try index(document, as: version.id, of: address)
    } else if address.shownVersion != shownBefore {
      try catalogue.markCurrent(address.shownVersion, of: address.id)
    }
    address.hasFolder = address.hasFolder || shelved.version?.hasFolder == true
    if address.hasFolder {
      // A new address's folder is there before its version is to be put into it.
      if known == nil {
        group.pages.insert(.opening(identity, capture), at: queued)
      } else {
        group.pages.append(wasThere && !isLate ? .line(identity, capture) : .timeline(identity))
      }
    }
    if address != foreseen { try catalogue.save(address) }
    group.visits += 1
    return KeptVisit(
      capture: capture, address: address, previous: previous, document: document, arrival: arrival,
      title: document?.metadata.title ?? shelved.version?.title, warnings: document?.extraction.warnings ?? [],
      redirectTarget: target, version: shelved.version,
      lacksFolder: shelved.lacksFolder ? shelved.version : nil)
  }

  /// Saves an address; most visits find it as it was.
  private func save(_ address: Address, over known: Address?) throws {
    var visited = known
    visited?.lastVisit = address.lastVisit
    visited?.fullVisit = address.fullVisit
    if visited == address { try catalogue.saveLastVisit(of: address) } else { try catalogue.save(address) }
  }

  /// Whether the capture is from before the address's last visit, as an imported one may be: then it takes its place
  /// in the history and changes nothing of what is current.
  private func isOlder(_ capture: Capture, than address: Address) throws -> Bool {
    try catalogue.lastVisitDate(of: address.id).map { capture.at < $0 } ?? false
  }

  /// Saves a new version and queues its folder, or finds the version that stands there.
  ///
  /// - Parameter current: the version that `latest` points to, and the one that it has to point to.
  private func shelve(
    _ capture: Capture, _ identity: AddressIdentity, _ facts: VisitFacts, _ document: Document?, files: [FolderFile]?,
    raw: [UInt8], standing: Version?, current: (before: VersionID?, now: VersionID?)
  ) throws -> (version: Version?, lacksFolder: Bool) {
    guard let id = capture.version else { return (nil, false) }
    if capture.outcome.makesVersion, let document {
      let version = Version(
        document: document, address: capture.address, id: id, sequence: capture.sequence,
        body: capture.body ?? document.source.rawDigest,
        hasFolder: facts.makesFolder(capture.outcome, document), cleaning: facts.cleaning)
      try catalogue.save(version)
      if version.hasFolder {
        let files = files ?? VersionFolder.files(raw: raw, document: document)
        group.pages.append(.version(identity, id, files))
        group.pageBytes += files.reduce(0) { $0 + $1.bytes.count }
        if id == current.now {
          group.pages.append(.latest(identity, id))
          if facts.materialise == .latest { try removeFolders(of: identity, but: id) }
        }
      }
      return (version, false)
    }
    let found = standing?.id == id ? standing : try catalogue.version(id, of: capture.address)
    guard var known = found else { return (nil, false) }
    let isWanted =
      facts.materialise == .named || capture.outcome == .reverted && facts.materialise.covers(kind: known.kind)
    let lacksFolder = !known.hasFolder && isWanted
    if lacksFolder {
      known.hasFolder = true
      try catalogue.save(known)
    }
    if known.hasFolder, id == current.now, id != current.before || lacksFolder {
      group.pages.append(.latest(identity, id))
      if facts.materialise == .latest { try removeFolders(of: identity, but: id) }
    }
    return (known, lacksFolder)
  }

  /// Of an address that keeps its latest folder only, the others go; their bytes stay in the WARC.
  private func removeFolders(of identity: AddressIdentity, but latest: VersionID) throws {
    for var version in try catalogue.versions(of: identity.id) where version.hasFolder && version.id != latest {
      version.hasFolder = false
      try catalogue.save(version)
      group.pages.append(.removal(identity, version.id))
    }
  }
}

extension Address {
  init(capture: Capture, identity: AddressIdentity) {
    let host = identity.key.prefix { $0 != "/" }
    self.init(id: identity.id, key: identity.key, url: capture.url, host: String(host))
  }

  /// The address's key and id.
  package var identity: AddressIdentity { AddressIdentity(key: key, id: id) }

  /// Moves the address on by one visit; a bad visit never takes a good version away (invariant I4).
  mutating func move(on capture: Capture, facts: VisitFacts, target: String?) {
    standing = standing.after(
      capture.outcome, on: capture.at.dayInChina, confirmations: facts.goneConfirmations, target: target)
    url = capture.url
    if capture.outcome.isGood { version = capture.version }
    lastVisit = capture.sequence
    if capture.outcome.isGood, capture.outcome != .notModified { fullVisit = capture.sequence }
  }
}

extension Version {
  /// A version as its document tells of it.
  init(
    document: Document, address: AddressID, id: VersionID, sequence: Int, body: Digest, hasFolder: Bool,
    cleaning: Digest?
  ) {
    self.init(
      address: address, id: id, sequence: sequence, body: body, content: document.contentDigest,
      text: document.textDigest, kind: document.metadata.kind.rawValue, title: document.metadata.title,
      published: document.metadata.published?.value,
      warnings: Set(document.extraction.warnings.map(\.code)).sorted(), hasFolder: hasFolder,
      extractor: document.extraction.name, cleaning: cleaning, simhash: document.simhash)
  }
}

extension DocumentExtraction {
  /// `fangzhi-1.0.0`.
  package var name: String { "\(extractor)-\(version)" }
}

extension Timestamp {
  /// The day it is where the portals are, `yyyymmdd`: China has one time zone and no summer time.
  package var dayInChina: String { String(advanced(by: 8 * 3_600).fourteenDigits.prefix(8)) }
}

extension Document {
  /// The fingerprint of its text; nil unless it is a document with a text of its own.
  package var simhash: Simhash? {
    Version.isDocument(kind: metadata.kind.rawValue) ? Simhash(of: text) : nil
  }
}
