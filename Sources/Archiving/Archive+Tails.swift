internal import Cataloguing
private import Foundation
internal import WARC
internal import Web

extension Archive {
  /// Takes up whole records behind the committed end of an open file: what a crash kept from its commit.
  ///
  /// A visit counts when its metadata record is whole and follows from the head of the chain; a response without one
  /// waits for its judgement, which counts as tried once. The rest is torn and is cut.
  func takeUp(_ file: ArchivedFile) async throws {
    var replay = try FileReplay(
      name: file.name + ".open", layout: layout, committedEnd: nil, from: file.committedEnd,
      waiting: try waitingResponses(in: file.name))
    try catalogue.beginGroup()
    group.startedAt = .now
    try catalogue.save(file)
    let end = try await recall(&replay, after: file.committedEnd)
    segment = try OpenSegment.continue(file.name, committedEnd: end, layout: layout)
    try commit()
    segment = nil
  }

  /// - Returns: where the last record ends that could be taken up.
  private func recall(_ replay: inout FileReplay, after committedEnd: Int) async throws -> Int {
    var end = committedEnd
    // A response whose request is still to come.
    var response: (record: WARCRecord, place: RecordPlace)?
    while let event = try replay.next() {
      switch event {
      case .damage: return end
      case .response(let record, let place):
        // Without its request nobody could judge it.
        response = (record, place)
        continue
      case .exchange(let place):
        guard let found = response, found.place == place else { return end }
        try recall(found.record, place)
        response = nil
        try catalogue.save(PendingResponse(record: place, context: "", attempts: 1))
      // Only sealed files have any.
      case .tombstone: return end
      case .rules(let rules): try recall(rules)
      case .template(let template, let date): try await recall(template, learned: date)
      case .move(let move): try recall(move)
      case .visit(let visit):
        guard ChainLine.head(after: chain.head, line: visit.record.chainLine) == visit.record.chain else { return end }
        // An imported response may have no request.
        if let found = response, found.place == visit.place { try recall(found.record, found.place) }
        response = nil
        _ = try await recall(visit)
      }
      end = replay.end
    }
    return end
  }

  private func waitingResponses(in file: String) throws -> FileReplay.Waiting {
    var waiting: FileReplay.Waiting = [:]
    for pending in try catalogue.pending() where pending.record.file == file {
      // A damaged one is for `verify` to tell, not a reason to open the archive no more.
      guard let record = try? shelf.record(at: pending.record) else { continue }
      waiting[record.id] = (record, pending.record)
    }
    return waiting
  }

  /// An open file that the catalogue does not know was begun by a group that never was committed.
  func takeUpUnknown(_ name: String) async throws {
    let place = layout.warc.appending(path: name)
    var reader = try SegmentReader(WARCFile(path: place.path))
    var first: WARCRecord?
    if case .record(let found) = try reader.next() { first = found.record }
    let begunAfter = first.flatMap { WARCFields(parsing: $0.block)["chainHead"] }.flatMap { Digest(hex: $0) }
    if name.hasSuffix(".open"), begunAfter == chain.head {
      let file = ArchivedFile(name: name.replacing(".open", with: ""), committedEnd: 0, isSealed: false)
      try await takeUp(file)
      return try forgetEmpty(file)
    }
    // A first record that never became whole, with nothing behind it, holds nothing.
    let next = try reader.next()
    let isEmpty = first == nil && next == nil
    guard name.hasSuffix(".open"), isEmpty else {
      throw ArchiveError.damaged(
        path: place.path, detail: "the catalogue does not know this file: run `fangzhi rebuild`")
    }
    try FileManager.default.removeItem(at: place)
  }

  /// A file in which no visit stands is begun anew, warcinfo record and all.
  private func forgetEmpty(_ file: ArchivedFile) throws {
    guard try catalogue.files().first(where: { $0.name == file.name })?.committedEnd == 0 else { return }
    try catalogue.remove(file)
    try FileManager.default.removeItem(at: layout.file(file.name, isOpen: true))
  }
}
