internal import Web

/// Which page of an article an address is, by its name: `t1.html` 0, `t1_2.html` 2, `?id=7&page=3` 3.
struct PartNumber: Sendable, Hashable, Comparable {
  let value: Int

  init(of url: CrawlURL) { value = Self.inName(url.path) ?? url.query.flatMap { Self.inQuery($0) } ?? 0 }

  /// Of an address that is no http address nothing is known: it counts as the first.
  init(of url: String) { value = CrawlURL(url).map { PartNumber(of: $0).value } ?? 0 }

  static func < (left: PartNumber, right: PartNumber) -> Bool { left.value < right.value }

  /// One or two digits behind `_` or `-` at the end of the file's name.
  private static func inName(_ path: String) -> Int? {
    let file = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let name = file.prefix { $0 != "." }
    guard let mark = name.lastIndex(where: { $0 == "_" || $0 == "-" }) else { return nil }
    let digits = name[name.index(after: mark)...]
    return digits.utf8.count <= 2 ? Int(digits) : nil
  }

  /// The value of `page`, `pageno`, `p` and the like.
  private static func inQuery(_ query: String) -> Int? {
    for parameter in query.split(separator: "&").reversed() {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let name = parts[0].lowercased()
      if name.contains("page") || ["p", "pn"].contains(name), let number = Int(parts[1]) { return number }
    }
    return nil
  }
}
