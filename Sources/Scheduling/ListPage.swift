package import Web

/// A list page's place in its sequence: what the pages of one list share, and the number that tells them apart.
package struct ListPage: Hashable, Sendable {
  /// The address with the number taken out: equal for all pages of a list, whatever the scheme.
  package let list: String
  /// As written: page 2 is 1 at TRS and 2 elsewhere. 0 where no number is.
  package let number: Int

  package init(_ url: CrawlURL) {
    let path = url.path
    let cut = path.utf8.lastIndex(of: 0x2F).map { path.utf8.index(after: $0) } ?? path.startIndex
    let file = String(path[cut...])
    var number = ListPage.number(inFile: file) ?? 0
    var others: [Substring] = []
    for pair in (url.query ?? "").split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1)
      if let name = halves.first, ListPage.parameters.contains(name.lowercased()) {
        number = halves.count == 2 ? Int(halves[1]) ?? number : number
      } else {
        others.append(pair)
      }
    }
    self.number = number
    list = "//\(url.authority)\(path[..<cut])\(ListPage.name(ofFile: file))?\(others.joined(separator: "&"))"
  }

  /// The number in `index_12.html`, `list_3.shtml`, `common_list_2.htm`; nil for names without one.
  ///
  /// Only `index` may have any number: `list_48213.html` is a column's own number at some portals.
  package static func number(inFile file: String) -> Int? {
    guard file.utf8.contains(0x5F) else { return nil }
    let stem = file[..<(file.utf8.firstIndex(of: 0x2E) ?? file.endIndex)]
    guard let bar = stem.utf8.lastIndex(of: 0x5F) else { return nil }
    let digits = stem[stem.utf8.index(after: bar)...]
    guard digits.utf8.count <= 9, let number = Int(digits), number >= 0 else { return nil }
    let name = stem[..<bar].lowercased()
    if name == "index" { return number }
    return number < 1_000 && names.contains(where: { name.hasSuffix($0) }) ? number : nil
  }

  /// The file's name without number and extension; an empty name is `index`.
  private static func name(ofFile file: String) -> Substring {
    let stem = file.prefix { $0 != "." }
    guard number(inFile: file) != nil, let bar = stem.utf8.lastIndex(of: 0x5F) else {
      return stem.isEmpty ? "index" : stem
    }
    return stem[..<bar]
  }

  private static let names = ["index", "list", "default", "more"]

  /// Parameters that hold a page number, in lower case.
  package static let parameters: Set<String> = [
    "page", "pageno", "pagenum", "pageindex", "pagenumber", "currpage", "currentpage", "curpage", "nowpage", "cpage",
    "_page",
  ]
}
