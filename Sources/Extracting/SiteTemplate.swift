internal import Web

/// What repeats in place on the pages of one host: chrome that a single page cannot tell.
///
/// A block repeats when its text stands under the same path of elements on at least half of the pages it was learned
/// from (and on three at least). The file is text, one block a line, so that a person can read and trim it.
package struct SiteTemplate: Sendable, Hashable {
  /// Raised when the learning changes.
  package static let format = "fangzhi/template/1"
  /// Fewer pages than this teach nothing.
  package static let minimumPages = 4

  /// One repeating block.
  package struct Entry: Sendable, Hashable, Comparable {
    /// Names, ids and classes of the elements above, innermost last.
    package let place: String
    package let text: String
    /// On how many of the pages it stood.
    package let pages: Int

    package static func < (one: Entry, other: Entry) -> Bool {
      (one.place, one.text) < (other.place, other.text)
    }
  }

  /// The host it was learned of.
  package let host: String
  /// How many pages taught it.
  package let pages: Int
  /// How much of a page's own text its body usually is, in percent; nil when the pages do not tell.
  package let bodyShare: Int?
  /// Sorted.
  package let entries: [Entry]
  private let keys: Set<UInt64>

  init(host: String, pages: Int, bodyShare: Int? = nil, entries: [Entry]) {
    self.host = host
    self.pages = pages
    self.bodyShare = bodyShare
    self.entries = entries
    keys = Set(entries.map { SiteTemplate.key(place: $0.place, text: Array($0.text.utf8)[...]) })
  }

  /// The first 12 hex of the SHA-256 of the file.
  package var version: String { String(Digest(of: Array(canonicalText.utf8)).hex.prefix(12)) }

  /// Whether a block of a page is chrome of the site.
  func contains(_ block: Block, in page: Page) -> Bool {
    guard !block.text.isEmpty, !keys.isEmpty else { return false }
    return keys.contains(SiteTemplate.key(place: SiteTemplate.place(block.element, page), text: page.text[block.text]))
  }

  /// The elements above a block: the three innermost and every one with an id.
  static func place(_ element: Int, _ page: Page) -> String {
    var parts: [String] = []
    var index = element
    while index > 0 {
      let element = page.elements[index]
      if parts.count < 3 || !element.id.isEmpty && parts.count < 8 { parts.append(name(element, page)) }
      index = Int(element.parent)
    }
    return parts.reversed().joined(separator: ">")
  }

  private static func name(_ element: Element, _ page: Page) -> String {
    var name = element.tag == .other ? page.string(element.name) : element.tag.name
    if !element.id.isEmpty { name += "#" + page.id(of: element) }
    if !element.classes.isEmpty { name += "." + page.classes(of: element).split(separator: " ").joined(separator: ".") }
    return name
  }

  static func key(place: String, text: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in place.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
