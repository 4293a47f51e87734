internal import Cataloguing
package import WARC
internal import Web

/// The WARC records of selected visits, file by file as they stand in `warc/`: each visit's response or revisit, request
/// and metadata, the `warcinfo` of its file, the certificate chains and cleaning rules that it names, and the responses
/// that its revisits refer to. Of everything, every record.
package struct CaptureExport {
  package let holdings: Holdings
  private let visits: SelectedVisits
  /// Up to where each file counts.
  private let ends: [String: Int]

  /// Selects; nothing is read of `warc/` yet.
  package init(of holdings: Holdings, selection: ExportSelection) throws {
    self.holdings = holdings
    // Asked first: what is committed while this reads may come along by its visits, never by its bytes alone.
    ends = try holdings.catalogue.files().reduce(into: [:]) { $0[$1.name] = $1.committedEnd }
    visits = try SelectedVisits(selection, in: holdings)
  }

  /// How many visits were selected.
  package var count: Int { visits.count }

  /// The records of one file of `warc/`.
  package struct File {
    /// The name once sealed.
    package let name: String
    let source: WARCFile
    let visits: [FileVisit]
    let isEverything: Bool
    /// Whether it was handed over before: visits of one file may not stand together in the catalogue.
    let isAgain: Bool
    let end: Int
  }

  /// A record where it stands.
  package struct Member {
    package let record: WARCRecord
    package let location: RecordLocation
    let source: WARCFile

    /// The gzip member as it stands in the file.
    package func bytes() throws(WARCError) -> [UInt8] {
      try source.bytes(at: location.offset, count: Int(location.length))
    }
  }

  /// Hands over each file in which something is selected, in the order of its visits; of a file the visits' places are
  /// in memory, no more.
  package func forEachFile(_ body: (File) throws -> Void) throws {
    var handed: Set<String> = []
    var name: String?
    var places: [FileVisit] = []
    try holdings.catalogue.forEachCapture { capture in
      guard capture.sequence <= visits.last else { return }
      if let before = name, before != capture.metadata.file {
        try hand(before, places, isAgain: !handed.insert(before).inserted, to: body)
        places = []
      }
      name = capture.metadata.file
      places.append(FileVisit(metadataOf: capture, isSelected: visits.contains(capture)))
    }
    if let name { try hand(name, places, isAgain: !handed.insert(name).inserted, to: body) }
    for name in visits.strays.keys.sorted() where !handed.contains(name) {
      try hand(name, [], isAgain: false, to: body)
    }
  }

  private func hand(_ name: String, _ places: [FileVisit], isAgain: Bool, to body: (File) throws -> Void) throws {
    let strays = isAgain ? [] : visits.strays[name] ?? []
    let all = places + strays.map { FileVisit(responseOf: $0, isSelected: visits.contains($0)) }
    guard all.contains(where: \.isSelected) else { return }
    try body(
      File(
        name: name, source: try holdings.shelf.file(name), visits: all,
        isEverything: visits.isEverything && !isAgain, isAgain: isAgain, end: ends[name] ?? 0))
  }

  /// Hands over the selected records of one file in their order.
  ///
  /// - Returns: what could not be read and was left out, with file and offset.
  package func forEachMember(of file: File, _ body: (Member) throws -> Void) throws -> [String] {
    var walk = MemberWalk(file)
    try walk.run(body)
    return walk.problems
  }

  /// The pages that a replay begins with: versions that were made at selected visits, files left out.
  package func forEachPage(_ body: (WACZPage) throws -> Void) throws {
    try holdings.catalogue.forEachCapture { capture in
      guard capture.outcome.makesVersion, visits.contains(capture), let id = capture.version,
        let version = try holdings.catalogue.version(id, of: capture.address), version.kind != "attachment"
      else { return }
      try body(WACZPage(url: capture.url, captured: capture.at, title: version.title))
    }
  }
}

/// A visit's records in their file.
struct FileVisit {
  let record: RecordPlace?
  let metadata: RecordPlace?
  let isSelected: Bool

  /// The records of a visit in the file of its metadata.
  init(metadataOf capture: Capture, isSelected: Bool) {
    // A visit without an answer has its metadata record alone.
    let isAlone = capture.record == capture.metadata || capture.record.file != capture.metadata.file
    record = isAlone ? nil : capture.record
    metadata = capture.metadata
    self.isSelected = isSelected
  }

  /// The response of a visit whose metadata stands in another file.
  init(responseOf capture: Capture, isSelected: Bool) {
    record = capture.record
    metadata = nil
    self.isSelected = isSelected
  }
}
