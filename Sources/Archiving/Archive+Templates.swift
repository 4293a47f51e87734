internal import Cataloguing
package import Extracting
private import Foundation
internal import WARC
package import Web

/// A document that other rules made different.
package struct RecleanedVersion: Sendable, Hashable {
  package let url: String
  package let version: VersionID
  package let change: TextChange
}

extension Archive {
  /// Makes rules known: they are written to `warc/` once, before the first visit that follows them.
  ///
  /// - Returns: the digest by which visits name them; nil for no rules.
  package func adopt(_ rules: CleaningRules) throws -> Digest? {
    guard let digest = rules.digest else { return nil }
    return try step {
      if try catalogue.cleaningRules(digest) != nil { return digest }
      try begin()
      _ = try append(
        .resource(
          id: newRecordID(), targetURI: Self.cleaningURN + digest.hex, date: now(), contentType: "application/json",
          block: rules.json, warcinfoID: warcinfo))
      try catalogue.addCleaningRules(rules.json, digest: digest)
      return digest
    }
  }

  /// Learns the template of every host anew from its current pages, and cleans all of the host's versions by it.
  ///
  /// - Returns: the versions whose content is different now.
  package func relearn() async throws -> [RecleanedVersion] {
    let addresses = try catalogue.addresses()
    var changed: [RecleanedVersion] = []
    for (host, group) in Dictionary(grouping: addresses, by: \.host).sorted(by: { $0.key < $1.key }) {
      let template = try learn(host, from: group)
      guard !template.entries.isEmpty, template != shelf.template(of: host) else { continue }
      try begin()
      let date = now()
      // The rules stand before the template's record, so that a rebuild knows them when it comes there.
      for rules in try rulesInForce(group) { _ = try adopt(rules.with(template)) }
      _ = try append(
        .resource(
          id: newRecordID(), targetURI: Self.templateURN + host, date: date, contentType: "text/plain",
          block: Array(template.canonicalText.utf8), warcinfoID: warcinfo))
      changed += try await apply(template, learned: date)
      try commit()
    }
    return changed
  }

  /// Cleans every version of the template's host by it: what `relearn` does, and what a rebuild repeats.
  func apply(_ template: SiteTemplate, learned date: Timestamp) async throws -> [RecleanedVersion] {
    try shelf.keep(template, learned: date)
    var changed: [RecleanedVersion] = []
    for address in try catalogue.addresses(host: template.host) {
      for version in try catalogue.versions(of: address.id) {
        if let different = try await reclean(version, of: address, template) { changed.append(different) }
      }
    }
    return changed
  }

  private func reclean(
    _ version: Version, of address: Address, _ template: SiteTemplate
  ) async throws -> RecleanedVersion? {
    let page = try shelf.page(of: version)
    guard page.type.isHTML else { return nil }
    let old = try shelf.rules(version.cleaning)
    let rules = old.with(template)
    let digest = try adopt(rules)
    let before = await Cleaning(old).document(of: page)
    let document = await Cleaning(rules).document(of: page)
    let fresh = Version(
      document: document, address: version.address, id: version.id, sequence: version.sequence, body: version.body,
      hasFolder: version.hasFolder, cleaning: digest)
    try catalogue.save(fresh)
    try index(document, as: version.id, of: address)
    if version.hasFolder {
      let files = VersionFolder.files(raw: page.raw.bytes, document: document)
      group.pages.append(.version(address.identity, version.id, files))
    }
    if before.contentDigest == document.contentDigest { return nil }
    let change = TextChange(from: PlainText.render(before), to: PlainText.render(document))
    return RecleanedVersion(url: address.url, version: version.id, change: change)
  }

  /// The rules that versions of those addresses were cleaned by, each once.
  private func rulesInForce(_ addresses: [Address]) throws -> Set<CleaningRules> {
    var rules: Set<CleaningRules> = []
    for address in addresses {
      for version in try catalogue.versions(of: address.id) { rules.insert(try shelf.rules(version.cleaning)) }
    }
    return rules
  }

  /// At most so many pages teach a template: what repeats, repeats on these.
  private static let lessons = 200

  private func learn(_ host: String, from addresses: [Address]) throws -> SiteTemplate {
    var pages: [Page] = []
    for address in addresses where pages.count < Self.lessons {
      guard let id = address.version, let version = try catalogue.version(id, of: address.id) else { continue }
      let page = try shelf.page(of: version)
      if page.type.isHTML { pages.append(Cleaning().extract(page).page) }
    }
    return SiteTemplate.learn(host: host, from: pages)
  }

  static let cleaningURN = "urn:fangzhi:cleaning:"
  static let templateURN = "urn:fangzhi:template:"
}

extension RecordShelf {
  /// The rules with that digest; none for nil.
  ///
  /// Thrown when the archive does not have them.
  package func rules(_ digest: Digest?) throws -> CleaningRules {
    guard let digest else { return CleaningRules() }
    guard let rules = try catalogue.cleaningRules(digest).flatMap({ CleaningRules(json: $0) }) else {
      throw ArchiveError.damaged(path: layout.catalogue.path, detail: "the cleaning rules \(digest.hex) are missing")
    }
    return rules
  }

  /// The template of a host that applies from now on; nil when none was learned.
  package func template(of host: String) -> SiteTemplate? {
    let folder = layout.templates(of: host)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard let last = names.filter({ $0.hasSuffix(".txt") }).max(),
      let text = try? String(contentsOf: folder.appending(path: last), encoding: .utf8)
    else { return nil }
    return try? SiteTemplate(parsing: text)
  }

  /// Puts a template beside the older ones of its host.
  func keep(_ template: SiteTemplate, learned date: Timestamp) throws(ArchiveError) {
    let folder = layout.templates(of: template.host)
    try layout.make(folder)
    let name = "\(date.fourteenDigits)-\(template.version).txt"
    try AtomicFile.write(Array(template.canonicalText.utf8), to: folder.appending(path: name))
  }
}
