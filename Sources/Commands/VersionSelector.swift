internal import Archiving
internal import Cataloguing
internal import Foundation
internal import Web

/// `URL[@V]`: an address of the archive and which of its versions.
struct VersionSelector {
  let address: Address
  /// A version id, `latest`, `-1`, a date or 14 digits; nil: the current one.
  let word: String?

  /// Thrown when it names nothing that the archive has.
  init(_ text: String, in holdings: Holdings) throws {
    // An address may hold an @ of its own.
    if let whole = CrawlURL(text), let address = try holdings.catalogue.address(whole.identity().id) {
      self.address = address
      word = nil
      return
    }
    let parts = Self.parts(of: text)
    guard let url = CrawlURL(parts.url) else {
      throw NotInArchive(description: "\(text) is not an http or https address")
    }
    guard let address = try holdings.catalogue.address(url.identity().id) else {
      throw NotInArchive(description: "\(url) is not in the archive \(holdings.layout.root.path)")
    }
    self.address = address
    word = parts.word
  }

  /// The version that is meant.
  func version(in holdings: Holdings) throws -> Version {
    guard let version = try holdings.version(word, of: address) else {
      throw NotInArchive(
        description: "\(address.url) has no version \(word ?? "yet"): `fangzhi list \(address.url)` shows what there is"
      )
    }
    return version
  }

  private static func parts(of text: String) -> (url: String, word: String?) {
    guard let at = text.lastIndex(of: "@") else { return (text, nil) }
    let word = String(text[text.index(after: at)...])
    return isVersionWord(word) ? (String(text[..<at]), word) : (text, nil)
  }

  private static func isVersionWord(_ word: String) -> Bool {
    word == "latest" || (word.count >= 2 && word.utf8.allSatisfy { "0123456789abcdef-".utf8.contains($0) })
  }
}
