internal import Archiving
internal import Cataloguing
internal import Foundation
internal import Web

/// `URL[@V]`: an address of the archive and which of its versions.
struct VersionSelector {
  let url: CrawlURL
  /// A version id, `latest`, `-1`, a date or 14 digits; nil: the current one.
  let word: String?

  /// Thrown when it names no address.
  init(_ text: String) throws {
    let at = text.lastIndex(of: "@")
    let word = at.map { String(text[text.index(after: $0)...]) }
    let hasWord = word.map(Self.isVersionWord) ?? false
    guard let url = CrawlURL(hasWord ? String(text[..<(at ?? text.endIndex)]) : text) else {
      throw NotInArchive(description: "\(text) is not an http or https address")
    }
    self.url = url
    self.word = hasWord ? word : nil
  }

  // An address may hold an @ of its own.
  private static func isVersionWord(_ word: String) -> Bool {
    word == "latest" || (word.count >= 2 && word.utf8.allSatisfy { "0123456789abcdef-".utf8.contains($0) })
  }

  /// The address as the archive knows it.
  func address(in holdings: Holdings) throws -> Address {
    guard let address = try holdings.catalogue.address(url.identity().id) else {
      throw NotInArchive(description: "\(url) is not in the archive \(holdings.layout.root.path)")
    }
    return address
  }

  /// The version that is meant.
  func version(of address: Address, in holdings: Holdings) throws -> Version {
    guard let version = try holdings.version(word, of: address) else {
      throw NotInArchive(
        description: "\(url) has no version \(word ?? "yet"): `fangzhi list \(url)` shows what there is")
    }
    return version
  }
}
