import Cataloguing
import Foundation
import GRDB
import Testing
import WARC
import Web

@testable import Archiving

/// One way to damage an archive.
struct Mutation: Sendable, CustomTestStringConvertible {
  let name: String
  /// What must be found, among others.
  let kinds: Set<Damage.Kind>
  /// The file that must be named.
  let file: String
  /// Damages and says at which offset of the file; nil where none is to be named.
  let damage: @Sendable (Patient) throws -> Int?
  var testDescription: String { name }
}

/// A copy of the sound archive that is about to be damaged.
struct Patient {
  let layout: ArchiveLayout
  let captures: [Capture]
  let sealed: String
  let open: String
  let records: [LocatedRecord]

  var sealedFile: URL { layout.warc.appending(path: sealed) }
  var openFile: URL { layout.warc.appending(path: open) }

  init(_ ground: Ground) throws {
    layout = ground.layout
    captures = try ground.holdings().catalogue.captures(.all)
    let files = try ground.warcFiles()
    sealed = files.first { !$0.hasSuffix(".open") }!
    open = files.first { $0.hasSuffix(".open") }!
    var reader = WARCReader(try WARCFile(path: layout.warc.appending(path: sealed).path))
    var records: [LocatedRecord] = []
    while let found = try reader.next() { records.append(found) }
    self.records = records
  }

  func edit(_ file: URL, _ change: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: file)
    change(&bytes)
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
  }

  func record(_ kind: RecordKind, after skipped: Int = 0) -> LocatedRecord {
    records.filter { $0.record.kind == kind }[skipped]
  }

  func sql(_ text: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: layout.catalogue.path, configuration: configuration)
    try queue.write { try $0.execute(sql: text) }
    try queue.close()
  }

  /// Puts another record in a record's place, with digests that are right.
  func replace(_ found: LocatedRecord, by record: WARCRecord) throws {
    var deflater = Deflater()
    var member: [UInt8] = []
    record.appendMember(using: &deflater, effort: .level(1), to: &member)
    try edit(sealedFile) { $0.replaceSubrange(Int(found.location.offset)..<Int(found.location.end), with: member) }
  }

  func page(_ suffix: String) throws -> URL {
    let names = try listing(of: layout.pages).keys.sorted()
    return layout.pages.appending(path: names.first { $0.hasSuffix(suffix) }!)
  }
}

extension Patient {
  func replaceMetadata(_ found: LocatedRecord, _ change: (WARCFields.Field) -> (String, String)) throws {
    let fields = WARCFields(WARCFields(parsing: found.record.block).fields.map(change))
    try replace(
      found,
      by: .metadata(
        id: found.record.id,
        event: CaptureEvent(
          targetURI: found.record.targetURI!, date: found.record.date, warcinfoID: found.record.warcinfoID),
        concurrentTo: found.record.concurrentTo.first, fields: fields))
  }
}
