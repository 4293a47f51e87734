package import Web

/// The pieces of an address that rules look at, split once and in lower case.
package struct URLWords: Sendable {
  /// Path segments that are not empty.
  package let segments: [String]
  /// Query parameters in order, names and values as written but in lower case, not decoded.
  package let parameters: [(name: String, value: String)]

  package init(_ url: CrawlURL) {
    segments = url.path.lowercased().utf8.split(separator: 0x2F).map { String(Substring($0)) }
    guard let query = url.query else {
      parameters = []
      return
    }
    parameters = query.lowercased().split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(halves[0]), halves.count == 2 ? String(halves[1]) : "")
    }
  }

  /// A segment without its file name extension and without `;jsessionid=…`.
  static func stem(_ segment: String) -> Substring {
    segment[..<(segment.utf8.firstIndex { $0 == 0x2E || $0 == 0x3B } ?? segment.endIndex)]
  }
}
