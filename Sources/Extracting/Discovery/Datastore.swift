internal import Web

/// A list as Hanweb's jpage hands it out: `<datastore>` with records of HTML and the address of the next group, inline
/// in the column's page or as the answer of `dataproxy.jsp`.
struct Datastore: Sendable {
  /// The records' links.
  let records: [DiscoveredLink]
  /// The next request; nil at the end.
  let next: DiscoveredLink?

  /// `url` is the page that holds the list, or the address that answered it.
  init?(_ bytes: [UInt8], at url: CrawlURL) {
    guard bytes.contains("<datastore") || bytes.contains("<recordset") || bytes.contains("<record>") else { return nil }
    let group = bytes.firstRange(from: "<nextgroup", to: "</nextgroup>")
    var content = bytes
    if let group { content.removeSubrange(group) }
    records = Discovery.links(inFragment: content.withoutSectionMarks, at: url, adapter: "jpage")
    // A group without records is behind the end, whatever it says of a next one.
    guard !records.isEmpty else {
      next = nil
      return
    }
    let named = group.flatMap {
      Discovery.links(inFragment: Array(bytes[$0]).withoutSectionMarks, at: url, adapter: "jpage").first
    }
    let following = named?.url ?? Datastore.window(after: url, total: bytes.number(after: "<totalrecord>"))
    next = following.flatMap { $0 == url ? nil : DiscoveredLink(url: $0, kind: .api, adapter: "jpage") }
  }

  /// The window after the one an address asks for, when there are records left.
  private static func window(after url: CrawlURL, total: Int?) -> CrawlURL? {
    guard let query = url.query, let total else { return nil }
    var pairs = query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map { String($0) } }
    func place(_ name: String) -> Int? { pairs.firstIndex { $0.count == 2 && $0[0] == name } }
    guard let start = place("startrecord"), let end = place("endrecord"), let first = Int(pairs[start][1]),
      let last = Int(pairs[end][1]), first <= last, last < total
    else { return nil }
    pairs[start][1] = String(last + 1)
    pairs[end][1] = String(min(total, last + last - first + 1))
    return url.resolve("?" + pairs.map { $0.joined(separator: "=") }.joined(separator: "&"))
  }
}

extension [UInt8] {
  func contains(_ text: String) -> Bool { firstPlace(of: text) != nil }

  /// Where a text stands first, ASCII case not ignored.
  func firstPlace(of text: String, from start: Int = 0) -> Int? {
    let needle = Array(text.utf8)
    guard let first = needle.first, count >= needle.count else { return nil }
    var index = start
    while index <= count - needle.count {
      if self[index] == first, self[index..<index + needle.count].elementsEqual(needle) { return index }
      index += 1
    }
    return nil
  }

  fileprivate func firstRange(from opening: String, to closing: String) -> Range<Int>? {
    guard let start = firstPlace(of: opening), let end = firstPlace(of: closing, from: start) else { return nil }
    return start..<end + closing.utf8.count
  }

  /// Without `<![CDATA[` and `]]>`, so that HTML inside of XML is read as HTML.
  fileprivate var withoutSectionMarks: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      if self[index] == 0x3C, self[index...].starts(with: "<![CDATA[".utf8) {
        index += 9
      } else if self[index] == 0x5D, self[index...].starts(with: "]]>".utf8) {
        index += 3
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  fileprivate func number(after opening: String) -> Int? {
    guard let place = firstPlace(of: opening) else { return nil }
    let digits = self[(place + opening.utf8.count)...].drop { $0 <= 0x20 }.prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
