/// The body of a page of Guangdong's platform (gkmlpt) that stands in the script `window._CONFIG` alone, as
/// `DETAIL.content`: a reader's browser puts it into `div.article-content` (portals.md §2.1).
enum ScriptedBody {
  /// The page's markup with that body put where the script would put it; nil when there is none, or the page shows
  /// a text by itself.
  static func shown(in utf8: [UInt8], of page: Page) -> [UInt8]? {
    guard PageReading.prose(page).shown < 60, let content = content(of: page) else { return nil }
    let place = utf8.lastPlace(of: Array("</body".utf8)) ?? utf8.count
    let element = Array("<div class=\"article-content\">\(content)</div>".utf8)
    return Array(utf8[..<place]) + element + Array(utf8[place...])
  }

  private static func content(of page: Page) -> String? {
    for script in page.scripts where script[...].utf8Range(of: "DETAIL") != nil {
      let words = ScriptWords(script)
      for mark in words.marks where mark.word == .config {
        guard let content = words.value(after: mark)?["DETAIL"]?["content"]?.string, !content.isEmpty else { continue }
        return content.percentUDecoded
      }
    }
    return nil
  }
}

extension [UInt8] {
  /// Where a pattern stands last.
  fileprivate func lastPlace(of pattern: [UInt8]) -> Int? {
    guard let first = pattern.first else { return nil }
    return indices.last { self[$0] == first && self[$0...].starts(with: pattern) }
  }
}
