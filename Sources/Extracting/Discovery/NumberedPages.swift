internal import Web

/// Lists whose pager names some pages in plain links, as NFCMS, Kaipuyun and static TRS lists do: those between are
/// named too, so that a list of 300 pages is not a chain of 300 visits.
struct NumberedPages: Sendable {
  /// `index_` of `index_37.html`, with the folder.
  private let stem: String
  /// `.html`.
  private let tail: String
  private var numbers: Set<Int> = []

  private static let mostPages = 1_000
  /// A page in the middle of the list names the next ten only.
  private static let laterReach = 10

  /// The pages that no link names, between the first that one names and the last.
  private func missing(on url: CrawlURL) -> [CrawlURL] {
    guard let last = numbers.max(), let first = numbers.min(), last <= NumberedPages.mostPages else { return [] }
    let here = CreatePageHTML.number(in: url)
    // When only the last page is named, page 2 may be _1 or _2.
    let start = here > 0 ? here + 1 : numbers.count == 1 ? 1 : min(first, 2)
    let end = here > 0 ? min(last, here + NumberedPages.laterReach) : last
    guard start < end else { return [] }
    return (start...end).filter { !numbers.contains($0) }.compactMap { CrawlURL("\(stem)\($0)\(tail)") }
  }

  /// The page's lists by what their addresses share.
  private static func lists(_ source: DiscoverySource) -> [NumberedPages] {
    var lists: [String: NumberedPages] = [:]
    let links = source.page.links
    for index in links.indices where links[index].kind == .anchor && PagerWords.isPager(links[index].text) {
      guard let parts = source.targets[index].flatMap({ Parts($0) }) else { continue }
      lists[parts.stem, default: NumberedPages(stem: parts.stem, tail: parts.tail)].numbers.insert(parts.number)
    }
    return lists.values.filter { list in list.numbers.count > 1 || list.numbers.contains { $0 > 2 } }
      .sorted { $0.stem < $1.stem }
  }

  static func links(_ source: DiscoverySource) -> [DiscoveredLink] {
    lists(source).flatMap { list in
      list.missing(on: source.url).map { DiscoveredLink(url: $0, kind: .pagination, adapter: "numbered-pages") }
    }
  }

  private init(stem: String, tail: String) {
    self.stem = stem
    self.tail = tail
  }

  private struct Parts {
    let stem: String
    let number: Int
    let tail: String

    init?(_ url: CrawlURL) {
      guard url.query == nil, let slash = url.text.utf8.lastIndex(of: 0x2F) else { return nil }
      let file = url.text[slash...]
      guard let dot = file.utf8.firstIndex(of: 0x2E), let bar = file[..<dot].utf8.lastIndex(of: 0x5F),
        let number = Int(file[file.utf8.index(after: bar)..<dot]), number > 0
      else { return nil }
      stem = String(url.text[...bar])
      self.number = number
      tail = String(url.text[dot...])
    }
  }
}

extension DiscoveryAdapter {
  static let numberedPages = DiscoveryAdapter(
    name: "numbered-pages", fits: { _ in true }, links: { NumberedPages.links($0) })
}

/// The words on the buttons of pagers.
enum PagerWords {
  /// A page number of at most four figures, or a word like 下一页.
  static func isPager(_ text: String) -> Bool {
    // Nearly every link is no button, and that shows without a look at its characters.
    let count = text.utf8.count
    guard (1...24).contains(count) else { return false }
    var utf8 = text
    guard utf8.withUTF8({ unsafe holdsPage($0.span) }) else { return count <= 8 && isShortPager(text) }
    return words.contains(text) || words.contains(text.trimmingBlanks(and: brackets))
  }

  /// Whether 页 stands in it.
  private static func holdsPage(_ text: Span<UInt8>) -> Bool {
    for index in 0..<max(0, text.count - 2) where text[index] == 0xE9 {
      if text[index + 1] == 0xA1, text[index + 2] == 0xB5 { return true }
    }
    return false
  }

  /// A figure, an arrow or a word of Latin letters.
  private static func isShortPager(_ text: String) -> Bool {
    let isFigure = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if text.utf8.count <= 4, isFigure || arrows.contains(text) { return true }
    guard text.utf8.contains(where: { (0x61...0x7A).contains($0 | 0x20) }) else { return false }
    return words.contains(text) || words.contains(text.trimmingBlanks(and: brackets))
  }

  private static let brackets = "[]【】<>«»‹›"
  private static let arrows: Set<String> = ["<", ">", "<<", ">>", "»", "«", "›", "‹"]

  private static let words: Set<String> = [
    "下一页", "下页", "后一页", "上一页", "上页", "前一页", "首页", "尾页", "末页", "最后一页", "最末页", "next", "prev", "last", "Next", "Last",
    "Prev",
  ]
}
