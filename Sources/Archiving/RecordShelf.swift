package import Cataloguing
package import Extracting
private import Foundation
package import WARC
internal import Web

/// Reads records back from `warc/`, whether their file is sealed or still open.
package struct RecordShelf: Sendable {
  package let layout: ArchiveLayout
  package let catalogue: Catalogue

  package init(layout: ArchiveLayout, catalogue: Catalogue) {
    self.layout = layout
    self.catalogue = catalogue
  }

  /// The file of that name as it is now.
  ///
  /// Thrown when neither the sealed nor the open file is there.
  package func file(_ name: String) throws -> WARCFile {
    let sealed = layout.file(name, isOpen: false)
    if FileManager.default.fileExists(atPath: sealed.path) { return try WARCFile(path: sealed.path) }
    return try WARCFile(path: layout.file(name, isOpen: true).path)
  }

  /// The record at that place.
  package func record(at place: RecordPlace) throws -> WARCRecord {
    var reader = WARCReader(try file(place.file), from: Int64(place.offset), rules: .foreign)
    guard let found = try reader.next() else {
      throw ArchiveError.damaged(path: place.file, detail: "nothing stands at byte \(place.offset)")
    }
    return found.record
  }

  /// The page that a capture brought: its own head, and the body from the record it stands for.
  ///
  /// Thrown when the capture has no response, a revisit does not resolve, or the bytes are damaged.
  package func page(of capture: Capture) throws -> StoredPage {
    let record = try record(at: capture.record)
    if record.kind == .tombstone {
      throw ArchiveError.redacted(
        what: "\(capture.url) of \(capture.at)", reason: WARCFields(parsing: record.block)["reason"] ?? "")
    }
    guard let url = CrawlURL(capture.url), let message = record.httpMessage else {
      throw ArchiveError.damaged(
        path: capture.record.file, detail: "the record at byte \(capture.record.offset) holds no response")
    }
    let coded = try record.kind == .revisit ? originalBody(of: record) : Array(message.body)
    let raw = Arrival.decode(coded, head: message.head, url: url, cap: Arrival.maxDecodedBytes)
    return StoredPage(
      url: url, identity: AddressIdentity(key: try key(of: capture)), at: capture.at,
      head: message.head, status: message.head.status ?? 200, raw: raw, body: Digest(of: raw.bytes),
      place: capture.record, recordID: record.id.description)
  }

  /// The page behind a version.
  package func page(of version: Version) throws -> StoredPage {
    guard let capture = try catalogue.captures(.number(version.sequence)).first else {
      throw ArchiveError.damaged(path: layout.catalogue.path, detail: "version \(version.id.text) has no visit")
    }
    return try page(of: capture)
  }

  /// The cleaned document of a version: from its folder where there is one, else derived from the WARC.
  package func document(of version: Version, at address: Address) async throws -> Document {
    if let json = file(VersionFolder.documentName, of: version, at: address), let document = try? Document(json: json) {
      return document
    }
    return try await Cleaning(rules(version.cleaning)).document(of: try page(of: version))
  }

  /// The plain text of a version: from its folder where there is one, since reading the whole document takes ten times as
  /// long, else derived from the WARC.
  package func text(of version: Version, at address: Address) async throws -> String {
    let file = file(VersionFolder.textName, of: version, at: address)
    if let text = file.flatMap({ String(validating: $0, as: UTF8.self) }) { return text }
    return PlainText.render(try await document(of: version, at: address))
  }

  /// A file of the version's folder; nil where there is none.
  private func file(_ name: String, of version: Version, at address: Address) -> [UInt8]? {
    guard version.hasFolder else { return nil }
    let place = layout.folder(of: version.id, at: address.identity).appending(path: name)
    return (try? Data(contentsOf: place)).map { [UInt8]($0) }
  }

  /// What a stored response amounts to beside its past, with its document and links where the body had to be read.
  ///
  /// Reading a body takes longer than all the rest of a visit: it goes to Swift's pool, wherever the visit runs.
  package nonisolated(nonsending) func read(
    _ stored: StoredResponse, links wish: LinkWish = .never
  ) async throws -> Reading {
    if let early = Cleaning.early(stored, links: wish) { return early }
    return try await withTaskExecutorPreference(globalConcurrentExecutor) {
      let past = try await brought(upToDate: stored.past, cleaning: stored.facts.cleaning)
      return try await Cleaning(rules(stored.facts.cleaning)).read(stored, past, links: wish)
    }
  }

  /// What is known of an address with its current version's digests as today's extractor gives them: digests are
  /// compared only within one extractor and one set of rules.
  private func brought(upToDate past: Judgement.Past, cleaning: Digest?) async throws -> Judgement.Past {
    guard let current = past.current, current.cleaning != cleaning || current.extractor != Extractor.fullName else {
      return past
    }
    let document = try await Cleaning(rules(cleaning)).document(of: page(of: current))
    let fresh = Version(
      document: document, address: current.address, id: current.id, sequence: current.sequence, body: current.body,
      hasFolder: current.hasFolder, cleaning: cleaning)
    let versions = past.versions.map { $0.id == current.id ? fresh : $0 }
    return Judgement.Past(lastBody: past.lastBody, current: fresh, versions: versions)
  }

  func originalBody(of revisit: WARCRecord) throws -> [UInt8] {
    guard let digest = revisit.payloadSHA256, let original = try catalogue.original(of: digest) else {
      let digest = revisit.payloadSHA256
      if let digest, let reason = try catalogue.setting(Archive.redactedPrefix + digest.hex) {
        throw ArchiveError.redacted(what: "the payload \(digest)", reason: reason)
      }
      throw ArchiveError.damaged(path: "catalogue", detail: "the revisit \(revisit.id) resolves to no stored payload")
    }
    return Array(try record(at: original.record).payload)
  }

  private func key(of capture: Capture) throws -> String {
    guard let address = try catalogue.address(capture.address) else {
      throw ArchiveError.damaged(path: "catalogue", detail: "visit \(capture.sequence) has no address")
    }
    return address.key
  }
}
