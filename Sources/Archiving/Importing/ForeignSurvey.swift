internal import WARC
internal import Web

/// What a foreign file holds, read through once before anything of it is imported: which records are captures, which
/// are their requests, and where the file breaks.
struct ForeignSurvey {
  /// A record's place in the file.
  struct Place: Hashable {
    let part: Int
    /// Its number in the part.
    let ordinal: Int
    let location: RecordLocation
    /// Whether it cannot be read without what stands before it in its gzip member.
    let sharesMember: Bool
  }

  struct Candidate {
    let place: Place
    let id: RecordID
    let kind: RecordKind
    let date: Timestamp
    let url: CrawlURL
    /// Its own WARC-Concurrent-To: wget names the request there.
    let concurrentTo: [RecordID]
    var request: Place?
  }

  /// Responses, revisits and resources of http addresses, by their date; in the file's order where no single record of
  /// it can be sought.
  private(set) var candidates: [Candidate] = []
  /// Other records by their type.
  private(set) var others: [String: Int] = [:]
  /// The fields of each warcinfo record, in order.
  private(set) var warcinfos: [WARCFields] = []
  /// Records that are no captures although they stand for http addresses.
  private(set) var refusals: [ImportNote] = []
  /// Where each broken part ends.
  private(set) var breaks: [ImportNote] = []

  private var requests: [RecordID: Place] = [:]
  private var requestsFor: [RecordID: Place] = [:]
  private var sharesMembers = false

  init(of file: ForeignFile) {
    for problem in file.problems { breaks.append(ImportNote(file: file.path, offset: nil, message: problem)) }
    for (index, part) in file.parts.enumerated() { read(part, index) }
    if candidates.isEmpty, others.isEmpty, breaks.isEmpty {
      breaks.append(ImportNote(file: file.path, offset: 0, message: "it holds no record"))
    }
    pairRequests()
    if !sharesMembers {
      candidates.sort {
        ($0.date, $0.place.part, $0.place.ordinal) < ($1.date, $1.place.part, $1.place.ordinal)
      }
    }
  }

  private mutating func read(_ part: ForeignFile.Part, _ index: Int) {
    var reader = WARCReader(part.source, rules: .foreign)
    var ordinal = 0
    do {
      while let found = try reader.next() {
        let place = Place(part: index, ordinal: ordinal, location: found.location, sharesMember: found.sharesMember)
        if let problem = found.record.digestProblem {
          breaks.append(ImportNote(file: part.name, offset: Int(found.location.offset), message: problem))
          return
        }
        sharesMembers = sharesMembers || found.sharesMember
        take(found.record, place, part)
        ordinal += 1
      }
    } catch {
      breaks.append(ImportNote(file: part.name, offset: Int(error.offset), message: "\(error)"))
    }
  }

  private mutating func take(_ record: WARCRecord, _ place: Place, _ part: ForeignFile.Part) {
    guard record.isAboutHTTP else {
      if record.kind == .warcinfo { warcinfos.append(WARCFields(parsing: record.block)) }
      return others[record.kind.description, default: 0] += 1
    }
    switch record.kind {
    case .request:
      requests[record.id] = place
      for id in record.concurrentTo { requestsFor[id] = place }
    case .response, .revisit, .resource: add(record, place, part)
    default: others[record.kind.description, default: 0] += 1
    }
  }

  private mutating func add(_ record: WARCRecord, _ place: Place, _ part: ForeignFile.Part) {
    func refuse(_ message: String) {
      refusals.append(ImportNote(file: part.name, offset: Int(place.location.offset), message: message))
    }
    guard let url = record.targetURI.flatMap({ CrawlURL($0) }) else {
      return refuse("\(record.targetURI ?? "") is no address that can be kept")
    }
    if record["WARC-Segment-Number"] != nil { return refuse("\(url): a segmented record") }
    candidates.append(
      Candidate(
        place: place, id: record.id, kind: record.kind, date: record.date, url: url,
        concurrentTo: record.concurrentTo, request: nil))
  }

  private mutating func pairRequests() {
    for index in candidates.indices {
      let candidate = candidates[index]
      candidates[index].request =
        requestsFor[candidate.id] ?? candidate.concurrentTo.compactMap { requests[$0] }.first
    }
    let kept = Set(candidates.compactMap(\.request)).count
    let all = Set(requests.values).count
    if all > kept { others["request", default: 0] += all - kept }
  }
}

extension WARCRecord {
  fileprivate var isAboutHTTP: Bool {
    let uri = targetURI?.prefix(8).lowercased() ?? ""
    return uri.hasPrefix("http://") || uri.hasPrefix("https://")
  }

  /// What is wrong with the digests that the record states of itself; nil when nothing is.
  ///
  /// Of what the payload is, crawlers have several opinions: with the chunks of the transfer or without. A payload
  /// digest counts as wrong only when no reading fits and no block digest vouches for the bytes.
  fileprivate var digestProblem: String? {
    // wget leaves the body off a revisit and still states the digest of the block that had it.
    if kind == .revisit, truncated != nil { return nil }
    if blockMatchesDigest == false { return "the block of \(id) differs from its WARC-Block-Digest" }
    if blockMatchesDigest == true || payloadMatchesDigest != false { return nil }
    if let chunked = ChunkedBody(payload), payloadDigest?.matches(chunked.bytes[...]) == true { return nil }
    return "the payload of \(id) differs from its WARC-Payload-Digest"
  }
}
