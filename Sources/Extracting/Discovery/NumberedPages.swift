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
    for (link, url) in source.links where link.kind == .anchor {
      guard let url, PagerWords.isPager(link.text), let parts = Parts(url) else { continue }
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
    let bytes = text.utf8
    guard !bytes.isEmpty, bytes.count <= 24 else { return false }
    if bytes.count <= 4, bytes.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
    // Nearly every link is no button, and that shows without a look at its characters.
    guard bytes.count <= 8 || holdsPage(bytes) else { return false }
    return words.contains(text.trimmingBlanks(and: "[]【】<>«»‹›"))
      || ["<", ">", "<<", ">>", "»", "«", "›", "‹"].contains(text)
  }

  /// Whether 页 stands in it.
  private static func holdsPage(_ bytes: String.UTF8View) -> Bool {
    var rest = bytes[...]
    while let start = rest.firstIndex(of: 0xE9) {
      if rest[start...].starts(with: [0xE9, 0xA1, 0xB5]) { return true }
      rest = rest[rest.index(after: start)...]
    }
    return false
  }

  private static let words: Set<String> = [
    "下一页", "下页", "后一页", "上一页", "上页", "前一页", "首页", "尾页", "末页", "最后一页", "最末页", "next", "prev", "last", "Next", "Last",
    "Prev",
  ]
}
