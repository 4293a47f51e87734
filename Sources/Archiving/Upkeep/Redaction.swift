package import Cataloguing
internal import Foundation
private import Glibc
internal import WARC
package import Web

/// What a take-down did.
package struct RedactionReport: Sendable, Hashable {
  /// Records that a tombstone stands for now.
  package internal(set) var records = 0
  /// Addresses at which a capture had that payload, by URL.
  package internal(set) var addresses: [String] = []
}

/// Takes captures down: in the WARC file a tombstone stands where the record was, and everything derived is made anew
/// without it. The chain, its checkpoints and all other captures stay as they are.
package struct Redaction: Sendable {
  private let layout: ArchiveLayout
  private let settings: ArchiveSettings
  private let now: @Sendable () -> Timestamp

  package init(in layout: ArchiveLayout, settings: ArchiveSettings, now: @escaping @Sendable () -> Timestamp) {
    self.layout = layout
    self.settings = settings
    self.now = now
  }

  /// Takes down one version of an address, or all that the archive has of it.
  ///
  /// Where the same bytes stand at other addresses they are gone there too: the archive keeps a payload once.
  /// - Parameter version: nil for all captures of the address.
  /// - Parameter reason: kept in the tombstone.
  /// - Throws: `ArchiveError`, `CatalogueError`; until the file is replaced as a whole nothing has happened.
  package func run(of address: Address, version: Version?, reason: String) async throws -> RedactionReport {
    try await refuseDamaged()
    let archive = try await Archive(at: layout, settings: settings, command: "redact", now: now)
    let report: RedactionReport
    do { report = try await archive.redact(address, version, reason: reason) } catch {
      try? await archive.close()
      throw error
    }
    try await archive.close()
    if report.records == 0 { return report }
    _ = try await Archive.rebuild(at: layout, settings: settings, now: now)
    let catalogue = try Catalogue(path: layout.catalogue.path, access: .writing)
    try catalogue.compact()
    try catalogue.close()
    return report
  }

  /// Deriving everything anew would lose what only a version folder still has of a damaged record.
  private func refuseDamaged() async throws {
    var verification = Verification(of: try Holdings(at: layout), isDeep: false)
    try await verification.run()
    guard let damage = verification.damages.first(where: \.isOfWARC) else { return }
    throw ArchiveError.damaged(
      path: layout.warc.path, detail: "\(damage); bring the file back from a copy before anything is taken down")
  }
}

extension Archive {
  /// The setting that names a file whose replacement is under way, and its new size: `name bytes`; empty when none is.
  static let redactingSetting = "redacting"
  /// What stands in front of a payload's digest in the name of a setting that tells why it was taken down.
  static let redactedPrefix = "redacted:"

  fileprivate func redact(_ address: Address, _ version: Version?, reason: String) throws -> RedactionReport {
    try seal()
    var report = RedactionReport()
    let places = try places(of: address, version)
    var addresses: Set<String> = []
    for place in places {
      guard let payload = try shelf.record(at: place).countedPayload else { continue }
      addresses.formUnion(try catalogue.urls(withPayload: payload))
    }
    for (file, group) in Dictionary(grouping: places, by: \.file).sorted(by: { $0.key < $1.key }) {
      try replace(file, group.sorted { $0.offset < $1.offset }, reason: reason)
    }
    report.records = places.count
    report.addresses = addresses.sorted()
    return report
  }

  /// The records that hold what is to be taken down.
  private func places(of address: Address, _ version: Version?) throws -> Set<RecordPlace> {
    var places: Set<RecordPlace> = []
    if let version { places.formUnion(try catalogue.originals(ofBody: version.body).map(\.record)) }
    for capture in try catalogue.captures(.of(address.id)) {
      guard version == nil || capture.version == version?.id || capture.body == version?.body else { continue }
      let record = try shelf.record(at: capture.record)
      // An answer without a body has nothing to take down, and shares its digest with all others of its kind.
      if record.kind == .response, !record.payload.isEmpty {
        places.insert(capture.record)
      } else if record.kind == .revisit, let payload = capture.payload,
        let original = try catalogue.original(of: payload)
      {
        places.insert(original.record)
      }
    }
    return places
  }

  /// Writes the file anew beside its place, every other byte as it was, and puts it there.
  private func replace(_ name: String, _ places: [RecordPlace], reason: String) throws {
    let sealed = layout.file(name, isOpen: false)
    let beside = layout.warc.appending(path: name + ".redacting")
    let size = try write(places, of: sealed, to: beside, reason: reason)
    try catalogue.set(Self.redactingSetting, to: "\(name) \(size)")
    CrashPoint.reach("before-redaction")
    unsafe chmod(beside.path, 0o444)
    try AtomicFile.rename(beside.path, to: sealed.path)
    try FileDescriptor.synchronizeFolder(layout.warc.path)
    CrashPoint.reach("after-redaction")
    try catalogue.save(ArchivedFile(name: name, committedEnd: size, isSealed: true))
  }

  private func write(_ places: [RecordPlace], of source: URL, to target: URL, reason: String) throws -> Int {
    let input = try FileDescriptor(path: source.path, flags: O_RDONLY)
    let output = try FileDescriptor(path: target.path, flags: FileDescriptor.creating)
    let end = try input.size()
    var (read, written) = (0, 0)
    func copy(to limit: Int) throws {
      while read < limit {
        let piece = try input.read(at: read, count: min(1 << 20, limit - read))
        if piece.isEmpty { throw ArchiveError.damaged(path: source.path, detail: "it ends at byte \(read)") }
        try output.write(piece, at: written)
        read += piece.count
        written += piece.count
      }
    }
    for place in places {
      try copy(to: place.offset)
      let member = tombstone(for: try shelf.record(at: place), reason: reason)
      try output.write(member, at: written)
      written += member.count
      read = place.offset + place.length
    }
    try copy(to: end)
    try output.synchronize()
    return written
  }

  private func tombstone(for record: WARCRecord, reason: String) -> [UInt8] {
    var fields = WARCFields()
    fields.add("reason", reason)
    fields.add("redacted", now().iso8601)
    fields.add("run", run.id)
    fields.add("software", Release.software)
    fields.add("length", String(record.block.count))
    var member: [UInt8] = []
    WARCRecord.tombstone(for: record, fields: fields).appendMember(using: &deflater, effort: .level(6), to: &member)
    return member
  }

  /// Takes up a replacement that a crash cut short: counts the file as it stands there.
  func settleRedaction() throws {
    let words = (try catalogue.setting(Self.redactingSetting) ?? "").split(separator: " ")
    if let name = words.first.map({ String($0) }), words.count == 2, let size = Int(words[1]),
      let file = try? FileDescriptor(path: layout.file(name, isOpen: false).path, flags: O_RDONLY),
      try file.size() == size
    {
      try catalogue.save(ArchivedFile(name: name, committedEnd: size, isSealed: true))
    }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: layout.warc.path)) ?? []
    where name.hasSuffix(".redacting") {
      try? FileManager.default.removeItem(at: layout.warc.appending(path: name))
    }
  }

  /// After a replacement offsets in the catalogue are old until everything was derived again.
  func refuseHalfRedacted() throws {
    let words = try catalogue.setting(Self.redactingSetting) ?? ""
    if words.isEmpty { return }
    throw ArchiveError.damaged(
      path: layout.catalogue.path, detail: "a redaction of \(words) was cut short: run `fangzhi rebuild`")
  }
}
