package import Cataloguing
package import Extracting
internal import Foundation
internal import WARC
internal import Web

/// What an archive holds, for readers: no lock is taken, nothing is written.
public struct Holdings: Sendable {
  package let layout: ArchiveLayout
  package let catalogue: Catalogue
  package let shelf: RecordShelf

  /// What the writer itself holds.
  init(layout: ArchiveLayout, catalogue: Catalogue) {
    self.layout = layout
    self.catalogue = catalogue
    shelf = RecordShelf(layout: layout, catalogue: catalogue)
  }

  /// Opens an archive for reading.
  ///
  /// Thrown when there is none, or its catalogue cannot be read.
  package init(at layout: ArchiveLayout) throws {
    guard FileManager.default.fileExists(atPath: layout.catalogue.path) else {
      throw ArchiveError.missing(path: layout.root.path)
    }
    self.layout = layout
    catalogue = try Catalogue(path: layout.catalogue.path, access: .reading)
    shelf = RecordShelf(layout: layout, catalogue: catalogue)
  }

  /// Which version is wanted: an id, `latest`, `-1` (the one before the latest), a date or 14 digits (what was current
  /// then).
  package func version(_ word: String?, of address: Address) throws -> Version? {
    let versions = try catalogue.versions(of: address.id)
    guard let word, word != "latest" else {
      // A current version that was taken down is not there; an older one is not current.
      return address.version == nil ? versions.last : versions.first { $0.id == address.version }
    }
    if let exact = versions.first(where: { $0.id.text == word }) { return exact }
    if let back = Int(word), word.hasPrefix("-") {
      let current = versions.lastIndex { $0.id == address.version } ?? versions.count - 1
      return versions.indices.contains(current + back) ? versions[current + back] : nil
    }
    guard let moment = Self.moment(word) else { return nil }
    let capture = try catalogue.captures(.of(address.id)).last { $0.version != nil && $0.at <= moment }
    return versions.first { $0.id == capture?.version }
  }

  /// The page behind a version, read back from the WARC.
  package func page(of version: Version) throws -> StoredPage { try shelf.page(of: version) }

  /// The cleaned document of a version: from its folder where there is one, else derived from the WARC.
  package func document(of version: Version, at address: Address) async throws -> Document {
    try await shelf.document(of: version, at: address)
  }

  /// `2026-11-20` and `20261120` mean the end of that day in China, 14 digits mean that second, UTC.
  private static func moment(_ word: String) -> Timestamp? {
    if let exact = Timestamp(fourteenDigits: word) { return exact }
    let digits = word.filter { $0 != "-" }
    guard digits.utf8.count == 8, let day = Timestamp(fourteenDigits: digits + "235959") else { return nil }
    return day.advanced(by: -8 * 3_600)
  }
}
